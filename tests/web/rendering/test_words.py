"""Every code that a contract allows has words in every language."""

import re
from pathlib import Path
from typing import get_args

import pytest

from services.contracts import ingest, reply, triage
from services.contracts.topology import SERVICES
from services.contracts.triage import Reason
from services.triage.scoring import domain as scoring
from services.triage.scoring.wording import say
from web.rendering import words
from web.rendering.languages import load_language

TRIAGE = Path(triage.__file__).parents[2] / "triage"
FRENCH = load_language("fr")


class TestTranslateCode:
    @pytest.mark.parametrize(
        ("mapping", "codes"),
        [
            (words.STATUSES, get_args(triage.ConversationStatus)),
            (words.VIEWS, get_args(triage.ConversationStatus)),
            (words.DECISION_REASONS, get_args(triage.DecisionReason)),
            (words.DECISION_KINDS, get_args(triage.DecisionKind)),
            (words.ACTION_KINDS, get_args(ingest.ActionKind)),
            (words.OUTCOME_DOUBTS, get_args(ingest.ActionKind)),
            (words.OUTCOME_DONE, get_args(ingest.ActionKind)),
            (words.OUTCOME_NOT_DONE, get_args(ingest.ActionKind)),
            (words.DECISION_STATES, get_args(triage.DecisionState)),
            (words.REPLY_STATES, get_args(reply.ReplyState)),
            (words.SERVICES, SERVICES),
            (words.HIDDEN_DATA, tuple(words.PERSONAL_DATA)),
        ],
    )
    def test_no_code_of_a_contract_lacks_words(self, mapping: dict[str, str], codes: tuple[str, ...]) -> None:
        assert set(codes) <= set(mapping)

    def test_a_code_of_tomorrow_is_shown_readable(self) -> None:
        assert words.translate_code(words.LABELS, "off_topic_politics", FRENCH) == "off topic politics"


class TestLabels:
    @pytest.mark.parametrize("label", words.LABELS.keys() - {"profanity", "unsure"})
    def test_the_command_line_says_each_as_the_desk_does(self, label: str) -> None:
        """`palabre score` speaks without the catalogues, so its words are held beside them here."""
        reason = scoring.Reason("unsure", 5, {"labels": label})
        desk = words.translate_code(words.LABELS, label, FRENCH).replace("’", "'")
        assert say(reason) == f"Le modèle hésite ({desk}) : quelqu'un regarde d'abord."


class TestExplainReason:
    def test_every_reason_that_triage_gives_has_words(self) -> None:
        source = "".join(path.read_text() for path in TRIAGE.rglob("*.py"))
        codes = set(re.findall(r"Reason\((?:code=)?\"(\w+)\"", source))
        assert codes
        assert codes <= set(words.REASONS)

    def test_fills_in_what_the_service_measured(self) -> None:
        reason = Reason(code="many_followers", points=10, params={"followers": "12000"})
        assert words.explain_reason(reason, FRENCH) == "suivi par 12\u202f000"

    def test_names_each_kind_of_personal_data(self) -> None:
        reason = Reason(code="personal_data", points=30, params={"kinds": "phone, iban"})
        assert words.explain_reason(reason, FRENCH) == "téléphone, IBAN en public"

    def test_a_reason_without_its_figures_still_says_something(self) -> None:
        assert words.explain_reason(Reason(code="waiting", points=38), FRENCH) == "waiting"

    def test_words_of_the_public_are_not_taken_for_placeholders(self) -> None:
        reason = Reason(code="pending_request", points=25, params={"words": "100 %(x)s"})
        assert "100 %(x)s" in words.explain_reason(reason, FRENCH)

    def test_a_label_is_a_reason_too(self) -> None:
        assert words.explain_reason(Reason(code="spam", points=3), FRENCH) == "publicité"

    def test_an_unknown_reason_is_shown_readable(self) -> None:
        assert words.explain_reason(Reason(code="full_moon", points=1), FRENCH) == "full moon"
