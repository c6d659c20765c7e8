"""Cuts a message at the spans that triage found, so that a template can mark each piece without trusting markup."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from services.contracts.triage import Assessment, Span
from web.rendering.words import is_personal_data

PERSONAL = "personal"
# Where spans overlap, the one that a person must not overlook wins: what is masked, then what offends.
_STRENGTH = {PERSONAL: 3, "toxic": 2, "question": 1, "ground": 0}
_OFFENCES = frozenset(
    {"toxic", "insult", "hate", "threat", "harassment", "obscene", "defamation", "profanity"}
)
_GRAPHEME = regex.compile(r"\X")
_SPACE = regex.compile(r"\s")
EXCERPT_LENGTH = 170


@dataclass(frozen=True)
class Segment:
    """A piece of a message: `kind` is personal, toxic, question, or empty where nothing was found.

    It is ground for what a label rests on, which is shown only beside the explanation.
    """

    text: str
    kind: str = ""
    label: str = ""


def name_kind(label: str) -> str:
    """Return how a label is marked in a text; empty for one that is not."""
    if is_personal_data(label):
        return PERSONAL
    if label in _OFFENCES:
        return "toxic"
    return label if label in {"question", "ground"} else ""


def spans_of(found: Assessment | None) -> list[Span]:
    """What is marked in a text: what was found there, and what the labels rest on."""
    if found is None:
        return []
    grounds = [ground for one in found.explanation for ground in one.grounds if ground.weight > 0]
    places = {(place.start, place.end) for ground in grounds for place in ground.places}
    return [*found.spans, *(Span(label="ground", start=start, end=end) for start, end in sorted(places))]


def split_text(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """Return pieces that join to exactly `text`.

    Offsets are code points. What lies outside the text is ignored, and no grapheme (an emoji with its
    modifiers, a letter with its accent) is cut in two: a span grows to whole ones.
    """
    edges = _find_edges(text)
    usable = [snapped for span in spans if name_kind(span.label) and (snapped := _snap(span, text, edges))]
    cuts = sorted({0, len(text), *(s.start for s in usable), *(s.end for s in usable)})
    return tuple(_join_equal(_name_piece(text, start, end, usable) for start, end in pairwise(cuts)))


def excerpt_text(text: str, spans: Iterable[Span], limit: int = EXCERPT_LENGTH) -> tuple[Segment, ...]:
    """Return one paragraph of about `limit` code points that shows the first span, marked.

    Personal data keeps its label and loses its text: a list never needs it.
    """
    pieces = split_text(_SPACE.sub(" ", text), spans)
    begin = _choose_begin(pieces, limit)
    shown = [Segment("…")] if begin else []
    position = 0
    for piece in pieces:
        first, last = max(0, begin - position), max(0, begin + limit - position)
        position += len(piece.text)
        visible = piece.text[first:last]
        if visible:
            shown.append(replace(piece, text="" if piece.kind == PERSONAL else visible))
    return (*shown, Segment("…")) if begin + limit < position else tuple(shown)


def _choose_begin(pieces: Sequence[Segment], limit: int) -> int:
    """Skip the beginning only where the first span would lie beyond what two lines show."""
    flat = "".join(piece.text for piece in pieces)
    first = 0
    for piece in pieces:
        if piece.kind:
            break
        first += len(piece.text)
    if first == len(flat) or first < limit * 2 // 3:
        return 0
    return flat.rfind(" ", 0, first - limit // 4) + 1


def _find_edges(text: str) -> list[int] | None:
    """Return the offsets between graphemes, or None for plain ASCII, where every offset is one."""
    if text.isascii() and "\r" not in text:
        return None
    return [0, *(match.end() for match in _GRAPHEME.finditer(text))]


def _snap(span: Span, text: str, edges: list[int] | None) -> Span | None:
    """Clip the span to the text and widen it to whole graphemes; None when nothing is left."""
    start, end = min(span.start, len(text)), min(span.end, len(text))
    if start >= end:
        return None
    if edges is not None:
        start, end = edges[bisect_right(edges, start) - 1], edges[bisect_left(edges, end)]
    return Span(label=span.label, start=start, end=end)


def _name_piece(text: str, start: int, end: int, spans: Sequence[Span]) -> Segment:
    covering = [span.label for span in spans if span.start <= start and end <= span.end]
    label = max(covering, key=lambda candidate: _STRENGTH[name_kind(candidate)], default="")
    return Segment(text[start:end], name_kind(label), label)


def _join_equal(pieces: Iterable[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for piece in pieces:
        if joined and (joined[-1].kind, joined[-1].label) == (piece.kind, piece.label):
            joined[-1] = replace(piece, text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
