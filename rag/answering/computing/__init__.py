"""Answers that the text does not state but that follow from figures it does state.

``reading`` says whether a question asks for one; ``solving``, loaded only then, computes it.
"""
