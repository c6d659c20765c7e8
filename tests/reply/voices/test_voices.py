"""Voices: how a client speaks, with defaults until somebody says otherwise."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.reply import GET_VOICE, SET_VOICE
from tests.reply.conftest import Person


class TestGetVoice:
    async def test_a_client_that_never_said_gets_the_defaults(self, nadia: Person, bank: UUID) -> None:
        assert (await nadia.ask(GET_VOICE, client=bank)).json() == {
            "address": "vous",
            "greeting": "Bonjour {name},",
            "signature": "",
            "undo_seconds": {"default": 15},
            "avoid": [],
        }


class TestSetVoice:
    async def test_what_is_set_is_kept_and_replaced(self, nadia: Person, bank: UUID) -> None:
        first = {
            "address": "tu",
            "greeting": "Salut {name} !",
            "signature": "L'équipe",
            "undo_seconds": {"default": 0, "sandbox": 3600},
            "avoid": ["souci", "pas de problème"],
        }
        assert (await nadia.ask(SET_VOICE, first, client=bank)).status_code == 200
        assert (await nadia.ask(GET_VOICE, client=bank)).json() == first
        second = {**first, "signature": "Nadia", "undo_seconds": {}}
        await nadia.ask(SET_VOICE, second, client=bank)
        assert (await nadia.ask(GET_VOICE, client=bank)).json() == second

    async def test_a_word_to_avoid_is_kept_once_and_without_blanks_around(
        self, nadia: Person, bank: UUID
    ) -> None:
        answer = await nadia.ask(SET_VOICE, {"avoid": [" souci ", "souci", "cher client"]}, client=bank)
        assert answer.json()["avoid"] == ["souci", "cher client"]

    async def test_each_client_has_its_own(self, theo: Person, bank: UUID, newspaper: UUID) -> None:
        await theo.ask(SET_VOICE, {"signature": "La banque"}, client=bank)
        assert (await theo.ask(GET_VOICE, client=newspaper)).json()["signature"] == ""

    @pytest.mark.parametrize(
        ("voice", "field"),
        [
            ({"greeting": "Bonjour {firstname},"}, "greeting"),
            ({"greeting": "Bonjour {name"}, "greeting"),
            ({"undo_seconds": {"sandbox": -1}}, "undo_seconds.sandbox"),
            ({"undo_seconds": {"default": 3601}}, "undo_seconds.default"),
            ({"address": "ils"}, "address"),
            ({"avoid": ["souci", "  "]}, "avoid.1"),
        ],
    )
    async def test_what_cannot_be_is_named(
        self, nadia: Person, bank: UUID, voice: dict[str, Any], field: str
    ) -> None:
        answer = await nadia.ask(SET_VOICE, voice, client=bank)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
        assert (await nadia.ask(GET_VOICE, client=bank)).json()["greeting"] == "Bonjour {name},"
