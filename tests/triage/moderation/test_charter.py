"""A client's charter: what it proposes, and how it is changed without anything being lost."""

import asyncio
from typing import Any

import pytest

from services.contracts.triage import (
    CHANGE_CHARTER,
    CHARTER_CHANGED,
    GET_CHARTER,
    LIST_CHARTERS,
    RESTORE_CHARTER,
    Charter,
    Clause,
)
from services.contracts.values import Listed
from services.runtime.events.log import read_page
from services.runtime.ids import new_id
from services.triage.moderation.domain import DEFAULT, Proposing, corrected
from tests.triage.desk import STAFF, Desk

TOXIC = {"label": "toxic", "proposal": "delete", "threshold": 0.6, "reason": "insult"}
DRAFT: dict[str, Any] = {"allowed": "On peut critiquer.", "clauses": [TOXIC]}


async def read(desk: Desk) -> Charter:
    return await desk.get(GET_CHARTER, path={"client": desk.client})


async def change(desk: Desk, version: int = 0, **changes: Any) -> Charter:
    body = {**DRAFT, "expected_version": version, **changes}
    return await desk.get(CHANGE_CHARTER, path={"client": desk.client}, body=body)


async def refuse(desk: Desk, **changes: Any) -> dict[str, Any]:
    body = {**DRAFT, "expected_version": 0, **changes}
    answer = await desk.ask(CHANGE_CHARTER, path={"client": desk.client}, body=body)
    assert not answer.is_success
    found: dict[str, Any] = answer.json()
    return found


def clause(label: str, proposal: str, threshold: float = 0.5, reason: str = "other") -> Clause:
    return Clause.model_validate(
        {"label": label, "proposal": proposal, "threshold": threshold, "reason": reason}
    )


class TestPropose:
    def test_the_most_severe_clause_wins_and_says_its_reason(self) -> None:
        charter = Proposing([clause("spam", "look_first"), clause("insult", "hide", 0.7, "insult")], 3)
        found = charter.propose({"spam": 0.99, "insult": 0.71})
        assert (found.kind, found.label, found.reason) == ("hide", "insult", "insult")
        assert (found.probability, found.threshold, found.charter_version) == (0.71, 0.7, 3)

    def test_among_equals_the_likeliest_wins(self) -> None:
        charter = Proposing([clause("hate", "hide"), clause("threat", "hide")])
        assert charter.propose({"hate": 0.6, "threat": 0.8}).label == "threat"

    def test_a_threshold_is_reached_by_being_met(self) -> None:
        charter = Proposing([clause("insult", "hide", 0.7)])
        assert charter.propose({"insult": 0.7}).kind == "hide"
        assert charter.propose({"insult": 0.6999}).kind == "let_stand"

    def test_a_family_speaks_only_where_none_of_its_kinds_does(self) -> None:
        charter = Proposing([clause("toxic", "delete"), clause("insult", "look_first", 0.8)])
        assert charter.propose({"toxic": 0.9, "insult": 0.9}).kind == "look_first"
        assert charter.propose({"toxic": 0.9, "insult": 0.7}).kind == "delete"

    def test_what_is_tolerated_excuses_its_family_but_no_other_kind(self) -> None:
        charter = Proposing(
            [clause("toxic", "hide"), clause("obscene", "let_stand"), clause("threat", "look_first")]
        )
        assert charter.propose({"toxic": 0.9, "obscene": 0.9}).kind == "let_stand"
        assert charter.propose({"toxic": 0.9, "obscene": 0.9, "threat": 0.6}).label == "threat"

    def test_what_people_correct_counts_and_denying_a_family_denies_its_kinds(self) -> None:
        said = corrected({"toxic": 0.9, "insult": 0.9, "spam": 0.1}, {"toxic": False, "spam": True})
        kinds = ("insult", "hate", "threat", "harassment", "obscene", "defamation")
        assert said == {"toxic": 0.0, "spam": 1.0, **dict.fromkeys(kinds, 0.0)}

    async def test_it_stands_on_the_message_until_somebody_decides(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, "Quel idiot")
        await desk.catch_up()
        found = (await desk.item(item.id)).proposal
        assert found is not None
        assert (found.kind, found.label, found.charter_version) == ("look_first", "toxic", 0)
        await change(desk)
        found = (await desk.item(item.id)).proposal
        assert found is not None
        assert (found.kind, found.reason, found.charter_version) == ("delete", "insult", 1)
        await desk.decide(item.id, "approve", "legitimate")
        assert (await desk.item(item.id)).proposal is None


