"""A request to score: from its bytes to messages, and from assessments to the bytes of the answer."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.contracts.problem import FieldError
from services.contracts.triage import MAX_SCORED_TEXTS
from services.runtime.problems import Invalid, Malformed, TooLarge
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.reading import Fault, Repeated, UnreadableError, load, read_entry
from services.triage.scoring.telling import tell

_MAX_ERRORS = 20


def read_texts(body: bytes) -> list[Message]:
    """Raises Malformed, TooLarge for too many texts, and Invalid that names each fault by place and field."""
    try:
        document = load(body)
    except UnreadableError as error:
        raise Malformed("The body is not valid JSON.") from error
    place, texts = _texts_of(document)
    if len(texts) > MAX_SCORED_TEXTS:
        said = f"A request holds at most {MAX_SCORED_TEXTS} texts."
        fault = FieldError(field=place or "texts", code="too_many", message=f"holds {len(texts)} texts")
        raise TooLarge(said, code="too_many_texts", errors=[fault])
    entries = [read_entry({"text": text} if isinstance(text, str) else text, "fail") for text in texts]
    errors = [
        _error(f"{place}.{index}" if place else str(index), fault)
        for index, entry in enumerate(entries)
        for fault in entry.faults
    ]
    if errors:
        raise Invalid(errors=errors[:_MAX_ERRORS])
    return [entry.message for entry in entries if entry.message is not None]


def render(assessments: Sequence[Assessment]) -> Iterator[bytes]:
    return (tell(assessment).model_dump_json().encode() for assessment in assessments)


def _texts_of(document: Any) -> tuple[str, list[Any]]:
    """Return the texts, and the name under which they stand, none where they are the whole."""
    if isinstance(document, list):
        return "", document
    if isinstance(document, Repeated):
        raise Invalid(
            errors=[
                _error("", Fault(name[:100], "repeated", "is given more than once"))
                for name in document.names[:_MAX_ERRORS]
            ]
        )
    if isinstance(document, dict) and document.keys() == {"texts"} and isinstance(document["texts"], list):
        return "texts", document["texts"]
    message = 'must be a list of texts: the body is an array or {"texts": […]}'
    raise Invalid(errors=[FieldError(field="texts", code="not_a_list", message=message)])


def _error(place: str, fault: Fault) -> FieldError:
    field = ".".join(part for part in (place, fault.field) if part)
    return FieldError(field=field, code=fault.code, message=fault.message)
