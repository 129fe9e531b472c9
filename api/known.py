"""Ids in filters: one that is unknown is an error, for an answer from nothing would mislead."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from api.problems import FieldError, ProblemError, unprocessable
from rag.types import Filters

if TYPE_CHECKING:  # a protocol: nothing of it is needed to run, and its module wires everything
    from rag.pipeline import Pipeline

_NO_DOCUMENT = "没有这种文献，见 /v1/documents · no such document, see /v1/documents"
_NO_SECTION = (
    "所问的文献里没有这一节，见 /v1/documents/{id} · "
    "no such section in what is asked, see /v1/documents/{id}"
)


def known(
    pipeline: "Pipeline",
    filters: Filters,
    documents: str = "documents[{}]",
    sections: str = "sections[{}]",
) -> Filters:
    """The filters, if the index has what they name.

    Args:
        pipeline: is asked for its documents, only where an id was given.
        filters: what a client sent.
        documents: how the client calls the field of a document id; ``{}`` is its place.
        sections: likewise; a section must stand in one of the documents named, if any are.

    Raises:
        ProblemError: 422, naming each field and no value.
        StoreError: no index is open.
    """
    if not (filters.documents or filters.sections):
        return filters
    held = {one.metadata.id: one for one in pipeline.documents()}
    asked = [held[name] for name in filters.documents or held if name in held]
    within = {section.id for one in asked for section in one.sections}
    wrong = [
        *_missing(filters.documents, held, documents, _NO_DOCUMENT),
        *_missing(filters.sections, within, sections, _NO_SECTION),
    ]
    if wrong:
        raise ProblemError(unprocessable(*wrong))
    return filters


def _missing(
    given: Iterable[str], there: Iterable[str], field: str, detail: str
) -> Iterator[FieldError]:
    present = set(there)
    for place, name in enumerate(given):
        if name not in present:
            yield FieldError(field.format(place), detail)
