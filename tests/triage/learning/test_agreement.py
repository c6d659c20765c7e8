"""The curve tells how often people said what the machine had shown, and what they left so counts as said too."""

from services.contracts.triage import CORRECT_LABEL, LabelCurve
from tests.triage.desk import Desk
from tests.triage.learning.taught import arrive, learning
from tests.triage.learning.test_correct import arrived, correct


async def curve(desk: Desk, label: str) -> LabelCurve:
    return next(one for one in (await learning(desk)).curves if one.label == label)


class TestCurves:
    async def test_what_was_shown_and_left_agrees_without_a_word(self, desk: Desk) -> None:
        for _ in range(3):
            await desk.decide((await arrived(desk)).id, "approve", "legitimate")
        asked = await curve(desk, "question")
        assert (asked.words, asked.agreed, asked.silent) == (3, 3, 3)

    async def test_what_was_corrected_does_not(self, desk: Desk) -> None:
        left, wrong = await arrived(desk), await arrived(desk)
        await correct(desk, wrong, "question", value=False)
        for item in (left, wrong):
            await desk.decide(item.id, "approve", "legitimate")
        asked = await curve(desk, "question")
        assert (asked.words, asked.agreed, asked.silent) == (2, 1, 1)

    async def test_a_label_that_was_not_shown_and_not_missed_says_nothing(self, desk: Desk) -> None:
        (item,) = await arrive(desk, 1, first=1)
        await desk.decide(item.id, "approve", "legitimate")
        assert "question" not in {one.label for one in (await learning(desk)).curves}

    async def test_a_tone_has_a_curve_as_well(self, desk: Desk) -> None:
        left, wrong = await arrived(desk), await arrived(desk)
        body = {"label": "sentiment", "value": True, "answer": "positive"}
        await desk.get(CORRECT_LABEL, path={"item": wrong.id}, body=body)
        await desk.decide(left.id, "hide", "off_topic")
        tones = await curve(desk, "sentiment")
        assert (tones.words, tones.agreed, tones.silent) == (2, 1, 1)

    async def test_an_answer_to_a_message_leaves_what_was_shown(self, desk: Desk) -> None:
        item = await arrived(desk)
        desk.reply.publish(item, at=desk.runtime.clock.now())
        await desk.catch_up()
        found = await learning(desk)
        assert found.dealt_with == 1
        assert {one.label for one in found.curves if one.silent} == {
            "toxic",
            "question",
            "sentiment",
            "urgency_level",
        }
