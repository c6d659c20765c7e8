"""The one module that knows the names of HTMX headers."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

# A cache must not hand a fragment to somebody who asked for the page.
VARY = {"Vary": "HX-Request"}


def wants_fragment(headers: Mapping[str, str]) -> bool:
    """A page restored from history is asked for whole, although HTMX asks."""
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def current_path(headers: Mapping[str, str]) -> str:
    """Return the path of the page that asks; empty where HTMX does not say."""
    return urlsplit(headers.get("HX-Current-URL", "")).path


def go_to(path: str) -> dict[str, str]:
    """Headers of an empty answer that makes the browser load a page."""
    return {"HX-Redirect": path, **VARY}


def say_failure(sentence: str) -> dict[str, str]:
    """Headers of a refusal that carry its sentence, percent-encoded, to the script that shows it."""
    return {"X-Palabre-Failure": quote(sentence), **VARY}


def announce_change(*topics: str) -> dict[str, str]:
    """Headers that let other parts of the page refetch themselves; topics are names such as queue or replies."""
    return {"HX-Trigger": ", ".join(f"palabre:{topic}" for topic in topics), **VARY}
