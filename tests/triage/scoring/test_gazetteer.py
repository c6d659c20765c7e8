"""What is marked as an insult, a slur or a threat, and what must not be."""

import pytest

from services.triage.scoring.gazetteer import Gazetteer
from services.triage.scoring.normalise import Normalised


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def marked(gazetteer: Gazetteer, written: str) -> list[tuple[str, str]]:
    normalised = Normalised(written)
    return [
        (hit.category, written[slice(*normalised.span(hit.start, hit.end))])
        for hit in gazetteer.find(normalised.text)
        if hit.category != "profanity" and not hit.is_quoted
    ]


class TestFound:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("quel connard", ("insult", "connard")),
            ("CONNNNNARDS !!", ("insult", "CONNNNNARDS")),
            ("c*nnard", ("insult", "c*nnard")),
            ("sale p*te", ("insult", "p*te")),
            ("allez vous faire foutre", ("insult", "allez vous faire foutre")),
            ("gros porcs", ("insult", "gros porcs")),
            ("sales arabes", ("hate", "sales arabes")),
            ("dehors les migrants", ("hate", "dehors les migrants")),
            ("je vais te casser", ("threat", "je vais te casser")),
            ("on va vous retrouver", ("threat", "on va vous retrouver")),
        ],
    )
    def test_phrase(self, gazetteer: Gazetteer, written: str, expected: tuple[str, str]) -> None:
        assert marked(gazetteer, written) == [expected]

    def test_the_longest_phrase_wins(self, gazetteer: Gazetteer) -> None:
        assert marked(gazetteer, "fils de pute") == [("insult", "fils de pute")]


class TestLeftAlone:
    @pytest.mark.parametrize(
        "written",
        [
            "La salle noire du cinéma",
            "Le pull noir est sale",
            "Les ordures ménagères débordent, un tas d'ordures rue Pasteur",
            "J'ai reçu une mise en demeure",
            "Mon concombre et mes cônes glacés",
            "Cette grosse panne dure depuis lundi",
            "Mon pneu a crevé, la ville va mourir",
            "J'espère que tu vas bien",
            "Je vais le retrouver ce colis",
            "Je vous attends, aller vous voir prend une heure",
            "Les députés votent demain",
            "C'est de la merde votre produit",
            "La pédale de frein",
            "3 * 4 = 12 et p* est une probabilité",
        ],
    )
    def test_harmless_words(self, gazetteer: Gazetteer, written: str) -> None:
        assert marked(gazetteer, written) == []

    @pytest.mark.parametrize(
        "written",
        ["il m'a traité de connard", "on s'est fait traiter de fdp", "votre vendeur m'a dit ferme ta gueule"],
    )
    def test_an_insult_that_somebody_tells_of(self, gazetteer: Gazetteer, written: str) -> None:
        assert marked(gazetteer, written) == []

    def test_who_throws_it_tells_of_nothing(self, gazetteer: Gazetteer) -> None:
        assert marked(gazetteer, "je vous traite de connard") == [("insult", "connard")]

    def test_an_insult_that_is_quoted(self, gazetteer: Gazetteer) -> None:
        assert marked(gazetteer, "On m'a dit « sale arabe » au guichet") == []

    def test_words_of_two_sentences_are_no_phrase(self, gazetteer: Gazetteer) -> None:
        assert marked(gazetteer, "Le sol est sale. Arabe et français sont enseignés.") == []
