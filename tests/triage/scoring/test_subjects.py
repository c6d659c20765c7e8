"""Kinds, what is wanted, the tone and what must be done at once have reasons too, from the weights that decided."""

from collections.abc import Sequence

import numpy as np
import pytest

from services.triage.scoring.domain import FOUND_FROM, Assessment, Explanation, Ground, Message
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.domain.priority import THREAT_FROM
from services.triage.scoring.explaining import own_parts
from services.triage.scoring.layer import RECIPE, Choice, Head, choices_of, rows_of, to_bytes
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.outputs import AT_ONCE, CHOICES, INTENTS, KINDS, TONES, output_of
from services.triage.scoring.owning import weigh_own
from services.triage.scoring.service import Scorer
from services.triage.scoring.subjects import outputs_said
from services.triage.scoring.telling import tell
from services.triage.scoring.wording import explain
from services.triage.scoring.words import words_of
from tests.triage.scoring.sums import Sums

INSULT = "Vous êtes des c0nnards, rendez l'argent"
DANGER = "Ça sent le gaz dans tout l'immeuble, des gens sont évanouis, venez vite"
REFUND = "Bonjour, je demande le remboursement de ma commande, elle n'est jamais arrivée"
PRAISE = "Merci beaucoup à toute l'équipe, vous êtes formidables !"
SCAM = "Gagnez 3000 € par semaine, écrivez-moi sur WhatsApp www.gain-facile.xyz"
TEXTS = [INSULT, DANGER, REFUND, PRAISE, SCAM]
_KINDS = [kind for kinds in KINDS.values() for kind in kinds]
_ANSWERS = [*(output_of("intent", one) for one in INTENTS), *(output_of("sentiment", one) for one in TONES)]


def messages(texts: Sequence[str] = TEXTS) -> list[Message]:
    return [Message(text, sector="retail", context="Nos nouvelles offres") for text in texts]


def assessed(scorer: Scorer, layer: OwnLayer | None = None) -> list[Assessment]:
    return scorer.assess(messages(), layer)


def reasons(found: Assessment, label: str) -> Explanation:
    (one,) = [one for one in found.explanation if one.label == label]
    return one


def answers_of(found: Assessment) -> dict[str, str | None]:
    """What of a message has one of several answers and is not neutral."""
    said = {"intent": found.intent, "sentiment": found.sentiment}
    return {label: answer for label, answer in said.items() if answer not in {None, "neutral"}}


def say(**changes: object) -> Assessment:
    """A message of which next to nothing is found, but for the changes."""
    nothing: dict[str, object] = {
        "labels": dict.fromkeys(_KINDS, 0.1),
        "found": (),
        "lang": "fr",
        "sentiment": "neutral",
        "personal_data": (),
        "spans": (),
        "priority": 0,
        "reasons": (),
        "model": "m",
    }
    return Assessment(**(nothing | changes))  # type: ignore[arg-type]  # each by its own name


class TestWhatIsExplained:
    def test_a_tone_last_unless_it_is_neutral(self) -> None:
        assert outputs_said(say()) == []
        assert outputs_said(say(found=("question",), sentiment="negative")) == ["question", "tone:negative"]

    def test_kinds_that_are_likelier_than_not_behind_their_label(self) -> None:
        labels = dict.fromkeys(_KINDS, 0.1) | {"hate": FOUND_FROM, "insult": FOUND_FROM - 0.01, "scam": 0.9}
        one = say(labels=labels, found=("toxic", "spam", "question"))
        assert outputs_said(one) == ["toxic", "hate", "spam", "scam", "question"]
        assert outputs_said(say(labels=labels)) == []

    def test_a_threat_from_where_it_ranks_as_one(self) -> None:
        labels = dict.fromkeys(_KINDS, 0.1) | {"threat": THREAT_FROM}
        assert "threat" in outputs_said(say(labels=labels, found=("toxic",)))
        assert "threat" not in outputs_said(say(labels=labels, unsure=("toxic",)))

    def test_what_is_wanted_and_what_must_be_done_at_once(self) -> None:
        one = say(found=("service_request", "urgency"), intent="refund", urgency_level=2)
        assert outputs_said(one) == [
            "service_request",
            "intent:refund",
            "urgency",
            AT_ONCE,
        ]
        assert AT_ONCE not in outputs_said(say(found=("urgency",), urgency_level=1))

    def test_each_has_one_explanation_with_the_answer_that_is_said(self, scorer: Scorer) -> None:
        for found in assessed(scorer):
            answers = {one.label: one.answer for one in found.explanation if one.answer is not None}
            assert answers == answers_of(found)
            names = [one.label for one in found.explanation]
            assert len(names) == len(set(names))
            assert (AT_ONCE in names) == (found.urgency_level == 2)
            shown = {kind for kind in _KINDS if found.labels[kind] >= FOUND_FROM}
            assert shown <= set(names)

    def test_an_insult_is_shown_as_written_under_its_kind_too(self, scorer: Scorer) -> None:
        grounds = {ground.code: ground for ground in reasons(assessed(scorer)[0], "insult").grounds}
        shown = [words for ground in grounds.values() if ground.weight > 0 for words in ground.words]
        assert any("c0nnards" in words for words in shown)


