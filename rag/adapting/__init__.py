"""The static encoder tuned to the texts of an index, kept only where it finds more."""
