"""One form is an answer; whatever else a model says is none."""

import json
from typing import Any

import pytest

from services.triage.opinion.domain.answer import Usage, read_answer
from tests.triage.opinion.model import completion, verdict

ASKED = ("toxic", "spam")
BOTH = {"toxic": "yes", "spam": "no"}


class TestReadAnswer:
    def test_the_form_asked_for_is_an_answer_with_its_tokens(self) -> None:
        found = read_answer(completion(verdict(BOTH, " Moqueur. ")), ASKED)
        assert (found.failure, found.labels, found.reason) == (
            None,
            {"toxic": True, "spam": False},
            "Moqueur.",
        )
        assert found.usage == Usage(300, 40)

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "null",
            "[]",
            "[" * 3_000,
            "Voici : " + verdict(BOTH),
            verdict(BOTH) + verdict(BOTH),
            f"```json\n{verdict(BOTH)}\n```",
            verdict({"toxic": "yes"}),
            verdict({**BOTH, "hate": "yes"}),
            verdict({"toxic": "yes", "lead": "no"}),
            verdict({"toxic": "oui", "spam": "no"}),
            json.dumps({"labels": {"toxic": True, "spam": False}, "reason": "Vrai."}),
            json.dumps({"labels": {"toxic": ["yes"], "spam": "no"}, "reason": "Vrai."}),
            json.dumps({"labels": BOTH}),
            json.dumps({"labels": BOTH, "reason": "Vrai.", "action": "delete"}),
            json.dumps({"labels": BOTH, "reason": {"text": "Vrai."}}),
            '{"labels": {"toxic": "yes", "toxic": "no", "spam": "no"}, "reason": "Deux fois."}',
            verdict(BOTH, ""),
            verdict(BOTH, "a" * 301),
            verdict(BOTH, "deux\nlignes"),
            verdict(BOTH, "\u202erenversé"),
            verdict(BOTH, "moitié \ud83d"),
            verdict(BOTH, "nul \x00"),
            verdict(BOTH, "a" * 5_000),
        ],
    )
    def test_any_other_content_is_none_and_its_tokens_count_all_the_same(self, content: str) -> None:
        found = read_answer(completion(content), ASKED)
        assert (found.failure, found.labels, found.reason) == ("malformed", {}, "")
        assert found.usage == Usage(300, 40)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\xff\xfe",
            b"[]",
            b"{}",
            b'{"choices": []}',
            b'{"choices": [{}]}',
            b'{"choices": [1]}',
            b'{"choices": {"0": {}}}',
            b"[" * 100_000,
            completion(None),
            completion(verdict(BOTH), finish_reason=None),
            completion(verdict(BOTH), finish_reason=["stop"]),
            completion(verdict(BOTH), finish_reason="tool_calls"),
            completion(
                "", message={"content": verdict(BOTH), "tool_calls": [{"function": {"name": "delete"}}]}
            ),
        ],
    )
    def test_what_is_not_the_protocol_is_none(self, body: bytes) -> None:
        assert read_answer(body, ASKED).failure == "malformed"

    @pytest.mark.parametrize(
        "usage",
        [
            None,
            [],
            {"prompt_tokens": 3},
            {"prompt_tokens": -1, "completion_tokens": 4},
            {"prompt_tokens": True, "completion_tokens": 4},
            {"prompt_tokens": 1e3, "completion_tokens": 4},
            {"prompt_tokens": 10**12, "completion_tokens": 4},
        ],
    )
    def test_tokens_that_nobody_can_have_counted_are_not_known(self, usage: Any) -> None:
        found = read_answer(completion(verdict(BOTH), usage=usage), ASKED)
        assert (found.failure, found.usage) == (None, None)