class TestChange:
    async def test_before_anybody_writes_one_a_sensible_one_holds(self, desk: Desk) -> None:
        found = await read(desk)
        assert (found.version, found.clauses, found.changed_by) == (0, DEFAULT.clauses, None)
        listed: Listed[Charter] = await desk.get(LIST_CHARTERS, path={"client": desk.client})
        assert listed.items == []

    async def test_each_version_says_who_and_what_and_none_is_overwritten(self, desk: Desk) -> None:
        first = await change(desk)
        second = await change(desk, 1, clauses=[{**TOXIC, "threshold": 0.9}])
        assert (first.version, first.changed_by, first.is_wording_changed) == (1, "user:nadia", True)
        (changed,) = second.changes
        assert changed.before is not None
        assert changed.after is not None
        assert (changed.label, changed.before.threshold, changed.after.threshold) == ("toxic", 0.6, 0.9)
        listed: Listed[Charter] = await desk.get(LIST_CHARTERS, path={"client": desk.client})
        assert listed.items == [second, first]
        page: Listed[Charter] = await desk.get(
            LIST_CHARTERS, path={"client": desk.client}, query={"limit": 1}
        )
        assert page.items == [second]
        rest: Listed[Charter] = await desk.get(
            LIST_CHARTERS, path={"client": desk.client}, query={"limit": 1, "cursor": page.next}
        )
        assert (rest.items, rest.next) == ([first], None)

    async def test_the_same_again_is_no_new_version_and_no_event(self, desk: Desk) -> None:
        await change(desk)
        assert (await change(desk, 1)).version == 1
        async with desk.runtime.database.unit([desk.client], actor="test") as unit:
            page = await read_page(unit, desk.client, after=0, limit=200)
        assert [event.topic for event in page.events] == [CHARTER_CHANGED]

    async def test_of_two_who_change_the_same_version_at_once_one_is_told(self, desk: Desk) -> None:
        asked = [
            desk.ask(
                CHANGE_CHARTER,
                path={"client": desk.client},
                body={"allowed": words, "clauses": [], "expected_version": 0},
            )
            for words in ("oui", "non")
        ]
        answers = await asyncio.gather(*asked)
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert refused.json()["code"] == "charter_changed"
        assert (await read(desk)).version == 1

    @pytest.mark.parametrize("threshold", [0, 0.04, 1, "often"])
    async def test_a_bad_threshold_is_named_by_its_place(self, desk: Desk, threshold: object) -> None:
        found = await refuse(desk, clauses=[TOXIC, {**TOXIC, "label": "hate", "threshold": threshold}])
        assert (found["status"], [one["field"] for one in found["errors"]]) == (422, ["clauses.1.threshold"])

    async def test_a_label_is_named_once(self, desk: Desk) -> None:
        found = await refuse(desk, clauses=[TOXIC, TOXIC])
        assert [one["field"] for one in found["errors"]] == ["clauses"]

    async def test_a_moderator_may_look_and_not_write(self, desk: Desk) -> None:
        body = {**DRAFT, "expected_version": 0}
        answer = await desk.ask(
            CHANGE_CHARTER, path={"client": desk.client}, body=body, scopes=STAFF - {"charter:write"}
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


class TestRestore:
    async def test_going_back_is_a_version_of_its_own(self, desk: Desk) -> None:
        await change(desk)
        await change(desk, 1, clauses=[])
        path = {"client": desk.client}
        back = await desk.get(RESTORE_CHARTER, path=path, body={"version": 1, "expected_version": 2})
        assert (back.version, back.restores, back.clauses) == (3, 1, [Clause.model_validate(TOXIC)])
        first = await desk.get(RESTORE_CHARTER, path=path, body={"version": 0, "expected_version": 3})
        assert (first.version, first.restores, first.clauses) == (4, 0, DEFAULT.clauses)

    async def test_not_to_what_never_was_nor_to_anothers(self, desk: Desk) -> None:
        await change(desk)
        for clients, version in (([desk.client], 7), ([new_id()], 1)):
            answer = await desk.ask(
                RESTORE_CHARTER,
                clients=clients,
                path={"client": desk.client},
                body={"version": version, "expected_version": 1},
            )
            assert answer.status_code == 404

    @pytest.mark.parametrize("version", [-1, 2**31, 10**30])
    async def test_not_to_what_no_version_can_be(self, desk: Desk, version: int) -> None:
        body = {"version": version, "expected_version": 0}
        answer = await desk.ask(RESTORE_CHARTER, path={"client": desk.client}, body=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "version")
