"""Greetings: a first name that a person would be called by, or nobody."""

import pytest

from services.reply.voices.domain.names import first_name, greet


class TestFirstName:
    @pytest.mark.parametrize(
        ("name", "handle", "called"),
        [
            ("Léa Martin", None, "Léa"),
            ("léa martin", None, "Léa"),
            ("JEAN-PIERRE DUPONT", None, "Jean-Pierre"),
            ("Jean-Pierre", None, "Jean-Pierre"),
            ("D'Artagnan", None, "D'Artagnan"),
            ("McKenzie Scott", None, "McKenzie"),
            ("M. Paul Durand", None, "Paul"),
            ("Mme Sophie", None, "Sophie"),
            ("🌸 Chloé 🌸", None, "Chloé"),
            ("Zoë.B", None, "Zoë"),
            ("Мария Иванова", None, "Мария"),
            ("  Hugo  ", None, "Hugo"),
            ("", "@marie.dupont83", "Marie"),
            ("bob_92", "bob_92", "Bob"),
            ("12345", "theo-officiel", "Theo"),
        ],
    )
    def test_people_are_called_by_it(self, name: str, handle: str | None, called: str) -> None:
        assert first_name(name, handle) == called

    @pytest.mark.parametrize(
        ("name", "handle"),
        [
            ("", None),
            ("Anonyme", None),
            ("Utilisateur 4821", "user4821"),
            ("xX_42_Xx", "xX_42_Xx"),
            ("J", "j1"),
            ("<script>alert(1)</script>", None),
            ("{name}", "{name}"),
            ("a" * 25, None),
            ("😀😀", "😀"),
            ("@", "@"),
            ("http://spam.example", None),
        ],
    )
    def test_where_there_is_no_name_nobody_is_called(self, name: str, handle: str | None) -> None:
        assert first_name(name, handle) == ""


class TestGreet:
    @pytest.mark.parametrize(
        ("template", "name", "greeting"),
        [
            ("Bonjour {name},", "Léa", "Bonjour Léa,"),
            ("Bonjour {name},", "", "Bonjour,"),
            ("Salut {name} !", "", "Salut !"),
            ("{name}, bonjour", "Léa", "Léa, bonjour"),
            ("Bonjour,", "Léa", "Bonjour,"),
            ("", "Léa", ""),
        ],
    )
    def test_it_reads_well_with_and_without_a_name(self, template: str, name: str, greeting: str) -> None:
        assert greet(template, name) == greeting
