"""What was to be reached, written down before anything was measured, beside what was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.eval.rows import MAIN_LABELS, WORTH_LABELS

_PUBLIC = {
    "toxicity_forum_fr": {"standard": 0.74, "careful": 0.76},
    "toxicity_chat_fr": {"standard": 0.74, "careful": 0.76},
    "question_lines_fr": {"standard": 0.76, "careful": 0.80},
}
_APART = {"sentiment_tweets_fr": 0.70, "purchase_tweets_en": 0.77}
_SPEED = {"standard": 1_000, "careful": 150}


@dataclass(frozen=True, slots=True)
class Goal:
    """`path` leads through the report to the figure; `is_limit` where less is better."""

    code: str
    profile: str
    wanted: float
    path: Sequence[str]
    is_limit: bool = False
    is_strict: bool = False

    def judge(self, report: Mapping[str, Any]) -> dict[str, Any]:
        reached = _follow(report, self.path)
        return {
            "code": self.code,
            "profile": self.profile,
            "wanted": self.wanted,
            "is_limit": self.is_limit,
            "reached": reached,
            "is_met": None if reached is None else self._is_met(reached),
        }

    def _is_met(self, reached: float) -> bool:
        if self.is_strict:
            return reached < self.wanted
        return reached <= self.wanted if self.is_limit else reached >= self.wanted


def judge_goals(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every goal, in the order in which they are read; `is_met` is None where the model does not say it."""
    return [goal.judge(report) for goal in goals()]


def goals() -> Iterator[Goal]:
    """The standard profile answers for all of them; the careful one for speed, public sets and the same rows."""
    for profile in ("standard", "careful"):
        yield from _goals_of(profile)
    for name, wanted in _APART.items():
        yield Goal(f"apart.{name}", "apart", wanted, ("apart", name, "macro_f1", "value"))
    yield Goal("without_known_words", "rows", 1 / 3, ("without_known_words", "share"))


def _goals_of(profile: str) -> Iterator[Goal]:
    root = ("configurations", profile)
    yield Goal("messages_per_second", profile, _SPEED[profile], (*root, "messages_per_second"))
    yield Goal("peak_memory_mb", profile, 450, (*root, "peak_memory_mb"), is_limit=True, is_strict=True)
    yield Goal("load_seconds", profile, 2, (*root, "load_seconds"), is_limit=True, is_strict=True)
    for name, wanted in _PUBLIC.items():
        yield Goal(f"public.{name}", profile, wanted[profile], (*root, "public", name, "macro_f1", "value"))
    own = (*root, "own")
    for label in MAIN_LABELS:
        yield Goal(f"own.{label}", profile, 0.80, (*own, "labels", label, "macro_f1", "value"))
    yield Goal("own.sentiment", profile, 0.70, (*own, "sentiment", "macro_f1", "value"))
    for side in ("harmless", "harmful"):
        yield Goal(f"functional.{side}", profile, 0.80, (*root, "functional", side, "value"))
    for label in ("testimony", "constructive"):
        yield Goal(f"in_bands.{label}", profile, 0.80, (*own, "in_bands", label, "auc", "value"))
    yield Goal("personal_data", profile, 0.95, (*own, "personal_data", "micro_f1", "value"))
    for label in (*MAIN_LABELS, *WORTH_LABELS):
        path = (*own, "labels", label, "calibration_error", "value")
        yield Goal(f"calibration.{label}", profile, 0.05, path, is_limit=True)


def _follow(report: Any, path: Sequence[str]) -> float | None:
    for step in path:
        report = report.get(step) if isinstance(report, Mapping) else None
    return None if report is None else float(report)
