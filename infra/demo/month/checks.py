"""What must hold between the lines of a file, beyond the form of each: a play that contradicts itself would fail
half-way through, with the house already full.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from infra.demo.month.script import (
    Agency,
    Decide,
    DraftReply,
    Message,
    Moment,
    Person,
    Script,
    SendReply,
)
from services.contracts.triage import WITHDRAWING
from services.reply.voices.domain.speech import avoided_in, speaks


def mistakes_of_agency(agency: Agency, scripts: Sequence[Script]) -> Iterator[str]:
    slugs = [script.client.slug for script in scripts]
    yield from _repeated("person", (person.key for person in agency.people))
    yield from _repeated("client", slugs)
    for person in agency.people:
        for slug in person.clients:
            if slug not in slugs:
                yield f"{person.key} looks after {slug}, which is no client"
        if (person.role == "administrator") == bool(person.clients):
            yield f"{person.key}: an administrator names no client, everybody else at least one"


def mistakes_of_client(script: Script, agency: Agency) -> Iterator[str]:
    yield from _repeated("account", (account.slug for account in script.accounts))
    yield from _repeated("knowledge", (article.title for article in script.knowledge))
    yield from _repeated("saved reply", (saved.title for saved in script.saved_replies))
    yield from _repeated("publication", (publication.id for publication in script.publications))
    yield from _repeated("message", (message.id for message in script.messages))
    for saved in script.saved_replies:
        yield from _wrong_voice(script, f"saved reply “{saved.title}”", saved.text)
    yield from _Publications(script).mistakes()
    yield from _Deeds(script, agency).mistakes()


class _Publications:
    """Publications and the messages below them."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._publications = {publication.id: publication for publication in script.publications}
        self._messages = {message.id: message for message in script.messages}
        self._pushed = {account.slug for account in script.accounts if account.is_pushed}

    def mistakes(self) -> Iterator[str]:
        accounts = {account.slug for account in self._script.accounts}
        for publication in self._script.publications:
            if publication.account not in accounts:
                yield f"publication {publication.id}: there is no account {publication.account}"
        names: dict[str, str] = {}
        for message in self._script.messages:
            if names.setdefault(message.author.id, message.author.name) != message.author.name:
                yield f"{message.id}: {message.author.id} has another name elsewhere"
            yield from self._of_message(message)

    def _of_message(self, message: Message) -> Iterator[str]:
        publication = self._publications.get(message.publication)
        if publication is None:
            yield f"{message.id}: there is no publication {message.publication}"
        elif publication.place >= message.place:
            yield f"{message.id} is not later than its publication"
        elif message.deleted and publication.account in self._pushed:
            yield f"{message.id} is pushed, by which nobody is told that its author deletes it"
        if message.parent is not None:
            yield from self._of_parent(message, self._messages.get(message.parent))
        steps: list[Moment | None] = [message, message.edited, message.deleted]
        yield from _out_of_order(message.id, [step for step in steps if step])

    def _of_parent(self, message: Message, parent: Message | None) -> Iterator[str]:
        if parent is None:
            yield f"{message.id}: there is no message {message.parent}"
        elif parent.publication != message.publication:
            yield f"{message.id} stands under another publication than its parent"
        elif parent.place >= message.place:
            yield f"{message.id} is not later than its parent"
        elif parent.deleted and parent.deleted.place <= message.place:
            yield f"{message.id} answers a message that its author has deleted"


class _Deeds:
    """What the agency did, message by message in order of time."""

    def __init__(self, script: Script, agency: Agency) -> None:
        self._script = script
        self._people = {person.key: person for person in agency.people}
        self._messages = {message.id: message for message in script.messages}

    def mistakes(self) -> Iterator[str]:
        for deed in sorted(self._script.deeds, key=lambda deed: deed.place):
            told = f"{deed.kind} of {deed.message}"
            yield from self._of_person(told, deed.by, self._people.get(deed.by))
            message = self._messages.get(deed.message)
            if message is None:
                yield f"{told}: there is no such message"
            elif deed.place <= message.place:
                yield f"{told} is not later than the message"
            elif message.deleted and message.deleted.place <= deed.place:
                yield f"{told}: its author has deleted it by then"
            if isinstance(deed, SendReply | DraftReply):
                yield from _wrong_voice(self._script, told, deed.text)
                yield from self._unsigned(told, deed.text)
        for message in self._script.messages:
            yield from self._of_standing(message)

    def _unsigned(self, told: str, text: str) -> Iterator[str]:
        signature = self._script.client.voice.signature
        if not text.rstrip().endswith(signature):
            yield f"{told} does not end with the signature “{signature}”"

    def _of_person(self, told: str, key: str, person: Person | None) -> Iterator[str]:
        if person is None:
            yield f"{told}: nobody of the agency is called {key}"
        elif not person.sees(self._script.client.slug):
            yield f"{told}: {key} does not look after this client"

    def _of_standing(self, message: Message) -> Iterator[str]:
        """Nothing can be written under what is hidden, and nothing be shown that is not hidden."""
        deeds = [deed for deed in self._script.deeds if deed.message == message.id]
        answers = [answer for answer in self._script.messages if answer.parent == message.id]
        is_hidden = False
        for step in sorted([*deeds, *answers], key=lambda step: step.place):
            match step:
                case Decide(kind="restore"):
                    if not is_hidden:
                        yield f"restore of {message.id}, which is not hidden"
                    is_hidden = False
                case Decide(kind=kind) if kind in WITHDRAWING:
                    if is_hidden:
                        yield f"{kind} of {message.id}, which is hidden already"
                    is_hidden = True
                case Message() | SendReply() | DraftReply() if is_hidden:
                    yield f"something is written under {message.id} while it is hidden"
                case _:
                    pass


def _wrong_voice(script: Script, told: str, text: str) -> Iterator[str]:
    voice = script.client.voice
    said = speaks(text)
    if said not in {None, voice.address}:
        yield f"{told} says {said} for a client that says {voice.address}"
    for word in avoided_in(text, voice.avoid):
        yield f"{told} says “{word}”, which this client avoids"


def _out_of_order(told: str, moments: Sequence[Moment]) -> Iterator[str]:
    places = [moment.place for moment in moments]
    if any(first >= second for first, second in pairwise(places)):
        yield f"{told} is edited or deleted before it is written, or edited after it is deleted"


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name} stands there {times} times"
