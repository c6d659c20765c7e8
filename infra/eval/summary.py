"""What the workplace shows of a run: goals, figures of the two profiles and the frontier, without the long curves."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra.eval.run import PROFILES
from services.contracts.triage import (
    Agreement,
    ChoiceFigures,
    Goal,
    LabelFigures,
    Measured,
    Point,
    ProfileFigures,
    Share,
)
from services.triage.scoring.card import ARTEFACTS, read_card, write_measured


def keep_summary(report: Mapping[str, Any], folder: Path = ARTEFACTS) -> Path | None:
    """Written beside the models where both profiles of them were measured; a part of a run keeps nothing."""
    if any(name not in report["configurations"] for name in PROFILES):
        return None
    path = write_measured(summary(report), folder)
    read_card.cache_clear()
    return path


def summary(report: Mapping[str, Any]) -> Measured:
    about, points = report["about"], [Point(**_known(Point, point)) for point in report["frontier"]]
    return Measured(
        version=report["configurations"][PROFILES[0]]["model"],
        test_rows=about["rows"]["frozen"],
        functional_rows=about["rows"]["functional"],
        mean_characters=about["mean_characters"],
        batch=about["batch"],
        goals=[Goal(**goal) for goal in report["goals"]],
        profiles=[_profile(name, report, points) for name in PROFILES],
        frontier=points,
        agreement=[
            Agreement(label=label, **_known(Agreement, figures))
            for label, figures in report["agreement"].items()
        ],
    )


def _profile(name: str, report: Mapping[str, Any], points: list[Point]) -> ProfileFigures:
    found, curves = report["configurations"][name], report["curves"][name]
    own, costs = found["own"], next(point for point in points if point.name == name)
    micro = own["personal_data"] and own["personal_data"]["micro_f1"]
    return ProfileFigures(
        **costs.model_dump(),
        labels=[
            _label(label, figures, curves.get(label, {}).get("reliability", []))
            for label, figures in own["labels"].items()
            if figures
        ],
        sentiment=_choice("sentiment", own["sentiment"]),
        intent=_choice("intent", own["intent"]),
        personal_data=micro,
        functional=[
            Share(name=kind, rows=each["rows"], right=_known_figure(each))
            for kind, each in (found["functional"] or {}).items()
        ],
        public=[_label(each, figures, []) for each, figures in found["public"].items() if figures],
    )


def _label(name: str, figures: Mapping[str, Any], reliability: list[Any]) -> LabelFigures:
    return LabelFigures(name=name, reliability=reliability, **figures)


def _choice(name: str, figures: Mapping[str, Any] | None) -> ChoiceFigures | None:
    return ChoiceFigures(name=name, **figures) if figures else None


def _known(model: type[Point] | type[Agreement], entry: Mapping[str, Any]) -> dict[str, Any]:
    return {field: entry[field] for field in model.model_fields if field in entry}


def _known_figure(entry: Mapping[str, Any]) -> Any:
    return {field: entry[field] for field in ("value", "low", "high")}
