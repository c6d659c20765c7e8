"""Every rank is the sum of reasons that a person can follow."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.triage.scoring.domain.priority import Facts, rank

CALM = {"toxic": 0.05, "question": 0.1}


def facts_of(labels: Mapping[str, float], **more: Any) -> Facts:
    """As if every label were found from one half."""
    return Facts(labels=labels, found={name for name, chance in labels.items() if chance >= 0.5}, **more)


def codes(labels: Mapping[str, float] = CALM, **facts: Any) -> list[str]:
    _, reasons = rank(facts_of(labels=labels, sentiment=facts.pop("sentiment", "neutral"), **facts))
    return [reason.code for reason in reasons]


class TestReasons:
    def test_a_calm_message_says_so(self) -> None:
        assert rank(facts_of(labels=CALM, sentiment="neutral"))[0] == 0
        assert codes() == ["nothing_pressing"]

    def test_a_question(self) -> None:
        assert codes({"question": 0.8}) == ["question"]

    def test_a_threat_outranks_an_insult_and_an_insult_a_question(self) -> None:
        threat, _ = rank(facts_of(labels={"toxic": 0.9, "threat": 0.7}, sentiment="negative"))
        insult, _ = rank(facts_of(labels={"toxic": 0.9}, sentiment="negative"))
        question, _ = rank(facts_of(labels={"question": 0.9}, sentiment="negative"))
        assert threat > insult > question > 0

    def test_a_question_inside_an_insult_does_not_outrank_a_threat(self) -> None:
        threat, _ = rank(facts_of(labels={"toxic": 0.9, "threat": 0.7}, sentiment="neutral"))
        taunt, reasons = rank(facts_of(labels={"toxic": 0.95, "question": 0.9}, sentiment="negative"))
        assert threat > taunt
        assert ("question", 10) in [(reason.code, reason.points) for reason in reasons]

    def test_what_the_model_doubts_goes_to_people(self) -> None:
        assert codes({"toxic": 0.45}) == ["toxic_unsure"]

    def test_a_threat_of_which_the_whole_is_not_believed_is_none(self) -> None:
        assert codes({"toxic": 0.3, "threat": 0.3}) == ["nothing_pressing"]

    def test_a_threat_that_may_be_veiled_ranks_as_one(self) -> None:
        assert codes({"toxic": 0.6, "threat": 0.22}) == ["threat"]
        assert codes({"toxic": 0.6, "threat": 0.15}) == ["toxic"]

    def test_danger_comes_before_all_but_a_threat(self) -> None:
        danger, reasons = rank(facts_of(labels=CALM, sentiment="neutral", urgency_level=2))
        today, _ = rank(facts_of(labels=CALM, sentiment="neutral", urgency_level=1))
        insult, _ = rank(facts_of(labels={"toxic": 0.95}, sentiment="neutral"))
        assert [reason.code for reason in reasons] == ["urgent_now"]
        assert danger > insult > today > 0

    def test_what_may_be_urgent_is_looked_at(self) -> None:
        assert codes({"urgency": 0.3}) == ["urgent_unsure"]
        assert codes({"urgency": 0.2}) == ["nothing_pressing"]

    def test_a_request_without_a_question_counts_like_one_nearly(self) -> None:
        assert codes({"service_request": 0.8}) == ["service_request"]
        assert codes({"service_request": 0.8, "question": 0.8}) == ["question"]

    def test_spam(self) -> None:
        assert codes({"spam": 0.8}) == ["spam"]

    def test_personal_data_matters_in_public_and_not_in_private(self) -> None:
        assert codes(personal_data=["phone"]) == ["personal_data"]
        assert codes(personal_data=["phone"], kind="direct") == ["direct_message"]

    def test_somebody_who_waits_is_quoted(self) -> None:
        _, reasons = rank(facts_of(labels=CALM, sentiment="negative", pending="depuis 3 semaines"))
        assert reasons[0].params == {"words": "depuis 3 semaines"}

    def test_an_author_with_many_followers(self) -> None:
        assert codes(followers=9_999) == ["nothing_pressing"]
        assert codes(followers=10_000) == ["many_followers"]


CHANCE = st.floats(0, 1)


@given(
    st.builds(
        Facts,
        labels=st.fixed_dictionaries(
            {"toxic": CHANCE, "threat": CHANCE, "question": CHANCE, "spam": CHANCE, "urgency": CHANCE}
        ),
        sentiment=st.sampled_from(["negative", "neutral", "positive"]),
        personal_data=st.lists(st.sampled_from(["phone", "iban"]), unique=True),
        urgency_level=st.integers(0, 2),
        pending=st.none() | st.just("toujours pas"),
        kind=st.sampled_from(["comment", "direct"]),
        followers=st.none() | st.integers(0, 10**7),
    )
)
def test_points_add_up_to_the_priority_and_the_weightiest_comes_first(facts: Facts) -> None:
    priority, reasons = rank(facts)
    points = [reason.points for reason in reasons]
    assert priority == min(sum(points), 100)
    assert points == sorted(points, reverse=True)
    assert reasons
