"""Records of the pipeline to the JSON of the contract: the only place where types become JSON.

The models are the contract: every key always present, numbers finite, and whatever does not
fit raises instead of going out.
"""
