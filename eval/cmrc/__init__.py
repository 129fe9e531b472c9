"""CMRC 2018 dev, an outside benchmark: is the system any good on a text nobody here chose?

Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading Comprehension" (EMNLP 2019),
3,219 questions over 848 paragraphs of Wikipedia, three references each. Nothing is trained or
tuned on it. Two things are measured: finding the paragraph in the pool of all of them, and
answering from the paragraph, as the official script scores it.
"""
