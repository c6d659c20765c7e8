"""What of a message is explained: all that is said of it, each by the output whose formula decided."""

from collections.abc import Iterator

from services.triage.scoring.domain import FOUND_FROM, Assessment
from services.triage.scoring.domain.priority import THREAT_FROM
from services.triage.scoring.outputs import AT_ONCE, KINDS, LABELS, output_of


def outputs_said(one: Assessment) -> list[str]:
    """Labels that are found, in doubt, or put aside by the client's own layer, each before what belongs to it; then
    the tone. A neutral one is none: it needs a reason as little as a label that is not found.
    """
    denied = {label for label, said in one.general_said.items() if said == "yes"}
    said = denied.union(one.found, one.unsure)
    labels = [label for label in LABELS if label in said]
    outputs = [output for label in labels for output in (label, *_belonging_to(label, one))]
    return outputs if one.sentiment == "neutral" else [*outputs, output_of("sentiment", one.sentiment)]


def _belonging_to(label: str, one: Assessment) -> Iterator[str]:
    yield from (kind for kind in KINDS.get(label, ()) if _is_shown(kind, label, one))
    if label == "service_request" and one.intent is not None:
        yield output_of("intent", one.intent)
    if label == "urgency" and one.urgency_level == 2:
        yield AT_ONCE


def _is_shown(kind: str, label: str, one: Assessment) -> bool:
    """Kinds that are likelier than not; a threat from where it ranks as one."""
    is_threat = kind == "threat" and label in one.found
    return one.labels[kind] >= (THREAT_FROM if is_threat else FOUND_FROM)
