"""The month comes to pass as its story tells it: on its days, once, and by the services' own ways."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infra.demo.month.story import Decided, Replied, Story, story
from infra.demo.stage.founding import OPERATOR
from infra.demo.stage.progress import Progress, is_to_be_played
from services.contracts.ingest import (
    ADD_CLIENT,
    LIST_ACCOUNTS,
    LIST_KEYS,
    LOOK_UP_ITEMS,
    AccountQuery,
    NewClient,
)
from services.contracts.reply import LIST_ARTICLES, LIST_REPLIES, LIST_SAVED_REPLIES, ReplyQuery
from services.contracts.reporting import LIST_REPORTS
from services.contracts.triage import GET_CONVERSATION, LIST_QUEUE, Conversation, QueueQuery
from services.contracts.values import Lookup
from services.contracts.web import FIRST_SIGN_IN
from tests.infra.demo.stage.conftest import Played
from tests.infra.demo.stage.theatre import Theatre, Visit, assert_told, yesterday_at_noon

pytestmark = pytest.mark.long


def time_of(told: Story, message: str, kind: type[Decided | Replied]) -> datetime:
    return next(one.at for one in told.happenings if isinstance(one, kind) and one.message.id == message)


async def read_all(visit: Visit, status: str) -> list[Conversation]:
    page = await visit.ask(LIST_QUEUE, query=QueueQuery(status=status, limit=200))
    return [await visit.ask(GET_CONVERSATION, path={"conversation": entry.id}) for entry in page.items]


class TestShortStory:
    def test_is_told_of_while_it_is_played(self, played: Played) -> None:
        assert (played.progress.state, played.progress.done) == ("played", len(played.story.happenings))
        assert "The demo's month: 50 %" in played.said
        assert played.said[-1] == "The demo's month has been played."

    async def test_stands_on_the_site_once_and_at_its_times(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            await assert_told(visit, played.story)

    async def test_what_was_hidden_is_hidden_since_then_with_its_reason(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            threads = await read_all(visit, "answered")
        insult = next(one for thread in threads for one in thread.items if one.author_name == "Lulu")
        (decision,) = insult.decisions
        assert (insult.state, decision.kind, decision.reason) == ("hidden", "hide", "insult")
        assert (decision.state, decision.note) == ("in_force", "Injure.")
        assert decision.settled_at is not None
        decided_at = time_of(played.story, "m2", Decided)
        assert timedelta() <= decision.settled_at - decided_at < timedelta(minutes=1)

    async def test_replies_left_when_their_window_had_run(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            replies = (await visit.ask(LIST_REPLIES, query=ReplyQuery(limit=200))).items
        assert sorted(one.state for one in replies) == [
            "draft",
            "published",
            "published",
            "published",
            "recalled",
        ]
        assert len({one.written_by for one in replies}) == 2
        answer = next(one for one in replies if one.text.startswith("Oui"))
        assert answer.accepted_at is not None
        assert answer.published_at is not None
        assert timedelta() <= answer.accepted_at - time_of(played.story, "m1", Replied) < timedelta(minutes=1)
        assert timedelta(seconds=20) <= answer.published_at - answer.accepted_at < timedelta(minutes=1)

    async def test_today_waits_for_as_long_as_it_does(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            waiting = {one.items[-1].author_name: one for one in await read_all(visit, "open")}
        assert waiting.keys() == {"Inès", "Max"}
        since = waiting["Inès"].waiting_since
        assert since is not None
        assert timedelta(minutes=89) <= played.now - since < timedelta(minutes=91)

    async def test_items_came_in_when_they_were_written(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            ids = [item.id for one in await read_all(visit, "answered") for item in one.items]
            found = await visit.ask(
                LOOK_UP_ITEMS, path={"client": visit.clients["fournil"]}, body=Lookup(ids=ids)
            )
        late = [one.received_at - one.created_at for one in found.items if not one.is_ours]
        assert late
        assert all(timedelta() <= one < timedelta(minutes=3) for one in late)

    async def test_what_a_scheduler_pushes_comes_in_by_its_key_and_once(self, played: Played) -> None:
        """Nobody pulls the account until the month is over; then what was pushed is known."""
        async with played.theatre.visit() as visit:
            client = visit.clients["fournil"]
            listed = (await visit.ask(LIST_ACCOUNTS, query=AccountQuery(client=client))).items
            (book,) = (account for account in listed if account.slug == "livre")
            (key,) = (await visit.ask(LIST_KEYS, path={"client": client})).items
            items = [one for thread in await read_all(visit, "answered") for one in thread.items]
            found = await visit.ask(
                LOOK_UP_ITEMS, path={"client": client}, body=Lookup(ids=[one.id for one in items])
            )
        ours = {item.text: item for item in found.items if item.account == "livre"}
        assert {text: item.version for text, item in ours.items() if not item.is_ours} == {
            "Faites-vous des brioches ?": 2,
            "Oui, et des bonnes.": 1,
        }
        last = ours["Oui, et des bonnes."]
        assert (last.received_at - last.created_at).total_seconds() < 1
        assert key.last_used_at is not None
        assert timedelta() <= last.received_at - key.last_used_at <= timedelta(minutes=10)
        assert key.revoked_at is not None
        assert (book.is_pulled, book.last_error) == (True, None)

    async def test_the_client_has_its_belongings(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            path = {"client": visit.clients["fournil"]}
            articles = (await visit.ask(LIST_ARTICLES, path=path)).items
            saved = (await visit.ask(LIST_SAVED_REPLIES, path=path)).items
        assert [(one.title, one.updated_by[:5]) for one in articles] == [("Levain", "user:")]
        assert [(one.title, one.shortcut) for one in saved] == [("Merci", "merci")]

    async def test_the_days_before_today_are_reported_once(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            (report,) = (await visit.ask(LIST_REPORTS, path={"client": visit.clients["fournil"]})).items
        today = played.now.astimezone(ZoneInfo("Europe/Paris")).date()
        assert (report.until, report.is_complete) == (today, True)

    async def test_the_first_administrator_is_still_awaited(self, played: Played) -> None:
        async with played.theatre.visit() as visit:
            assert (await visit.ask(FIRST_SIGN_IN)).url is not None


class TestAgain:
    async def test_a_month_that_was_played_is_left_alone(self, theatre: Theatre) -> None:
        first, _ = await theatre.play()
        again, said = await theatre.play()
        assert (again, said) == (first, [])
        assert not is_to_be_played(theatre.var)

    async def test_an_agency_with_clients_of_its_own_is_left_alone(self, theatre: Theatre) -> None:
        async with theatre.visit() as visit:
            brest = NewClient(slug="brest", name="Ville de Brest")
            await visit.stage.operator.call(ADD_CLIENT, OPERATOR, body=brest)
        progress, _ = await theatre.play()
        assert progress.state == "declined"
        assert not is_to_be_played(theatre.var)
        async with theatre.visit() as visit:
            assert visit.clients.keys() == {"brest"}

    async def test_what_fails_thrice_without_getting_on_is_given_up(self, theatre: Theatre) -> None:
        Progress(now=datetime.now(UTC), state="playing", done=2, total=9, tries=3).changed(theatre.var)
        progress, _ = await theatre.play()
        assert progress.state == "given_up"


@pytest.mark.timeout(400)  # half a minute on two cores with nothing else to do
class TestWholeMonth:
    async def test_comes_to_pass_as_told(self, theatre: Theatre) -> None:
        now = yesterday_at_noon()
        progress, _ = await theatre.play(story, now)
        assert progress.state == "played"
        async with theatre.visit() as visit:
            await assert_told(visit, story(now))
            entries = (await visit.ask(LIST_QUEUE, query=QueueQuery(limit=200))).items
        assert {entry.client_id for entry in entries} == set(visit.clients.values())
        assert len(visit.clients) == 5
        assert all(now - entry.waiting_since > timedelta(minutes=1) for entry in entries)
        assert any(now - entry.waiting_since < timedelta(hours=1) for entry in entries)
