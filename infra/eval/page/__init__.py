"""The report for people: one French page with its style and its drawings in it, and the same tables as Markdown."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from infra.eval.page.markdown import markdown
from infra.eval.page.sections import TITLE, about, sections_of
from services.runtime.documents import read_document

_FOLDER = Path(__file__).parent


def write(report: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write report.json, report.md and report.html, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "report.json": json.dumps(report, indent=1, ensure_ascii=False) + "\n",
        "report.md": markdown(report),
        "report.html": render(report),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def render(report: Mapping[str, Any]) -> str:
    """The page; the same report always gives the same bytes."""
    document = read_document(_FOLDER, "report")
    return document.template.render(
        title=TITLE,
        about=about(report),
        sections=sections_of(report),
        style=Markup(document.style),  # noqa: S704 - our own file
    )