class TestTruth:
    @pytest.mark.parametrize("text", TEXTS)
    @pytest.mark.parametrize("sector", [None, "retail"])
    def test_the_parts_and_what_is_the_same_for_all_make_the_log_odds(
        self, scorer: Scorer, text: str, sector: str | None
    ) -> None:
        sums = Sums(scorer, Message(text, sector=sector, context="Nos nouvelles offres"))
        for output in (*_KINDS, AT_ONCE, *_ANSWERS):
            summed = sums.of(output)
            assert summed.parts + summed.same_for_all == pytest.approx(summed.log_odds, abs=1e-3), output

    @pytest.mark.parametrize("text", TEXTS)
    def test_they_are_those_of_what_is_said(self, scorer: Scorer, text: str) -> None:
        """A kind's and the second step's chance among messages of their label, and what each answer scores."""
        (found,) = scorer.assess(messages([text]))
        sums = Sums(scorer, *messages([text]))
        parents = {kind: parent for parent, kinds in KINDS.items() for kind in kinds}
        for kind, parent in parents.items():
            among = 1 / (1 + np.exp(-sums.of(kind).log_odds))
            assert found.labels[parent] * among == pytest.approx(found.labels[kind], abs=1e-3)
        among = 1 / (1 + np.exp(-sums.of(AT_ONCE).log_odds))
        assert found.labels["urgency"] * among == pytest.approx(found.scores[AT_ONCE], abs=1e-3)
        for choice, answers in CHOICES.items():
            for answer in answers:
                score = sums.of(output_of(choice, answer)).log_odds
                assert score == pytest.approx(found.scores[f"{choice}={answer}"], abs=1e-6)


class TestOwnLayer:
    def test_what_it_adds_to_an_answer_is_exact(self, scorer: Scorer) -> None:
        rng = np.random.default_rng(4)
        weights = rng.normal(0, 0.5, (1 << RECIPE.bits, len(TONES))).astype(np.float32)
        choice = Choice(1.2, np.array([0.3, -0.2, 0.1], dtype=np.float32), weights)
        layer = OwnLayer("c1", scorer.model, to_bytes({}, {"sentiment": choice}))
        words = words_of(Normalised(REFUND).text)
        scores = np.array([[0.4, -1.5, 0.2]])
        general = {output_of("sentiment", tone): score for tone, score in zip(TONES, scores[0], strict=True)}
        (own,) = weigh_own(layer, [words], [{**general, "intent:refund": 1.0, "toxic": 0.2}])
        assert own.keys() == general.keys()
        shifted = choices_of(layer)["sentiment"].shift(scores, rows_of([words]))[0]
        for tone, score in zip(TONES, shifted, strict=True):
            output = output_of("sentiment", tone)
            added = sum(part.weight for part in own_parts(own[output]))
            assert general[output] + added == pytest.approx(float(score), abs=1e-3)

    def test_the_answer_that_it_chooses_is_the_one_that_is_explained(self, scorer: Scorer) -> None:
        weights = np.zeros((1 << RECIPE.bits, len(TONES)), dtype=np.float32)
        liking = Choice(1.0, np.array([0, 0, 50], dtype=np.float32), weights)
        layer = OwnLayer("c1", scorer.model, to_bytes({}, {"sentiment": liking}))
        told = reasons(assessed(scorer, layer)[0], "sentiment")
        assert told.answer == "positive"
        assert told.grounds[0].code == "own_more"

    def test_a_kind_that_goes_along_with_its_label_has_no_words_of_its_own(self, scorer: Scorer) -> None:
        weights = np.ones(1 << RECIPE.bits, dtype=np.float32)
        head = Head(1.0, 0.0, weights)
        alone = OwnLayer("c1", scorer.model, to_bytes({"insult": head}))
        along = OwnLayer("c2", scorer.model, to_bytes({"insult": head, "toxic": head}))
        said = {"insult": 0.3, "toxic": 0.4}
        assert weigh_own(alone, ["merci"], [said])[0].keys() == {"insult"}
        assert weigh_own(along, ["merci"], [said])[0].keys() == {"toxic"}


class TestTelling:
    def test_each_is_a_sentence_in_french(self) -> None:
        mark = (Ground("mark", 1.0),)
        told = say(
            labels={"toxic": 0.9, "threat": 0.3, "hate": 0.6},
            found=("toxic", "service_request", "urgency"),
            explanation=(
                Explanation("toxic", ()),
                Explanation("hate", mark),
                Explanation("threat", ()),
                Explanation("intent", mark, "refund"),
                Explanation(AT_ONCE, ()),
                Explanation("sentiment", (), "negative"),
            ),
        )
        assert explain(told) == (
            "À modérer, très probable. Haine, probable (pour : finit par un point d'interrogation). Menace, possible. "
            "Demande de remboursement (pour : finit par un point d'interrogation). À traiter tout de suite. "
            "Ton mécontent."
        )

    def test_every_kind_and_answer_has_french_words(self) -> None:
        for label in (*_KINDS, AT_ONCE):
            assert label not in explain(say(explanation=(Explanation(label, ()),))).lower().split()
        for answer in (*INTENTS, "negative", "positive"):
            assert f"{answer}." not in explain(say(explanation=(Explanation("intent", (), answer),))).lower()

    def test_they_are_told_with_their_answer(self, scorer: Scorer) -> None:
        for found in assessed(scorer):
            told = tell(found)
            answers = {one.label: one.answer for one in told.why if one.answer is not None}
            assert answers == answers_of(found)
