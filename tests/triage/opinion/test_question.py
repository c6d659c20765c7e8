"""What leaves the house about a message: no person's name or number, and only as much as a call should cost."""

from typing import get_args

import pytest

from services.contracts.ingest import Sector
from services.contracts.triage.learning import CorrectedLabel
from services.triage.opinion.domain.masking import mask
from services.triage.opinion.domain.question import MEANINGS, TRADES, question
from services.triage.scoring.personal_data import find_personal_data


class TestMask:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("Voir https://fb.com/julie.lambert?mail=j%40x.fr vite", "Voir [link fb.com] vite"),
            ("sur www.exemple.fr/compte/8812, merci", "sur [link www.exemple.fr] merci"),
            ("http://192.168.10.20:8080/moi", "[link]"),
            ("https://[cassé/moi", "[link]"),
            ("Signé Nadia", "Signé [name]"),
            ("Le compte Nadia m’a dit", "Le compte [name] m’a dit"),
            ("Bien à vous, Nadia Ben-Slimane", "Bien à vous, [full_name_private_person]"),
            ("La banque de Nadiane", "La banque de Nadiane"),
            ("@nadia et 12 345 678", "[handle] et [number]"),
            ("En 2024, environ 1 200 € de frais", "En 2024, environ 1 200 € de frais"),
        ],
    )
    def test_what_names_or_numbers_a_person_is_replaced_by_what_it_is(self, text: str, masked: str) -> None:
        assert mask(text, find_personal_data, "Nadia Ben-Slimane") == masked

    def test_an_author_without_a_name_changes_nothing(self) -> None:
        assert mask("Merci à tous", find_personal_data, " ") == "Merci à tous"

    def test_a_name_that_is_a_pattern_is_taken_as_it_stands(self) -> None:
        assert mask("Merci (.*)+ bien", find_personal_data, "Zoé(.*)+") == "Merci (.*)+ bien"


class TestQuestion:
    def test_every_trade_has_a_name_and_every_label_a_meaning(self) -> None:
        assert {*TRADES, "other"} == {*get_args(Sector)}
        assert {*get_args(CorrectedLabel)} == MEANINGS.keys()

    def test_of_a_long_thread_the_publication_and_the_nearest_message_stay(self) -> None:
        asked = question("oui", "Notre livret." + " bla" * 2_000 + " Et le taux ?", ["lead"], "bank")
        data = asked.messages[1]["content"]
        assert len(data) < 2_300
        assert "Notre livret." in data
        assert "Et le taux ?" in data

    def test_a_text_of_emoji_costs_no_more_than_was_set_aside(self) -> None:
        asked = question("😀" * 50_000, "", ["toxic"])
        assert 16_000 < asked.most_tokens_in < 20_000
