"""Why a label is found or in doubt: the grounds are true to the weights that decided, and stand where they say."""

import pytest

from services.triage.scoring.domain import Explanation, Message
from services.triage.scoring.grounds import CODES
from services.triage.scoring.outputs import LABELS
from services.triage.scoring.service import Scorer
from services.triage.scoring.telling import tell
from tests.triage.scoring.sums import Sums

ASKING = "Bonjour, combien coûte un abonnement pour étudiants ?"
INSULT = "Vous êtes des c0nnards, rendez l'argent"
WAITING = "J'attends mon remboursement depuis 3 semaines, c'est une honte"
MIXED = [
    ASKING,
    INSULT,
    WAITING,
    "",
    "👍",
    "Appelez-moi au 06 12 34 56 78",
    "quelqu'un sait www.exemple.fr/a si c'est vrai @mairie",
    "c'est scandaleux " * 40,
]


def explained(scorer: Scorer, text: str, label: str, **about: str) -> Explanation:
    found = scorer.assess([Message(text, **about)])[0]  # type: ignore[arg-type]  # only text fields are given
    return next(one for one in found.explanation if one.label == label)


class TestGrounds:
    def test_a_question_shows_its_mark(self, scorer: Scorer) -> None:
        grounds = {
            ground.code: ground for ground in explained(scorer, ASKING, "question", sector="telecom").grounds
        }
        assert grounds["mark"].weight > 0
        assert [ASKING[start:end] for start, end in grounds["mark"].places] == [ASKING]
        assert grounds["mark"].words == (ASKING,)

    def test_an_insult_is_shown_as_written(self, scorer: Scorer) -> None:
        grounds = explained(scorer, INSULT, "toxic").grounds
        shown = next(ground for ground in grounds if ground.code == "insult")
        assert (shown.words, shown.weight > 0) == (("c0nnards",), True)

    def test_what_speaks_for_it_stands_first(self, scorer: Scorer) -> None:
        for found in scorer.assess([Message(text) for text in MIXED]):
            for one in found.explanation:
                weights = [ground.weight for ground in one.grounds]
                assert weights == sorted(weights, reverse=True)

    def test_every_label_that_is_found_or_unsure_is_explained(self, scorer: Scorer) -> None:
        for found in scorer.assess([Message(text) for text in MIXED]):
            labels = [one.label for one in found.explanation if one.label in {*LABELS, "personal_data"}]
            assert sorted(labels) == sorted({*found.found, *found.unsure})
            assert all(ground.code in CODES for one in found.explanation for ground in one.grounds)

    def test_places_lie_in_the_text(self, scorer: Scorer) -> None:
        for text, found in zip(MIXED, scorer.assess([Message(text) for text in MIXED]), strict=True):
            for one in found.explanation:
                for start, end in (place for ground in one.grounds for place in ground.places):
                    assert 0 <= start < end <= len(text)

    def test_alone_and_among_others_it_is_the_same(self, scorer: Scorer) -> None:
        messages = [Message(text, sector="bank", context="Nos offres") for text in MIXED]
        together = [one.explanation for one in scorer.assess(messages)]
        assert together == [scorer.assess([message])[0].explanation for message in messages]


class TestTruth:
    @pytest.mark.parametrize("text", MIXED[:3])
    @pytest.mark.parametrize("sector", [None, "bank"])
    @pytest.mark.parametrize("label", ["toxic", "question", "service_request", "urgency"])
    def test_the_parts_and_what_is_the_same_for_all_make_the_log_odds(
        self, scorer: Scorer, text: str, sector: str | None, label: str
    ) -> None:
        message = Message(text, sector=sector, context="Nos nouvelles offres")
        summed = Sums(scorer, message).of(label)
        assert summed.parts + summed.same_for_all == pytest.approx(summed.log_odds, abs=1e-3)


class TestTelling:
    def test_one_line_in_french(self, scorer: Scorer) -> None:
        told = tell(scorer.assess([Message(ASKING, sector="telecom")])[0])
        assert told.explanation.startswith("Question, ")
        assert "finit par un point d'interrogation" in told.explanation
        assert "\n" not in told.explanation
        labels = [one.label for one in told.why if one.label in LABELS]
        assert labels == [*told.found, *told.unsure]

    def test_nothing_to_say(self, scorer: Scorer) -> None:
        assert tell(scorer.assess([Message("")])[0]).explanation == "Rien de particulier."
