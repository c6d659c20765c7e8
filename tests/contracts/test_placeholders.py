"""What stands in braces is found and filled alike wherever a text is written, shown and said."""

import pytest

from services.contracts.placeholders import NAME, SIGNATURE, fill_name, unknown_placeholders


class TestUnknownPlaceholders:
    def test_those_that_are_known_are_fine(self) -> None:
        assert unknown_placeholders(f"Bonjour {NAME},\n{SIGNATURE}", {NAME, SIGNATURE}) == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Bonjour {prénom} et {prénom}", ["{prénom}"]),
            ("{signature}", ["{signature}"]),
            ("une accolade { seule", ["{"]),
            ("{} ou }", ["{}", "}"]),
        ],
    )
    def test_others_are_named_once_each(self, text: str, found: list[str]) -> None:
        assert unknown_placeholders(text, {NAME}) == found


class TestFillName:
    def test_a_name_takes_its_place(self) -> None:
        assert fill_name("Bonjour {name},", "Léa") == "Bonjour Léa,"

    @pytest.mark.parametrize(
        ("text", "filled"),
        [("Bonjour {name},", "Bonjour,"), ("Bonjour,\n{name}", "Bonjour,\n"), ("{name}", "")],
    )
    def test_without_one_its_place_closes_up_on_its_own_line(self, text: str, filled: str) -> None:
        assert fill_name(text, "") == filled
