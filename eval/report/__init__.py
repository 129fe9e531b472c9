"""A report that people can read: one HTML file, no script, no request to anywhere.

``build`` makes the page from the committed results; ``summary`` the table of the README, which
``in_place`` puts between its markers.
"""

from eval.report.page import build
from eval.report.summary import in_place, summary

__all__ = ["build", "in_place", "summary"]
