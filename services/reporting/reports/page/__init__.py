"""A frozen report as a page of its own: one file with its style in it, for screens, dark rooms and A4."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from services.contracts.reporting import Report
from services.reporting.reports.page.view import view_of
from services.runtime.documents import read_document

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """A document, and headers that let a browser do nothing with it but show it."""

    content: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Press:
    template: Template
    style: Markup
    headers: Mapping[str, str]


def render(report: Report) -> Page:
    """Return the page of a report; the same report always gives the same bytes."""
    press = _press()
    text = press.template.render(view=view_of(report), style=press.style)
    return Page(text.encode(), press.headers)


@cache
def _press() -> _Press:
    document = read_document(_FOLDER, "report")
    style = Markup(document.style)  # noqa: S704 - our own file
    return _Press(document.template, style, _headers(document.style))


def _headers(style: str) -> dict[str, str]:
    """Allow the one style that stands in the page, by its hash: nothing that anybody wrote can add another."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
