"""The measured block of docs/evaluation.md: goals, frontier and agreement in English, never typed by hand."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

BEGIN, END = (
    "<!-- measured: `make eval ARGS='--card docs/evaluation.md'` renews this block -->",
    "<!-- end -->",
)
_PREFIXES = {
    "public": "public set, macro-F1",
    "own": "frozen test, macro-F1",
    "functional": "functional cases of toxicity, share right",
    "in_bands": "frozen test, AUC inside length bands",
    "calibration": "frozen test, calibration error",
    "apart": "architecture fitted apart, macro-F1",
}
_WHOLE = {
    "messages_per_second": "messages a second on one core, batches of 200",
    "peak_memory_mb": "peak memory of the process, MB",
    "load_seconds": "load time, s",
    "personal_data": "personal data, micro F1",
    "without_known_words": "toxic rows of the frozen test without any word of the gazetteers, share",
}
_VERDICTS = {True: "✓", False: "✗ not reached", None: "not said by this model"}


def renew_card(path: Path, report: Mapping[str, Any]) -> None:
    """Replace what stands between the two marks; ValueError where one of them is missing."""
    text = path.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    path.write_text(text[:start] + "\n\n" + "\n".join(_lines(report)) + "\n\n" + text[end:], encoding="utf-8")


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    facts = report["about"]
    models = sorted(
        {each["model"] for name, each in report["configurations"].items() if name in report["slices"]}
    )
    yield f"Measured: {', '.join(models)}; {facts['resamples']} samples, seed {facts['seed']}; {facts['cores']} cores,"
    yield f"load average {facts['load']}, Python {facts['python']}; {facts['mean_characters']} characters a message."
    yield from ("", "| goal | profile | wanted | reached | |", "|---|---|---|---|---|")
    yield from (_goal(goal) for goal in report["goals"])
    yield from (
        "",
        "| configuration | mean macro-F1 of the six main labels | messages/s | load, s | peak memory, MB |",
    )
    yield "|---|---|---|---|---|"
    for point in report["frontier"]:
        yield (
            f"| {point['name']} | {point['macro_f1']:.3f} | {point['messages_per_second']:,.0f} "
            f"| {point['load_seconds']:.2f} | {point['peak_memory_mb']} |"
        )
    yield from (
        "",
        "| label | first annotator | second | Cohen's kappa | Krippendorff's alpha |",
        "|---|---|---|---|---|",
    )
    for name, one in report["agreement"].items():
        yield f"| {name} | {one['first']} | {one['second']} | {_plain(one['kappa'])} | {_plain(one['alpha'])} |"


def _goal(goal: Mapping[str, Any]) -> str:
    prefix, _, rest = goal["code"].partition(".")
    name = _WHOLE.get(goal["code"]) or f"{_PREFIXES[prefix]}: {rest}"
    sign = "≤" if goal["is_limit"] else "≥"
    reached, verdict = _plain(goal["reached"]), _VERDICTS[goal["is_met"]]
    return f"| {name} | {goal['profile']} | {sign} {_plain(goal['wanted'])} | {reached} | {verdict} |"


def _plain(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value > 20 else f"{value:.4g}"
