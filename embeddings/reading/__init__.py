"""Reading one text for one question: where in it the answer stands, and whether it does."""
