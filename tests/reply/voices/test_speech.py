"""Which form of address a text uses, and which words to avoid stand in it."""

import pytest

from services.reply.voices.domain.speech import avoided_in, speaks


class TestSpeaks:
    @pytest.mark.parametrize(
        "text",
        [
            "Tu peux venir quand tu veux.",
            "On t'attend à l'agence.",
            "On t’attend à l’agence.",
            "Merci de ta patience.",
            "Voici tes horaires.",
            "Ton colis est parti.",
            "C'est à toi.",
            "TU AS RAISON",
        ],
    )
    def test_what_says_tu(self, text: str) -> None:
        assert speaks(text) == "tu"

    @pytest.mark.parametrize(
        "text",
        [
            "Vous pouvez venir sans rendez-vous.",
            "Votre colis est parti.",
            "Merci de vos messages.",
            "Contactez-nous en privé.",
            "N'hésitez pas.",
            "Veuillez patienter.",
        ],
    )
    def test_what_says_vous(self, text: str) -> None:
        assert speaks(text) == "vous"

    @pytest.mark.parametrize(
        "text",
        [
            "Merci beaucoup !",
            "L'agence ouvre à 9 h.",
            "C'est assez simple, chez nous : au rez-de-chaussée.",
            "Sur un autre sujet, le ton compte.",
            "Les autorités se sont tues.",
            "",
        ],
    )
    def test_what_addresses_nobody(self, text: str) -> None:
        assert speaks(text) is None

    def test_what_mixes_both(self) -> None:
        assert speaks("Tu trouveras tout sur votre espace.") == "both"


class TestAvoidedIn:
    def test_words_are_found_whatever_their_case_and_accents(self) -> None:
        found = avoided_in("PAS  DE PROBLEME, cher Client.", ["pas de problème", "cher client", "souci"])
        assert found == ["pas de problème", "cher client"]

    def test_a_word_inside_another_is_none(self) -> None:
        assert avoided_in("Les soucieux et l'insouciance.", ["souci"]) == []

    def test_apostrophes_and_signs_are_what_they_are(self) -> None:
        assert avoided_in("Dans l’immédiat, c++ (sic).", ["l'immédiat", "c++", "(sic)"]) == [
            "l'immédiat",
            "c++",
            "(sic)",
        ]

    def test_nothing_to_avoid_is_found_nowhere(self) -> None:
        assert avoided_in("Bonjour", ["", "  "]) == []
