"""How a saved reply is said: the right text, filled, and no greeting or signature twice."""

import pytest

from services.reply.saved.domain import Frame, fill_part, fill_whole, text_for

LEA = Frame("Léa", "Bonjour Léa,", "L'équipe")
NOBODY = Frame("", "Bonjour,", "L'équipe")
BARE = Frame("Léa", "", "")
HOURS = "Nos agences ouvrent à 9 h."


class TestTextFor:
    def test_each_form_of_address_has_its_own(self) -> None:
        assert text_for("tu", "Votre colis", "Ton colis") == "Ton colis"
        assert text_for("vous", "Votre colis", "Ton colis") == "Votre colis"

    def test_the_other_one_stands_in(self) -> None:
        assert text_for("tu", "Votre colis", None) == "Votre colis"
        assert text_for("vous", None, "Ton colis") == "Ton colis"


class TestWhole:
    def test_the_voice_greets_and_signs(self) -> None:
        assert fill_whole(HOURS, LEA) == f"Bonjour Léa,\n\n{HOURS}\n\nL'équipe"

    @pytest.mark.parametrize(
        "text",
        [
            "Bonjour {name},\n\nNos agences ouvrent à 9 h.\n\n{signature}",
            "Bonjour {name},\n\nNos agences ouvrent à 9 h.",
            "Nos agences ouvrent à 9 h.\n\n{signature}",
            "Bonjour Léa,\n\nNos agences ouvrent à 9 h.\n\nL'équipe",
        ],
    )
    def test_what_greets_or_signs_by_itself_is_not_doubled(self, text: str) -> None:
        assert fill_whole(text, LEA) == f"Bonjour Léa,\n\n{HOURS}\n\nL'équipe"

    def test_another_salutation_is_one_too(self) -> None:
        assert fill_whole("Chère {name} !\nMerci.", LEA) == "Chère Léa !\nMerci.\n\nL'équipe"

    def test_without_a_name_its_place_closes_up(self) -> None:
        assert fill_whole("Merci {name}, à bientôt.", NOBODY) == "Bonjour,\n\nMerci, à bientôt.\n\nL'équipe"

    def test_a_voice_without_words_adds_none(self) -> None:
        assert fill_whole("Merci {name}. {signature}", BARE) == "Merci Léa."


class TestPart:
    @pytest.mark.parametrize(
        "text",
        [
            HOURS,
            "Bonjour {name},\n\nNos agences ouvrent à 9 h.\n\n{signature}",
            "Bonsoir Madame, nos agences ouvrent à 9 h.",
            "Bonjour !\nNos agences ouvrent à 9 h.\nL'équipe",
        ],
    )
    def test_inside_an_answer_nothing_greets_or_signs(self, text: str) -> None:
        assert fill_part(text, LEA) == HOURS

    def test_a_text_that_only_greets_stays_itself(self) -> None:
        assert fill_part("Bonjour {name} !", LEA) == "Bonjour Léa !"

    def test_a_signature_in_the_middle_stays(self) -> None:
        assert fill_part("Écrivez à {signature} demain.", LEA) == "Écrivez à L'équipe demain."
