"""What the scorer says of messages, alone and in batches."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.outputs import KINDS
from services.triage.scoring.service import Scorer, load_scorer
from services.triage.scoring.telling import tell

MIXED = [
    "c quoi la meilleur banque pour les étudiants??????",
    "Quel c0nnard ce livreur",
    "",
    "J'attends mon remboursement depuis 3 semaines, c'est une honte",
    "👍👍",
    "Appelez-moi au 06 12 34 56 78",
]


def assess(scorer: Scorer, text: str, **about: str) -> Assessment:
    return scorer.assess([Message(text, **about)])[0]  # type: ignore[arg-type]  # only text fields are given


def shown(text: str, assessment: Assessment) -> list[tuple[str, str]]:
    return [(span.label, text[span.start : span.end]) for span in assessment.spans]


@pytest.fixture(scope="module")
def careful() -> Scorer:
    return load_scorer(profile="careful")


@pytest.fixture(scope="module")
def by_need() -> Scorer:
    return load_scorer(profile="by_need")


class TestAssess:
    def test_a_question_without_care_for_spelling(self, scorer: Scorer) -> None:
        assessment = assess(scorer, MIXED[0])
        assert "question" in assessment.found
        assert shown(MIXED[0], assessment) == [("question", MIXED[0])]
        assert assessment.lang == "fr"

    def test_only_the_sentence_that_asks_is_marked(self, scorer: Scorer) -> None:
        text = "🙂 Bonjour à tous ! À quelle heure ouvre la piscine ? Merci d'avance."
        assert shown(text, assess(scorer, text)) == [("question", "À quelle heure ouvre la piscine ?")]

    def test_where_no_sentence_asks_for_certain_the_mark_tells_which_is_meant(self, scorer: Scorer) -> None:
        asks = (
            "Pouvez-vous confirmer que 240 abonnés à la téléassistance étaient injoignables pendant près de trois "
            "heures ?"
        )
        text = f"Bonjour, je prépare un sujet sur la panne pour le journal de 18 h. {asks} Merci."
        assert shown(text, assess(scorer, text, sector="telecom")) == [("question", asks)]

    def test_an_insult_in_disguise(self, scorer: Scorer) -> None:
        assessment = assess(scorer, MIXED[1])
        assert "toxic" in assessment.found
        assert assessment.sentiment == "negative"
        assert ("insult", "c0nnard") in shown(MIXED[1], assessment)

    def test_hard_criticism_is_no_insult(self, scorer: Scorer) -> None:
        assessment = assess(scorer, MIXED[3], sector="retail")
        assert assessment.found == ("service_request",)
        codes = [reason.code for reason in assessment.reasons]
        assert codes == ["urgent_unsure", "service_request", "pending_request", "negative"]
        assert assessment.reasons[2].params["words"] == "J'attends"

    def test_scolding_is_less_of_a_question_than_asking(self, scorer: Scorer) -> None:
        scolding, asking = scorer.assess([Message("tu te fous de nous ?"), Message("tu livres à Nantes ?")])
        assert scolding.labels["question"] < 0.5 < asking.labels["question"]

    def test_personal_data_in_public(self, scorer: Scorer) -> None:
        assessment = assess(scorer, MIXED[5])
        assert assessment.personal_data == ("phone",)
        assert "personal_data" in assessment.found
        assert ("phone", "06 12 34 56 78") in shown(MIXED[5], assessment)

    def test_an_empty_text_is_calm(self, scorer: Scorer) -> None:
        assessment = assess(scorer, "")
        assert (assessment.found, assessment.lang, assessment.priority, assessment.spans) == (
            (),
            "und",
            0,
            (),
        )

    @pytest.mark.parametrize(
        "text", ["a" * 50_000, "quoi ? " * 7_000, "c0nnard " * 6_000, "é. " * 16_000, "\n" * 50_000]
    )
    def test_fifty_thousand_characters(self, scorer: Scorer, text: str) -> None:
        assessment = assess(scorer, text)
        assert all(0 <= span.start < span.end <= len(text) for span in assessment.spans)

    def test_halves_of_pairs_and_nul_are_no_obstacle(self, scorer: Scorer) -> None:
        text = "\ud83d quel connard \x00 ce livreur \udc00, vraiment pas aimable"
        assert shown(text, assess(scorer, text)) == [("insult", "connard")]

    def test_a_wall_of_insults_is_marked_a_hundred_times(self, scorer: Scorer) -> None:
        assert len(assess(scorer, "🖕" * 5_000).spans) == 100

    def test_what_it_says_is_told_whole(self, scorer: Scorer) -> None:
        for assessment in scorer.assess([Message(text) for text in MIXED]):
            told = tell(assessment)
            assert (told.model, dict(told.labels)) == (scorer.model, dict(assessment.labels))

    def test_personal_data_are_told_with_their_place_and_what_their_digits_say(self, scorer: Scorer) -> None:
        right, wrong = "FR14 2004 1010 0505 0001 3M02 606", "FR15 2004 1010 0505 0001 3M02 606"
        for iban, is_valid in ((right, True), (wrong, False)):
            (found,) = scorer.assess([Message(f"Mon IBAN est {iban}, merci")])
            (place,) = tell(found).personal_data_spans
            assert (place.kind, place.start, place.end, place.valid) == ("iban", 13, 13 + len(iban), is_valid)

    def test_danger_said_calmly_ranks_before_anger(self, scorer: Scorer) -> None:
        calm, angry = scorer.assess(
            [
                Message("Il y avait un morceau de verre dans le petit pot de ma fille", sector="food"),
                Message("C'est vraiment n'importe quoi votre service, honteux", sector="food"),
            ]
        )
        assert calm.urgency_level == 2
        assert calm.priority > angry.priority

    def test_a_threat_without_a_known_word_ranks_first(self, scorer: Scorer) -> None:
        assessment = assess(
            scorer, "je sais à quelle heure vous fermez, on va régler ça dehors", sector="retail"
        )
        assert assessment.labels["threat"] > assessment.labels["insult"]
        assert assessment.priority >= 60

    def test_a_kind_is_never_likelier_than_its_label(self, scorer: Scorer) -> None:
        for assessment in scorer.assess([Message(text, sector="bank") for text in MIXED]):
            for parent, kinds in KINDS.items():
                assert max(assessment.labels[kind] for kind in kinds) <= assessment.labels[parent]

    def test_an_intent_needs_a_request(self, scorer: Scorer) -> None:
        asked = assess(scorer, "Bonjour, je voudrais me faire rembourser mon billet annulé", sector="travel")
        assert asked.intent == "refund"
        assert assess(scorer, "Merci, superbe voyage", sector="travel").intent is None


class TestProfiles:
    def test_the_careful_one_looks_at_what_the_standard_one_is_sure_of(
        self, scorer: Scorer, careful: Scorer
    ) -> None:
        calm = [Message("Merci beaucoup, très bonne soirée à toute l'équipe !", sector="retail")]
        assert scorer.assess(calm)[0].labels != careful.assess(calm)[0].labels

    def test_by_need_a_few_messages_are_read_carefully(self, by_need: Scorer, careful: Scorer) -> None:
        messages = [Message(text, sector="telecom") for text in MIXED]
        assert by_need.assess(messages) == careful.assess(messages)

    def test_by_need_of_many_those_in_doubt_are_read_carefully_and_the_others_are_not(
        self, scorer: Scorer, by_need: Scorer, careful: Scorer
    ) -> None:
        messages = [Message(f"{text} {place}", sector="telecom") for place in range(12) for text in MIXED]
        standard, found, most = (each.assess(messages) for each in (scorer, by_need, careful))
        assert 0 < sum(bool(one.unsure) for one in standard) < len(messages)
        for one, other, expected in zip(found, standard, most, strict=True):
            wanted = expected if other.unsure else other
            assert one.labels == pytest.approx(wanted.labels, abs=0.002)


class TestBatches:
    def test_company_changes_nothing_that_shows(self, scorer: Scorer) -> None:
        # The encoder adds up in another order in a batch of another size: probabilities move in the last place.
        messages = [Message(text) for text in MIXED]
        alone = [scorer.assess([message])[0] for message in messages]
        for one, other in zip(scorer.assess(messages), alone, strict=True):
            assert one.labels == pytest.approx(other.labels, abs=0.001)
            assert replace(one, labels={}) == replace(other, labels={})

    def test_order_is_kept_over_chunks(self, scorer: Scorer) -> None:
        messages = [Message(MIXED[index % len(MIXED)]) for index in range(450)]
        found = [assessment.spans for assessment in scorer.assess(messages)]
        assert found == [found[index % len(MIXED)] for index in range(450)]

    def test_no_message_gives_no_assessment(self, scorer: Scorer) -> None:
        assert scorer.assess([]) == []

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.lists(st.text(max_size=200), max_size=5))
    def test_any_text_gets_spans_inside_it_and_chances_between_0_and_1(
        self, scorer: Scorer, texts: list[str]
    ) -> None:
        for text, assessment in zip(texts, scorer.assess(list(map(Message, texts))), strict=True):
            assert all(0.0 <= chance <= 1.0 for chance in assessment.labels.values())
            assert all(0 <= span.start < span.end <= len(text) for span in assessment.spans)
            assert 0 <= assessment.priority <= 100


class TestCost:
    def test_importing_the_room_does_not_import_what_is_heavy(self) -> None:
        code = (
            "import sys, services.triage.scoring.lines;"
            "print([name for name in ('numpy', 'sklearn', 'scipy', 'fasttext', 'phonenumbers') if name in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )  # our own code
        assert done.stdout.strip() == "[]"

    def test_scoring_needs_neither_scikit_learn_nor_the_network(self) -> None:
        code = (
            "import socket, sys\n"
            "def refuse(*_): raise OSError('no network')\n"
            "socket.socket.connect = refuse\n"
            "from services.triage.scoring.service import load_scorer\n"
            "from services.triage.scoring.domain import Message\n"
            "print(load_scorer().assess([Message('Bonjour, où est mon colis ?')])[0].lang, 'sklearn' in sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )  # our own code
        assert done.stdout.split() == ["fr", "False"]
