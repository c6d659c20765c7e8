"""Rules as strangers and mistaken programs send them: refused by the name of what is wrong, and none is kept."""

import asyncio
import json

import pytest

from services.contracts.triage import (
    ADD_AUTOMATION,
    CHANGE_AUTOMATION,
    LIST_AUTOMATION,
    REMOVE_AUTOMATION,
    SWITCH_AUTOMATION,
    Automation,
)
from services.contracts.values import Listed
from services.runtime.client import fill
from services.runtime.ids import new_id
from tests.house import bearer
from tests.triage.automation.ruling import RULE, add
from tests.triage.desk import STAFF, Desk

WRONG = [
    ("label", '"idiot"'),
    ("network", '"myspace"'),
    ("network", '""'),
    ("highest_error", "0"),
    ("highest_error", "NaN"),
    ("highest_error", "1e400"),
    ("highest_error", "null"),
    ("audit_share", "true"),
    ("audit_share", '"0,9"'),
    ("label", "[" * 10_000 + "]" * 10_000),
]


async def send(desk: Desk, text: str) -> tuple[int, str]:
    """Send a body as it stands."""
    token = desk.house.token("web", "user:nadia", "triage", STAFF, desk.client)
    address = fill(ADD_AUTOMATION.path, {"client": desk.client})
    headers = bearer(token) | {"content-type": "application/json"}
    answer = await desk.http.post(address, content=text, headers=headers)
    return answer.status_code, answer.text


class TestWrite:
    @pytest.mark.parametrize(("field", "value"), WRONG)
    async def test_what_cannot_be_is_refused_by_its_name(self, desk: Desk, field: str, value: str) -> None:
        rest = json.dumps({name: one for name, one in RULE.items() if name != field})
        status, said = await send(desk, f'{rest[:-1]}, "{field}": {value}}}')
        assert status in {400, 422}, said
        if value not in {"NaN"} and len(value) < 100:
            assert field in [error["field"] for error in json.loads(said)["errors"]], said
        listed: Listed[Automation] = await desk.get(LIST_AUTOMATION, path={"client": desk.client})
        assert listed.items == []

    async def test_of_two_values_of_one_name_the_last_is_judged(self, desk: Desk) -> None:
        status, said = await send(desk, f'{json.dumps(RULE)[:-1]}, "highest_error": 0.9}}')
        assert (status, json.loads(said)["errors"][0]["field"]) == (422, "highest_error")

    async def test_changed_to_an_unknown_network_it_stays_as_it_was(self, desk: Desk) -> None:
        rule = await add(desk)
        path = {"client": desk.client, "rule": rule.id}
        answer = await desk.ask(CHANGE_AUTOMATION, path=path, body={**RULE, "network": "myspace"})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "network")
        listed: Listed[Automation] = await desk.get(LIST_AUTOMATION, path={"client": desk.client})
        assert listed.items == [rule]


class TestSwitch:
    @pytest.mark.parametrize("value", ["yes", "on", 1, None])
    async def test_what_is_no_truth_switches_nothing(self, desk: Desk, value: object) -> None:
        rule = await add(desk)
        path = {"client": desk.client, "rule": rule.id}
        answer = await desk.ask(SWITCH_AUTOMATION, path=path, body={"is_on": value})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "is_on")
        listed: Listed[Automation] = await desk.get(LIST_AUTOMATION, path={"client": desk.client})
        assert listed.items == [rule]


class TestAnothers:
    async def test_another_clients_rule_is_not_found(self, desk: Desk) -> None:
        rule, other = await add(desk), new_id()
        path = {"client": other, "rule": rule.id}
        for operation, body in ((CHANGE_AUTOMATION, RULE), (SWITCH_AUTOMATION, {"is_on": True})):
            answer = await desk.ask(operation, path=path, body=body, clients=[other])
            assert answer.status_code == 404
        assert (await desk.ask(REMOVE_AUTOMATION, path=path, clients=[other])).status_code == 404


class TestAtOnce:
    async def test_two_who_switch_one_rule_agree_on_what_it_is(self, desk: Desk) -> None:
        rule = await add(desk)
        path = {"client": desk.client, "rule": rule.id}
        answers = await asyncio.gather(
            *(desk.ask(SWITCH_AUTOMATION, path=path, body={"is_on": True}) for _ in range(5)),
        )
        assert {(answer.status_code, answer.json()["state"]) for answer in answers} == {(200, "gathering")}
        assert len({answer.json()["switched_at"] for answer in answers}) == 1
