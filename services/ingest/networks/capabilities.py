"""What a network offers and where its limits are, in one place, so that screens and rules never guess."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import regex

from services.contracts.ingest import ItemKind

GRAPHEME = regex.compile(r"\X")


class Unit(StrEnum):
    """How a network counts a text."""

    CODE_POINTS = "code_points"
    GRAPHEMES = "graphemes"
    UTF16_UNITS = "utf16_units"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class TextLimit:
    count: int
    unit: Unit

    def length(self, text: str) -> int:
        match self.unit:
            case Unit.CODE_POINTS:
                return len(text)
            case Unit.GRAPHEMES:
                return sum(1 for _ in GRAPHEME.finditer(unicodedata.normalize("NFC", text)))
            case Unit.UTF16_UNITS:
                return len(text.encode("utf-16-le")) // 2
            case Unit.BYTES:
                return len(text.encode())

    def admits(self, text: str) -> bool:
        return self.length(text) <= self.count


class Act(StrEnum):
    REPLY = "reply"
    REPLY_TO_REPLY = "reply_to_reply"
    HIDE = "hide"
    UNHIDE = "unhide"
    MARK_SPAM = "mark_spam"
    DELETE = "delete"
    RESTORE = "restore"


# What changes how the public sees an item that stands already.
MODERATION = frozenset({Act.HIDE, Act.UNHIDE, Act.MARK_SPAM, Act.DELETE, Act.RESTORE})


class Certainty(StrEnum):
    """How an unknown outcome of a publication is settled."""

    NATIVE = "native"  # the network takes a key or an id of ours: the same one is repeated
    READBACK = "readback"  # our own replies under the parent can be listed
    NONE = "none"  # a person looks


class Listening(StrEnum):
    POLLING = "polling"
    WEBHOOK = "webhook"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Credential:
    """Something without which we do not come in; `name` is also the code under which screens have words for it."""

    name: str
    is_secret: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """A network's answers to the questions of docs; figures are the network's own and name their source there.

    `text_limits` must all hold. `repeatable` names the acts of which twice is the same as once.
    `credentials` are all that an account there needs, and nothing else is taken. `shows_edits` and
    `shows_deletions` say whether a pull notices them. `key_kept_for` belongs to `native`.
    """

    network: str
    name: str
    reads: frozenset[ItemKind]
    listening: Listening
    poll_interval: timedelta
    certainty: Certainty
    credentials: tuple[Credential, ...] = ()
    acts: frozenset[Act] = frozenset()
    repeatable: frozenset[Act] = frozenset()
    text_limits: tuple[TextLimit, ...] = ()
    shows_edits: bool
    shows_deletions: bool
    key_kept_for: timedelta | None = None

    @property
    def text_limit(self) -> int | None:
        """What screens say: the smallest count, whatever is counted."""
        return min((limit.count for limit in self.text_limits), default=None)

    def offers(self, act: Act) -> bool:
        return act in self.acts

    def admits(self, text: str) -> bool:
        return all(limit.admits(text) for limit in self.text_limits)
