"""The month that the demo plays: what its people wrote and did, read from files and put in order of time.

The files of `content/` name times by day and hour so that the month always ends now: `day` counts back from today,
`ago` from this minute. A mistake in a file is told with its place, before anything is played.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from infra.demo.month.checks import mistakes_of_agency, mistakes_of_client
from infra.demo.month.script import (
    Agency,
    Close,
    Decide,
    Deed,
    DraftReply,
    Message,
    Moment,
    Person,
    Publication,
    Script,
    SendReply,
)

CONTENT = Path(__file__).parent / "content"
AGENCY = "agency.json"

Shape = TypeVar("Shape", Agency, Script)


class StoryError(Exception):
    """A file of the month cannot be played; each line names a place and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Published:
    """The client publishes an article or a post, under which people comment."""

    at: datetime
    client: Script
    publication: Publication


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody of the public writes."""

    at: datetime
    client: Script
    message: Message


@dataclass(frozen=True, slots=True)
class Edited:
    """The author changes a message; `text` is what stands there from then on."""

    at: datetime
    client: Script
    message: Message
    text: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The author deletes a message."""

    at: datetime
    client: Script
    message: Message


@dataclass(frozen=True, slots=True)
class Replied:
    """Somebody of the agency accepts a reply; `deed.recalled_first` when it was recalled once before."""

    at: datetime
    client: Script
    message: Message
    by: Person
    deed: SendReply


@dataclass(frozen=True, slots=True)
class Drafted:
    """Somebody of the agency has begun a reply and not sent it."""

    at: datetime
    client: Script
    message: Message
    by: Person
    deed: DraftReply


@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody of the agency decides about a message."""

    at: datetime
    client: Script
    message: Message
    by: Person
    deed: Decide


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody of the agency closes the conversation in which the message stands."""

    at: datetime
    client: Script
    message: Message
    by: Person
    deed: Close


Happening = Published | Written | Edited | Withdrawn | Replied | Drafted | Decided | Closed


@dataclass(frozen=True, slots=True)
class Story:
    """Who plays, and all that happens, oldest first, in UTC, none of it later than now."""

    agency: Agency
    people: tuple[Person, ...]
    clients: tuple[Script, ...]
    happenings: tuple[Happening, ...]


def story(now: datetime, folder: Path = CONTENT) -> Story:
    """The month that ends at `now`, which must be aware. Raises StoryError where a file cannot be played."""
    agency, scripts = load(folder)
    people = {person.key: person for person in agency.people}
    happenings = [happening for script in scripts for happening in _Stage(script, people, now).happenings()]
    # Sorting is stable: what bears the same second keeps the order of the files.
    return Story(agency, tuple(agency.people), scripts, tuple(sorted(happenings, key=attrgetter("at"))))


def load(folder: Path = CONTENT) -> tuple[Agency, tuple[Script, ...]]:
    """Read every file, then check them against each other. Raises StoryError with all mistakes of a step."""
    mistakes: list[str] = []
    agency = _read(folder / AGENCY, Agency, mistakes)
    paths = sorted(path for path in folder.glob("*.json") if path.name != AGENCY)
    scripts = tuple(script for path in paths if (script := _read(path, Script, mistakes)))
    if agency and not mistakes:
        mistakes += [f"{AGENCY}: {mistake}" for mistake in mistakes_of_agency(agency, scripts)]
        for path, script in zip(paths, scripts, strict=True):
            mistakes += [f"{path.name}: {mistake}" for mistake in mistakes_of_client(script, agency)]
    if mistakes or agency is None:
        raise StoryError("\n".join(mistakes))
    return agency, scripts


def _read(path: Path, shape: type[Shape], mistakes: list[str]) -> Shape | None:
    """What a file says, or None with its mistakes told."""
    try:
        return shape.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        mistakes.append(f"{path.name} is missing")
    except ValidationError as error:
        for found in error.errors(include_url=False):
            where = ".".join(map(str, found["loc"]))
            mistakes.append(f"{path.name}: {where}: {found['msg']}")
    return None


class _Stage:
    """One client's month, put on the clock."""

    def __init__(self, script: Script, people: Mapping[str, Person], now: datetime) -> None:
        self._script = script
        self._people = people
        self._now = now

    def happenings(self) -> Iterator[Happening]:
        script = self._script
        for publication in script.publications:
            yield Published(self._at(publication, publication.id), script, publication)
        for message in script.messages:
            yield Written(self._at(message, message.id), script, message)
            if message.edited:
                at = self._at(message.edited, f"{message.id} edited")
                yield Edited(at, script, message, message.edited.text)
            if message.deleted:
                yield Withdrawn(self._at(message.deleted, f"{message.id} deleted"), script, message)
        messages = {message.id: message for message in script.messages}
        for deed in script.deeds:
            yield self._done(deed, messages[deed.message])

    def _done(self, deed: Deed, message: Message) -> Happening:
        at = self._at(deed, f"{message.id} {deed.kind}")
        script, by = self._script, self._people[deed.by]
        match deed:
            case SendReply():
                return Replied(at, script, message, by, deed)
            case DraftReply():
                return Drafted(at, script, message, by, deed)
            case Decide():
                return Decided(at, script, message, by, deed)
            case Close():
                return Closed(at, script, message, by, deed)

    def _at(self, moment: Moment, salt: str) -> datetime:
        return moment.at(self._now, self._script.client.zone, salt)
