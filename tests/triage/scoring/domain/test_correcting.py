"""What people say of a message stands over the machine's word, and the rank follows from it."""

from datetime import UTC, datetime

import pytest

from services.contracts.triage import Assessment, Correction, PersonalDataSpan, Reason, Span
from services.triage.scoring.domain.correcting import effective

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DOUBTFUL = Assessment(
    labels={"toxic": 0.62, "question": 0.45, "lead": 0.1, "urgency": 0.3, "threat": 0.4},
    found=["toxic"],
    lang="fr",
    sentiment="negative",
    personal_data=["phone"],
    spans=[Span(label="insult", start=0, end=5), Span(label="phone", start=9, end=19)],
    priority=70,
    reasons=[
        Reason(code="toxic", points=30),
        Reason(code="pending_request", points=15, params={"words": "j'attends"}),
    ],
    model="test",
    personal_data_spans=[PersonalDataSpan(kind="phone", start=9, end=19)],
    unsure=["toxic", "question"],
)


def said(label: str, value: bool = True, answer: str | None = None) -> Correction:
    return Correction(label=label, value=value, by="user:nadia", at=NOON, answer=answer)


def counting(*corrections: Correction) -> Assessment:
    return effective(DOUBTFUL, corrections, "comment", None)


def codes(found: Assessment) -> set[str]:
    return {reason.code for reason in found.reasons}


class TestEffective:
    def test_without_a_word_of_people_the_machines_holds(self) -> None:
        assert counting() is DOUBTFUL

    def test_what_is_denied_is_found_no_more_nor_marked_nor_ranked(self) -> None:
        found = counting(said("toxic", value=False))
        assert ("toxic" in found.found, found.unsure) == (False, ["question"])
        assert [span.label for span in found.spans] == ["phone"]
        assert not codes(found) & {"toxic", "toxic_likely", "toxic_unsure", "threat"}
        assert found.labels == DOUBTFUL.labels

    def test_what_is_said_is_certain(self) -> None:
        found = counting(said("toxic"), said("question"))
        assert (found.unsure, found.found) == ([], ["toxic", "question"])
        assert {"question", "pending_request"} <= codes(found)
        assert "unsure" not in codes(found)

    def test_a_kind_brings_what_it_is_a_kind_of(self) -> None:
        found = counting(said("advertising"))
        assert {"spam", "advertising"} <= set(found.found)
        assert "spam" in codes(found)

    def test_who_denies_a_kind_says_nothing_of_the_whole(self) -> None:
        found = counting(said("insult", value=False))
        assert ("toxic" in found.found, "toxic" in found.unsure) == (True, True)

    @pytest.mark.parametrize(("level", "code", "holds"), [("2", "urgent_now", True), ("0", "", False)])
    def test_a_level_of_urgency(self, level: str, code: str, holds: bool) -> None:
        found = counting(said("urgency_level", answer=level))
        assert (found.urgency_level, "urgency" in found.found) == (int(level), holds)
        assert {one for one in codes(found) if one.startswith("urgent")} == ({code} if code else set())

    def test_an_intent_holds_where_something_is_asked_for(self) -> None:
        assert counting(said("intent", answer="refund")).intent is None
        assert counting(said("service_request"), said("intent", answer="refund")).intent == "refund"
        assert counting(said("service_request")).intent == "other"

    def test_a_tone(self) -> None:
        found = counting(said("sentiment", answer="positive"))
        assert (found.sentiment, "negative" in codes(found)) == ("positive", False)

    def test_personal_data_that_are_none(self) -> None:
        found = counting(said("personal_data", value=False))
        assert (found.personal_data, found.personal_data_spans) == ([], [])
        assert "personal_data" not in codes(found)

    def test_what_people_said_raises_and_lowers_the_rank(self) -> None:
        assert counting(said("threat")).priority > counting(said("toxic", value=False)).priority
