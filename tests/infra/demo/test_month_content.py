"""The month of the demo: its files hold together, and they are played in the right order whatever the hour."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.demo import content
from infra.demo.app import DEFAULT_NAME
from infra.demo.month.script import TEXT_LIMIT, Moment, Script
from infra.demo.month.story import (
    AGENCY,
    Decided,
    Drafted,
    Edited,
    Happening,
    Published,
    Replied,
    StoryError,
    Withdrawn,
    Written,
    load,
    story,
)
from infra.demo.settings import DEFAULT_SITE

WEDNESDAY_AT_NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
# The clocks of Paris went back on 25 October 2026 and forward on 28 March 2027.
HOURS = [
    WEDNESDAY_AT_NOON,
    datetime(2026, 11, 25, 0, 5, tzinfo=UTC),
    datetime(2026, 11, 25, 5, 30, tzinfo=UTC),
    datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 27, 9, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 15, tzinfo=UTC),
    datetime(2027, 4, 10, 16, 0, tzinfo=UTC),
]
# What French typography wants: a narrow no-break space before ; : ! ? and inside « », ’ and … for ' and ...
ILL_SET = re.compile(
    r"(?<!\u202f)[;!?»]|(?<!\u202f):(?!//)|«(?!\u202f)|'|\.\.\.| {2}|[ \t]$|^[ \t]", re.MULTILINE
)
TELEPHONE = re.compile(r"\b0[1-9](?:[ .]?\d\d){4}\b")
FICTION = re.compile(r"06 39 98 \d\d \d\d|01 99 00 \d\d \d\d")
ADDRESS = re.compile(r"https?://([\w.-]+)|[\w.+-]+@([\w-]+\.[\w.-]*\w)")


@pytest.fixture(scope="module")
def scripts() -> tuple[Script, ...]:
    return load()[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small month: Nadia looks after a bakery, under whose post Mme Roux asks, and is answered."""
    _write(tmp_path / AGENCY, _agency())
    _write(tmp_path / "fournil.json", _bakery())
    return tmp_path


