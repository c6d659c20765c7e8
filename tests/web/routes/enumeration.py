"""Every address that the workplace answers on, found in the application itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

# What is no page: operations carry tokens, and health speaks to machines.
MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})


def page_routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return (method, path) of every page, sorted."""
    found = {
        (method, route.path)
        for route in _walk(app.routes)
        for method in route.methods or ()
        if not route.path.startswith("/v1/") and route.path not in MACHINES
    }
    return sorted(found)


def _walk(routes: Iterable[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from _walk(included.routes)
