"""The report holds every goal beside what was reached, and its page is one file that runs nothing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infra.eval.assemble import Sources, assemble
from infra.eval.card import BEGIN, END, renew_card
from infra.eval.frozen import read_frozen
from infra.eval.goals import Goal, goals
from infra.eval.page import write
from infra.eval.page.words import goal_name
from infra.eval.public import LABELLED, MEASURED_ONLY, SENTIMENT, Labelled
from infra.eval.rows import LABELS
from infra.eval.run import run
from infra.eval.summary import keep_summary
from services.contracts.triage import Measured
from services.triage.scoring.card import MEASURED
from tests.infra.eval.fakes import ReadingJudge, SilentJudge

# The figures of the issue, written here a second time: a goal that is lowered needs two hands.
WANTED: dict[str, dict[str, float]] = {
    "messages_per_second": {"standard": 1_000, "careful": 150},
    "peak_memory_mb": {"standard": 450, "careful": 450},
    "public.toxicity_forum_fr": {"standard": 0.74, "careful": 0.76},
    "public.toxicity_chat_fr": {"standard": 0.74, "careful": 0.76},
    "public.question_lines_fr": {"standard": 0.76, "careful": 0.80},
    **{
        f"own.{label}": {"standard": 0.80, "careful": 0.80}
        for label in ("toxic", "spam", "question", "service_request", "lead", "urgency")
    },
    "own.sentiment": {"standard": 0.70, "careful": 0.70},
    "functional.harmless": {"standard": 0.80, "careful": 0.80},
    "functional.harmful": {"standard": 0.80, "careful": 0.80},
    "in_bands.testimony": {"standard": 0.80, "careful": 0.80},
    "in_bands.constructive": {"standard": 0.80, "careful": 0.80},
    "personal_data": {"standard": 0.95, "careful": 0.95},
    "calibration.toxic": {"standard": 0.05, "careful": 0.05},
    "apart.sentiment_tweets_fr": {"apart": 0.70},
    "apart.purchase_tweets_en": {"apart": 0.77},
}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    public = {
        name: [
            Labelled(f"toxic question lead {number}" if number % 2 else "rien", number % 2)
            for number in range(12)
        ]
        for name in (*LABELLED, *MEASURED_ONLY)
    }
    public[SENTIMENT] = [Labelled(word, word) for word in ("negative", "neutral", "positive") * 2]
    sources = Sources(read_frozen(), public)
    sets = {
        "frozen": [row.message for row in sources.frozen.rows],
        "functional": [row.message for row in sources.frozen.functional],
        **{name: [row.message for row in rows] for name, rows in public.items()},
    }
    runs = [run("standard", ReadingJudge(), sets, 0.5), run("words", SilentJudge(), sets, 0.1)]
    return assemble(runs, sources, {SENTIMENT: {"macro_f1": {"value": 0.7, "low": 0.6, "high": 0.8}}}, 20)


class TestGoals:
    def test_every_goal_of_the_issue_is_there_with_its_figure(self, report: dict[str, Any]) -> None:
        stated = {(goal["code"], goal["profile"]): goal["wanted"] for goal in report["goals"]}
        for code, profiles in WANTED.items():
            for profile, wanted in profiles.items():
                assert stated[code, profile] == wanted

    def test_what_was_reached_is_judged_and_what_is_not_said_is_left_open(
        self, report: dict[str, Any]
    ) -> None:
        found = {(goal["code"], goal["profile"]): goal for goal in report["goals"]}
        assert found["public.question_lines_fr", "standard"]["is_met"] is True
        assert found["own.toxic", "standard"]["is_met"] is False
        assert found["apart.sentiment_tweets_fr", "apart"]["is_met"] is True
        assert found["own.toxic", "careful"] | {"wanted": 0} == {
            "code": "own.toxic",
            "profile": "careful",
            "wanted": 0,
            "is_limit": False,
            "reached": None,
            "is_met": None,
        }

    @pytest.mark.parametrize(
        ("reached", "is_limit", "is_strict", "is_met"),
        [(5, False, False, True), (4.9, False, False, False), (5, True, False, True), (5, True, True, False)],
    )
    def test_the_border_itself_counts_unless_less_than_it_was_asked(
        self, reached: float, is_limit: bool, is_strict: bool, is_met: bool
    ) -> None:
        goal = Goal("x", "standard", 5, ("a", "b"), is_limit=is_limit, is_strict=is_strict)
        assert goal.judge({"a": {"b": reached}})["is_met"] is is_met

    def test_every_goal_has_a_french_name(self) -> None:
        assert all(goal_name(goal.code) for goal in goals())


class TestFigures:
    def test_what_was_never_asked_of_the_rows_stands_beside_them(self, report: dict[str, Any]) -> None:
        assert report["about"]["rows"]["frozen"] == 587
        assert report["agreement"].keys() == {*LABELS, "urgency_level", "sentiment", "intent"}
        assert report["configurations"]["standard"]["unaided"][SENTIMENT]["accuracy"] == 1.0
        assert report["without_known_words"]["share"] >= 1 / 3

    def test_the_frontier_has_a_point_for_each_configuration(self, report: dict[str, Any]) -> None:
        assert [point["name"] for point in report["frontier"]] == ["standard", "words"]
        assert all(point["messages_per_second"] > 0 < point["peak_memory_mb"] for point in report["frontier"])


class TestTheCard:
    def test_the_block_between_the_marks_is_renewed_and_nothing_else(
        self, report: dict[str, Any], tmp_path: Path
    ) -> None:
        page = tmp_path / "evaluation.md"
        page.write_text(f"# Before\n\n{BEGIN}\n\nold figures\n\n{END}\n\nAfter\n")
        renew_card(page, report)
        once = page.read_text()
        assert once.startswith(f"# Before\n\n{BEGIN}\n")
        assert once.endswith(f"{END}\n\nAfter\n")
        assert "old figures" not in once
        assert "| public set, macro-F1: question_lines_fr | standard | ≥ 0.76 | 1 | ✓ |" in once
        assert "| frozen test, macro-F1: toxic | careful | ≥ 0.8 | – | not said by this model |" in once
        renew_card(page, report)
        assert page.read_text() == once

    def test_the_docs_have_the_marks(self) -> None:
        text = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text(encoding="utf-8")
        assert text.count(BEGIN) == text.count(END) == 1


class TestThePage:
    @pytest.fixture
    def page(self, report: dict[str, Any], tmp_path: Path) -> str:
        paths = write(report, tmp_path)
        assert [path.name for path in paths] == ["report.json", "report.md", "report.html"]
        assert json.loads(paths[0].read_text())["goals"] == report["goals"]
        return paths[2].read_text()

    def test_it_runs_nothing_and_loads_nothing(self, page: str) -> None:
        assert "<script" not in page
        assert not re.search(r"\b(?:src|on\w+)=|https?://|url\(|@import", page)

    def test_it_says_every_goal_in_words(self, page: str, report: dict[str, Any]) -> None:
        for goal in report["goals"]:
            assert goal_name(goal["code"]) in page
        for verdict in ("✓ atteint", "✗ non atteint", "non dit par ce modèle"):
            assert verdict in page

    def test_it_draws_calibration_roc_confusion_and_frontier(self, page: str) -> None:
        for words in (
            "Calibration de toxique",
            "Courbe ROC de spam",
            "intention. Lignes",
            "Macro-F1 moyenne des six",
        ):
            assert f'aria-label="{words}' in page

    def test_the_markdown_has_the_same_goals(self, report: dict[str, Any], tmp_path: Path) -> None:
        text = write(report, tmp_path)[1].read_text()
        assert all(f"| {goal_name(goal['code'])} |" in text for goal in report["goals"])


class TestTheSummary:
    @pytest.fixture
    def whole(self, report: dict[str, Any]) -> dict[str, Any]:
        """As if the careful profile had said the same."""
        both = {
            part: report[part] | {"careful": report[part]["standard"]}
            for part in ("configurations", "curves")
        }
        frontier = [*report["frontier"], report["frontier"][0] | {"name": "careful"}]
        return report | both | {"frontier": frontier}

    def test_it_keeps_the_figures_of_the_report(self, whole: dict[str, Any], tmp_path: Path) -> None:
        kept = keep_summary(whole, tmp_path)
        assert kept == tmp_path / MEASURED
        found = Measured.model_validate_json(kept.read_bytes())
        assert found.version == "fake+00000000"
        assert [goal.model_dump() for goal in found.goals] == whole["goals"]
        toxic = next(label for label in found.profiles[0].labels if label.name == "toxic")
        assert toxic.auc is not None
        assert (
            toxic.auc.value == whole["configurations"]["standard"]["own"]["labels"]["toxic"]["auc"]["value"]
        )
        assert sum(one.rows for one in toxic.reliability) == 587
        assert {share.name for share in found.profiles[0].functional} >= {"harmless", "harmful"}

    def test_the_same_figures_give_the_same_bytes(self, whole: dict[str, Any], tmp_path: Path) -> None:
        keep_summary(whole, tmp_path)
        once = (tmp_path / MEASURED).read_bytes()
        keep_summary(whole, tmp_path)
        assert (tmp_path / MEASURED).read_bytes() == once
        assert len(once) < 150_000

    def test_a_run_without_both_profiles_keeps_nothing(self, report: dict[str, Any], tmp_path: Path) -> None:
        assert keep_summary(report, tmp_path) is None
        assert list(tmp_path.iterdir()) == []