class TestLoad:
    def test_the_five_clients_are_there_with_about_250_messages(self, scripts: tuple[Script, ...]) -> None:
        slugs = {script.client.slug for script in scripts}
        assert slugs == {"banque-corvenne", "filvane", "gazette", "pres-orvaude", "ville-montrelais"}
        assert 240 <= sum(len(script.messages) for script in scripts) <= 270
        assert all(len(script.messages) >= 50 for script in scripts)

    def test_one_client_pushes_and_the_others_are_pulled(self, scripts: tuple[Script, ...]) -> None:
        pushed = {script.client.slug for script in scripts for one in script.accounts if one.is_pushed}
        assert pushed == {"filvane"}

    def test_the_small_month_is_sound(self, folder: Path) -> None:
        agency, (bakery,) = load(folder)
        assert [person.name for person in agency.people] == ["Nadia Ferrand"]
        assert bakery.client.name == "Le Fournil"

    @pytest.mark.parametrize(
        ("path", "value", "told"),
        [
            ("messages.0.time", "25:00", "25:00 is no time"),
            ("messages.0.time", "02:30", "a change of clocks leaves this hour out"),
            ("messages.0.ago", "00:10", "give either day and time, or ago"),
            ("messages.0.day", 0, "messages.0.day"),
            ("messages.0.text", "x" * (TEXT_LIMIT + 1), "at most 2000 characters"),
            ("messages.0.author.age", 81, "messages.0.author.age"),
            ("messages.0.publication", "gâteau", "messages.0.publication"),
            ("messages.0.publication", "gateau", "there is no publication gateau"),
            ("messages.0.time", "08:00", "m1 is not later than its publication"),
            ("messages.1.id", "m1", "message m1 stands there 2 times"),
            ("messages.1.parent", "m9", "there is no message m9"),
            ("messages.1.time", "09:29", "m2 is not later than its parent"),
            ("messages.1.author.id", "mme-roux", "mme-roux has another name elsewhere"),
            (
                "messages.0.deleted",
                {"day": -3, "time": "09:35"},
                "answers a message that its author has deleted",
            ),
            (
                "messages.1.edited",
                {"day": -3, "time": "09:00", "text": "oups"},
                "edited or deleted before it is",
            ),
            ("deeds.0.message", "m9", "there is no such message"),
            ("deeds.0.time", "09:30", "reply of m1 is not later than the message"),
            ("deeds.0.by", "theo", "nobody of the agency is called theo"),
            ("deeds.0.text", "Merci, à toi aussi.\n\nLe Fournil", "says tu for a client that says vous"),
            ("client.voice.avoid", ["sentirez"], "says “sentirez”, which this client avoids"),
            ("deeds.0.text", "Merci beaucoup.", "does not end with the signature “Le Fournil”"),
            ("deeds.1.kind", "forget", "deeds.1"),
            ("deeds.1.kind", "restore", "restore of m2, which is not hidden"),
            ("deeds.1.reason", "ugly", "deeds.1.hide.reason"),
            ("saved_replies.0.text", "À ta santé.", "saved reply “Merci” says tu for a client"),
            ("client.time_zone", "Europe/Montrelais", "Europe/Montrelais is no time zone"),
            ("publications.0.account", "vitrine", "there is no account vitrine"),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, folder: Path, path: str, value: Any, told: str) -> None:
        _write(folder / "fournil.json", _changed(_bakery(), path, value))
        with pytest.raises(StoryError) as caught:
            load(folder)
        assert str(caught.value).startswith("fournil.json: ")
        assert told in str(caught.value)

    def test_what_is_pushed_is_not_deleted_by_its_author(self, folder: Path) -> None:
        """The intake API has no word for it."""
        gone = _changed(_bakery(), "messages.1.deleted", {"day": -3, "time": "12:00"})
        _write(folder / "fournil.json", _changed(gone, "accounts.0.is_pushed", True))
        with pytest.raises(StoryError, match="m2 is pushed, by which nobody is told"):
            load(folder)

    def test_a_client_that_says_tu_is_held_to_it(self, folder: Path) -> None:
        _write(folder / "fournil.json", _changed(_bakery(), "client.voice.address", "tu"))
        with pytest.raises(StoryError, match="reply of m1 says vous for a client that says tu"):
            load(folder)

    def test_nothing_is_written_under_what_is_hidden(self, folder: Path) -> None:
        late = {
            "kind": "reply",
            "message": "m2",
            "day": -3,
            "time": "11:00",
            "by": "nadia",
            "text": "Le Fournil",
        }
        _write(folder / "fournil.json", _changed(_bakery(), "deeds.2", late))
        with pytest.raises(StoryError, match="something is written under m2 while it is hidden"):
            load(folder)

    def test_a_moderator_acts_only_for_the_clients_that_they_see(self, folder: Path) -> None:
        agency = _agency()
        agency["people"].append({**agency["people"][0], "key": "theo", "role": "lead", "clients": ["garage"]})
        _write(folder / AGENCY, agency)
        _write(folder / "fournil.json", _changed(_bakery(), "deeds.0.by", "theo"))
        with pytest.raises(StoryError) as caught:
            load(folder)
        assert "agency.json: theo looks after garage, which is no client" in str(caught.value)
        assert "fournil.json: reply of m1: theo does not look after this client" in str(caught.value)

    def test_an_agency_without_a_file_is_told(self, folder: Path) -> None:
        (folder / AGENCY).unlink()
        with pytest.raises(StoryError, match=r"agency\.json is missing"):
            load(folder)


class TestStory:
    @pytest.mark.parametrize("now", HOURS, ids=str)
    def test_it_ends_now_and_goes_forward_only(self, now: datetime) -> None:
        times = [happening.at for happening in story(now).happenings]
        assert times == sorted(times)
        assert times[-1] <= now
        assert now - times[-1] < timedelta(minutes=10)
        assert now - times[0] < timedelta(days=32)

    @pytest.mark.parametrize("now", HOURS, ids=str)
    def test_nothing_happens_before_what_it_hangs_on(self, now: datetime) -> None:
        seen: set[tuple[str, str]] = set()
        for happening in story(now).happenings:
            client = happening.client.client.slug
            for needed in _needed(happening):
                assert (client, needed) in seen
            if isinstance(happening, Published):
                seen.add((client, happening.publication.id))
            elif isinstance(happening, Written):
                seen.add((client, happening.message.id))

    def test_a_day_is_counted_in_the_zone_of_the_client(self, folder: Path) -> None:
        _write(folder / "fournil.json", _changed(_bakery(), "client.time_zone", "America/Martinique"))
        written = [one for one in story(WEDNESDAY_AT_NOON, folder).happenings if isinstance(one, Written)]
        assert written[0].at.replace(second=0) == datetime(2026, 11, 22, 13, 30, tzinfo=UTC)

    def test_it_tells_the_small_month(self, folder: Path) -> None:
        told = story(WEDNESDAY_AT_NOON, folder)
        kinds = [type(happening) for happening in told.happenings]
        assert kinds == [Published, Written, Written, Replied, Decided]
        assert [client.client.slug for client in told.clients] == ["fournil"]
        assert [person.key for person in told.people] == ["nadia"]

    def test_the_month_holds_what_a_month_holds(self) -> None:
        kinds = [type(happening) for happening in story(WEDNESDAY_AT_NOON).happenings]
        assert kinds.count(Replied) >= 90
        assert kinds.count(Decided) >= 40
        assert min(kinds.count(Drafted), kinds.count(Edited), kinds.count(Withdrawn)) >= 3

    def test_an_evening_without_a_network_shows_as_a_burst(self) -> None:
        evening = [
            happening
            for happening in story(WEDNESDAY_AT_NOON).happenings
            if isinstance(happening, Written)
            and happening.client.client.slug == "filvane"
            and happening.at.date() == datetime(2026, 11, 17, tzinfo=UTC).date()
        ]
        assert len(evening) >= 12


class TestWords:
    def test_what_is_ours_is_set_as_french_is(self, scripts: tuple[Script, ...]) -> None:
        wrong = [
            (script.client.slug, text[max(0, found.start() - 20) : found.end() + 10])
            for script in scripts
            for text in _ours(script)
            for found in ILL_SET.finditer(text)
        ]
        assert wrong == []

    def test_no_telephone_and_no_address_is_anybodys(self, scripts: tuple[Script, ...]) -> None:
        for script in scripts:
            text = script.model_dump_json()
            numbers = TELEPHONE.findall(text)
            assert [number for number in numbers if not FICTION.fullmatch(number)] == []
            hosts = {host or domain for host, domain in ADDRESS.findall(text)}
            assert {host for host in hosts if not re.search(r"\bexample(\.org|\.com)?$", host)} == set()

    def test_no_message_is_written_twice(self, scripts: tuple[Script, ...]) -> None:
        texts = [message.text.casefold() for script in scripts for message in script.messages]
        assert len(texts) == len(set(texts))

    def test_the_newspaper_is_the_one_that_stands(self, scripts: tuple[Script, ...]) -> None:
        (gazette,) = (script for script in scripts if script.client.slug == DEFAULT_SITE)
        assert gazette.client.name == DEFAULT_NAME
        assert [account.site for account in gazette.accounts] == [DEFAULT_SITE]
        told = {one.id: one for one in gazette.publications}
        for article in content.ARTICLES:
            kept = {
                key: value for key, value in asdict(article).items() if key not in {"slug", "seconds_old"}
            }
            assert told[article.slug].model_dump(include=set(kept)) == kept


class TestMoment:
    @pytest.mark.parametrize("ago", ["00:00", "06:01", "10 min", "00:60"])
    def test_ago_stays_within_six_hours(self, ago: str) -> None:
        with pytest.raises(ValueError, match=r"must lie between 00:01 and 06:00|is no time"):
            Moment(ago=ago)

    def test_a_moment_needs_a_day_or_a_distance(self) -> None:
        with pytest.raises(ValueError, match="give day and time, or ago"):
            Moment(time="10:00")


def _needed(happening: Happening) -> Iterator[str]:
    if isinstance(happening, Published):
        return
    yield happening.message.publication
    if happening.message.parent:
        yield happening.message.parent
    if not isinstance(happening, Written):
        yield happening.message.id


def _ours(script: Script) -> Iterator[str]:
    """What the agency and the client wrote; the newspaper's standing articles are set in their own file."""
    standing = {article.slug for article in content.ARTICLES}
    yield from (text for entry in script.knowledge for text in (entry.title, entry.body))
    yield from (text for saved in script.saved_replies for text in (saved.title, saved.text))
    for one in script.publications:
        if one.id not in standing:
            yield from (one.kicker, one.title, one.standfirst, one.body, one.byline)
    for deed in script.deeds:
        yield getattr(deed, "text", getattr(deed, "note", ""))


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def _changed(value: Any, path: str, new: Any) -> Any:
    """The value with what stands at a path set anew; the place behind the end of a list adds to it."""
    key, _, rest = path.partition(".")
    if isinstance(value, list):
        here = [*value, None] if int(key) == len(value) else list(value)
        here[int(key)] = _changed(here[int(key)], rest, new) if rest else new
        return here
    return {**value, key: _changed(value[key], rest, new) if rest else new}


def _agency() -> dict[str, Any]:
    nadia = {"key": "nadia", "name": "Nadia Ferrand", "email": "nadia@example.org", "role": "moderator"}
    return {"name": "Agence", "people": [{**nadia, "clients": ["fournil"]}]}


def _bakery() -> dict[str, Any]:
    at = {"day": -3}
    return {
        "client": {
            "slug": "fournil",
            "name": "Le Fournil",
            "voice": {"address": "vous", "signature": "Le Fournil"},
        },
        "accounts": [
            {
                "slug": "mur",
                "name": "mur",
                "site": "fournil",
                "site_name": "Le mur",
                "speaks_as": "Le Fournil",
            }
        ],
        "knowledge": [{"title": "Levain", "body": "Le levain a douze ans."}],
        "saved_replies": [{"title": "Merci", "text": "Merci de la visite.", "shortcut": "merci"}],
        "publications": [
            {"id": "seigle", "account": "mur", **at, "time": "09:00", "kicker": "Pain", "title": "Le seigle est là",
             "standfirst": "Le samedi.", "body": "Une fournée.", "byline": "Paul"},
        ],
        "messages": [
            {"id": "m1", "publication": "seigle", "author": {"id": "mme-roux", "name": "Mme Roux"}, **at,
             "time": "09:30", "text": "ya du levain dedans"},
            {"id": "m2", "publication": "seigle", "parent": "m1", "author": {"id": "lulu", "name": "Lulu"}, **at,
             "time": "09:40", "text": "t'es nulle"},
        ],
        "deeds": [
            {"kind": "reply", "message": "m1", **at, "time": "10:00", "by": "nadia",
             "text": "Oui, et vous le sentirez.\n\nLe Fournil"},
            {"kind": "hide", "message": "m2", **at, "time": "10:30", "by": "nadia", "reason": "insult"},
        ],
    }  # fmt: skip
