"""Which language is said, above all for the short texts that detectors get wrong."""

import pytest

from services.triage.scoring.language import Languages


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages()


class TestDetect:
    @pytest.mark.parametrize(
        ("text", "lang"),
        [
            ("Je suis très déçu de votre service après-vente", "fr"),
            ("My order never arrived, please refund me", "en"),
            ("Muchas gracias por la ayuda de hoy", "es"),
            ("مرحبا كيف حالك اليوم يا صديقي", "ar"),
            ("pk ma facture a augmenté de 4 euros ce mois ci", "fr"),
            ("where is my parcel", "en"),
            ("gracias por todo amigos", "es"),
            ("mais ferme ta gueule ?", "fr"),
            ("JE VEUX UN REMBOURSEMENT", "fr"),
        ],
    )
    def test_a_sentence(self, languages: Languages, text: str, lang: str) -> None:
        assert languages.detect(text) == lang

    @pytest.mark.parametrize(
        "text", ["bjr", "ok merci", "mdr", "slt", "c koi", "mais bordel !", "bah si", "non mdrrr"]
    )
    def test_a_word_or_two_is_french(self, languages: Languages, text: str) -> None:
        assert languages.detect(text) == "fr"

    @pytest.mark.parametrize("text", ["", "👍👍", "12 / 7", "https://exemple.fr", "@nadia", "?!"])
    def test_a_text_without_words_is_undetermined(self, languages: Languages, text: str) -> None:
        assert languages.detect(text, "fr") == "und"

    def test_what_the_network_declares_decides_for_short_texts_alone(self, languages: Languages) -> None:
        assert languages.detect("ok top", "de-CH") == "de"
        assert languages.detect("Je suis très déçu de votre service", "de") == "fr"

    def test_nonsense_declared_is_passed_over(self, languages: Languages) -> None:
        assert languages.detect("ok merci", "???") == "fr"
