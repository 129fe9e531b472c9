"""The table of figures of a text: time, subject, metric, value, unit, scope."""

from rag.facts.finding import find_facts
from rag.facts.records import Fact, FactTime, Scope
from rag.facts.table import build_facts, facts_of_paragraph

__all__ = ["Fact", "FactTime", "Scope", "build_facts", "facts_of_paragraph", "find_facts"]
