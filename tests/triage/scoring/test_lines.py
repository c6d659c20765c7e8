"""JSON lines in, JSON lines out, whatever stands in them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.triage.scoring.lines import ScoredLine, score_lines
from services.triage.scoring.service import Scorer


def run(scorer: Scorer, *lines: str) -> list[ScoredLine]:
    return list(score_lines(lines, scorer))


def parsed(scorer: Scorer, *lines: str) -> list[dict[str, Any]]:
    return [json.loads(line.text) for line in run(scorer, *lines)]


class TestGoodLines:
    def test_say_everything_and_pass_other_fields_through(self, scorer: Scorer) -> None:
        text = "👋 Merci ! Où est mon colis ? Appelez le 06 12 34 56 78"
        line = json.dumps(
            {"id": "c-1", "text": text, "context": "Soldes", "network": "facebook", "sector": "retail"}
        )
        (scored,) = parsed(scorer, line + "\n")
        assert scored["id"] == "c-1"
        assert {"toxic", "insult", "question", "lead", "urgency"} <= scored["labels"].keys()
        assert (scored["lang"], scored["sentiment"], scored["personal_data"]) == ("fr", "neutral", ["phone"])
        assert scored["model"] == scorer.model
        assert {(span["label"], text[span["start"] : span["end"]]) for span in scored["spans"]} == {
            ("question", "Où est mon colis ?"),
            ("phone", "06 12 34 56 78"),
        }

    def test_give_reasons_as_french_sentences(self, scorer: Scorer) -> None:
        (scored,) = parsed(
            scorer, '{"text": "Mon IBAN : FR14 2004 1010 0505 0001 3M02 606, toujours pas de réponse"}'
        )
        assert "Données personnelles en public : IBAN." in scored["reasons"]
        assert "Attend une suite (« toujours pas »)." in scored["reasons"]
        assert scored["priority"] > 0

    def test_optional_fields_may_be_null_and_a_thread_is_a_list(self, scorer: Scorer) -> None:
        line = '{"text": "ok", "context": ["un", "deux"], "network": null, "lang": null, "sector": null}'
        assert not run(scorer, line)[0].is_error

    def test_blank_lines_are_passed_over_and_order_is_kept(self, scorer: Scorer) -> None:
        lines = [
            line
            for index in range(450)
            for line in ("\n", json.dumps({"text": f"message {index}", "n": index}))
        ]
        assert [scored["n"] for scored in parsed(scorer, *lines)] == list(range(450))

    def test_come_out_before_all_lines_are_in(self, scorer: Scorer) -> None:
        taken = 0

        def endless() -> Iterator[str]:
            nonlocal taken
            while True:
                taken += 1
                yield '{"text": "encore"}'

        next(score_lines(endless(), scorer))
        assert taken <= 200

    def test_half_of_a_pair_in_another_field_passes_through_escaped(self, scorer: Scorer) -> None:
        (line,) = run(scorer, r'{"text": "ok", "note": "\ud83d"}')
        assert line.text.isascii()
        assert json.loads(line.text)["note"] == "\ud83d"


class TestBadLines:
    @pytest.mark.parametrize(
        ("line", "field", "code"),
        [
            ("{", "", "invalid_json"),
            ('{"text": NaN}', "", "invalid_json"),
            ("[" * 100_000, "", "invalid_json"),
            ('["text"]', "", "not_an_object"),
            ("{}", "text", "missing"),
            ('{"text": 12}', "text", "not_a_string"),
            ('{"text": null}', "text", "not_a_string"),
            (r'{"text": "a\u0000b"}', "text", "nul"),
            (r'{"text": "\ud83d"}', "text", "lone_surrogate"),
            ('{"text": "' + "a" * 50_001 + '"}', "text", "too_long"),
            ('{"text": "ok", "lang": 3}', "lang", "not_a_string"),
            ('{"text": "ok", "context": {}}', "context", "not_a_string"),
            ('{"text": "ok", "context": [1]}', "context", "not_a_string"),
            (r'{"text": "ok", "network": "\u0000"}', "network", "nul"),
        ],
    )
    def test_name_line_and_field_and_lose_no_other(
        self, scorer: Scorer, line: str, field: str, code: str
    ) -> None:
        first, bad, last = run(scorer, '{"text": "avant"}', line, '{"text": "après"}')
        assert (first.is_error, bad.is_error, last.is_error) == (False, True, False)
        said = json.loads(bad.text)
        assert said["line"] == 2
        assert [(error["field"], error["code"]) for error in said["errors"]] == [(field, code)]
        assert "ine 2" in said["errors"][0]["message"]

    def test_every_fault_of_a_line_is_named(self, scorer: Scorer) -> None:
        (said,) = parsed(scorer, '{"lang": 3, "context": 4}')
        assert [error["field"] for error in said["errors"]] == ["text", "lang", "context"]
