"""How an exchange stands: what waits, what has been answered, and where that puts it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.triage.queue.domain.place import place_of_settled, place_of_waiting
from services.triage.queue.domain.standing import Piece, Reply, Standing, find_waiting, stand, wanted_again
from services.triage.queue.domain.waiting import waited

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def piece(number: int, minutes: int = 0, **changes: object) -> Piece:
    values: dict[str, object] = {
        "id": UUID(int=number),
        "conversation_id": UUID(int=100),
        "account_id": UUID(int=200),
        "network": "sandbox",
        "external_id": str(number),
        "parent": None,
        "author_id": "marc",
        "created_at": NOON + minutes * MINUTE,
        "received_at": NOON + minutes * MINUTE,
        "is_ours": False,
        "state": "visible",
        "is_approved": False,
        "is_closed": False,
        "wanted_at": None,
        "priority": 0,
        "found": (),
    }
    return Piece(**{**values, **changes})  # type: ignore[arg-type]  # a test's shorthand


def ours(number: int, minutes: int, parent: int | None = None) -> Piece:
    return piece(
        number, minutes, is_ours=True, author_id="us", parent=None if parent is None else str(parent)
    )


def reply_to(number: int, minutes: int, external_id: str | None = None) -> Reply:
    return Reply(UUID(int=number), external_id, NOON + minutes * MINUTE)


def waiting(pieces: list[Piece], *replies: Reply) -> list[int]:
    return [found.id.int for found in find_waiting(pieces, replies)]


def standing(pieces: list[Piece], *replies: Reply, now: datetime = NOON) -> Standing:
    return stand(pieces, replies, now)


class TestFindWaiting:
    def test_every_message_of_others_waits_until_somebody_answers(self) -> None:
        assert waiting([piece(1), piece(2, 1)]) == [1, 2]
        assert waiting([piece(1), piece(2, 1)], reply_to(2, 2)) == []

    def test_a_message_after_ours_waits_again(self) -> None:
        assert waiting([piece(1), piece(2, 5)], reply_to(1, 2)) == [2]

    def test_nobody_is_silenced_by_an_answer_to_somebody_else(self) -> None:
        assert waiting([piece(1), piece(2, 1, author_id="julie")], reply_to(1, 2)) == [2]

    def test_a_message_dated_into_the_future_is_answered_by_the_reply_to_it(self) -> None:
        assert waiting([piece(1, 60)], reply_to(1, 2)) == []

    def test_what_came_in_during_the_undo_window_still_waits(self) -> None:
        """The reply comes back from the network as an item dated later; what its writer had read counts."""
        thread = [piece(1), piece(2, 3), ours(3, 4, parent=1)]
        assert waiting(thread, reply_to(1, 2, external_id="3")) == [2]

    def test_words_of_ours_written_outside_answer_too(self) -> None:
        thread = [piece(1), piece(2, 1, author_id="julie"), ours(3, 4, parent=1)]
        assert waiting(thread) == [2]

    def test_words_of_ours_under_nobodys_message_answer_everyone_before(self) -> None:
        thread = [piece(1), piece(2, 1, author_id="julie"), ours(3, 4), piece(4, 5)]
        assert waiting(thread) == [4]

    def test_our_words_that_were_deleted_answer_nothing(self) -> None:
        thread = [piece(1), piece(3, 4, is_ours=True, parent="1", state="deleted")]
        assert waiting(thread) == [1]

    def test_hidden_hiding_deleted_approved_and_closed_do_not_wait(self) -> None:
        settled = [
            piece(1, state="hidden"),
            piece(2, state="hiding"),
            piece(3, state="deleted"),
            piece(4, is_approved=True),
            piece(5, is_closed=True),
        ]
        assert waiting(settled) == []

    def test_wanted_again_it_waits_until_answered_after_that(self) -> None:
        again = piece(1, is_approved=True, wanted_at=NOON + 10 * MINUTE)
        assert waiting([again], reply_to(1, 5)) == [1]
        assert waiting([again], reply_to(1, 11)) == []


class TestStand:
    def test_open_by_its_most_pressing_message_since_its_oldest(self) -> None:
        found = standing(
            [piece(1, found=("question",), priority=30), piece(2, 5, found=("toxic",), priority=40)],
            now=NOON + 10 * MINUTE,
        )
        assert (found.status, found.priority, found.item_id.int) == ("open", 40, 2)
        assert (found.waiting_since, found.waiting_count, found.item_count) == (NOON, 2, 2)
        assert found.labels == ("question", "toxic")
        assert found.place == place_of_waiting(40, NOON)

    def test_of_equals_what_is_in_doubt_comes_first(self) -> None:
        sure, doubtful = piece(1, priority=30), piece(2, 5, priority=30, found=("unsure",))
        found = standing([sure, doubtful], now=NOON + 10 * MINUTE)
        assert found.item_id.int == 2
        assert found.place < place_of_waiting(30, NOON - 300 * MINUTE)
        assert found.place > place_of_waiting(35, NOON, is_doubtful=False)

    def test_answered_once_our_reply_stands(self) -> None:
        found = standing([piece(1, priority=30)], reply_to(1, 1))
        assert (found.status, found.priority, found.waiting_since) == ("answered", 0, None)
        assert found.place == place_of_settled(NOON)

    def test_closed_by_a_person_or_when_all_is_settled_without_a_word(self) -> None:
        assert standing([piece(1, is_closed=True)]).status == "closed"
        assert standing([piece(1, state="hidden")]).status == "closed"
        assert standing([piece(1, is_approved=True)]).status == "closed"
        assert standing([ours(1, 0)]).status == "closed"

    def test_closed_and_then_written_to_and_answered_is_answered(self) -> None:
        found = standing([piece(1, is_closed=True), piece(2, 5)], reply_to(2, 6))
        assert found.status == "answered"

    def test_what_was_deleted_is_not_counted(self) -> None:
        assert standing([piece(1), piece(2, state="deleted")]).item_count == 1

    def test_a_date_in_the_future_does_not_make_a_message_wait_since_then(self) -> None:
        found = standing([piece(1, created_at=NOON + timedelta(days=900))])
        assert found.waiting_since == NOON


class TestWantedAgain:
    def test_the_last_message_that_stands(self) -> None:
        found = wanted_again([piece(1), piece(2, 5, state="hidden"), ours(3, 6)])
        assert found is not None
        assert found.id.int == 1

    def test_none_when_nothing_stands(self) -> None:
        assert wanted_again([piece(1, state="deleted")]) is None


class TestWaited:
    def test_points_come_in_steps_on_full_minutes(self) -> None:
        since = NOON + timedelta(seconds=20)
        step = NOON + timedelta(hours=1, minutes=1)
        before, after = waited(30, since, step - MINUTE), waited(30, since, step)
        assert (before.points, before.ages_at) == (0, step)
        assert (after.points, after.hours) == (5, 1)
        assert waited(30, since, NOON + timedelta(days=90)).ages_at is None

    def test_what_is_not_pressing_does_not_become_so_by_waiting(self) -> None:
        assert waited(0, NOON, NOON + timedelta(days=9)).points == 0

    def test_all_steps_together_weigh_less_than_a_question(self) -> None:
        assert waited(1, NOON, NOON + timedelta(days=900)).points < 30


class TestPlace:
    def test_the_more_pressing_first_then_who_waited_longest(self) -> None:
        order = [
            place_of_waiting(100, NOON),
            place_of_waiting(40, NOON),
            place_of_waiting(40, NOON + MINUTE),
            place_of_waiting(0, datetime(1900, 1, 1, tzinfo=UTC)),
            place_of_waiting(0, NOON),
            place_of_waiting(0, datetime(9000, 1, 1, tzinfo=UTC)),
        ]
        assert order == sorted(order)
        assert order[-1] < 2**63

    def test_settled_ones_newest_first(self) -> None:
        assert place_of_settled(NOON) < place_of_settled(NOON - MINUTE)
