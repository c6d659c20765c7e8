"""Where a site's API stands, which its permalinks decide, and how it is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit, urlunsplit

from pydantic import TypeAdapter, ValidationError

from services.ingest.networks.errors import Gone, OutcomeUnknown, for_failure
from services.ingest.networks.wordpress.errors import error_of, problem_in, refusal
from services.ingest.networks.wordpress.wire import Index
from services.runtime.http import Answer, OutgoingError, OutgoingHTTP

Shape = TypeVar("Shape")
Params = Mapping[str, str | int]

REDIRECTS = 3
# What people copy from their browser when they are asked for their site's address.
_ENDINGS = re.compile(r"(/|/wp-json|/wp-admin|/wp-login\.php|/index\.php|/xmlrpc\.php)+$")
_API_LINK = re.compile(r'<([^<>]*)>;\s*rel="?https://api\.w\.org/"?')
_INDEX_FIELDS = "namespaces,authentication"
_TRACES = (b"/wp-content/", b"/wp-includes/")


@dataclass(frozen=True, slots=True)
class Door:
    """The root of a site's API. Without pretty permalinks the route is a parameter of the start page."""

    root: str
    is_parameter: bool
    takes_application_passwords: bool = True

    def ask(self, route: str, params: Params | None = None) -> tuple[str, dict[str, str | int]]:
        """Return the URL and the parameters of a route such as `wp/v2/comments`."""
        if self.is_parameter:
            return self.root, {"rest_route": f"/{route}", **(params or {})}
        return f"{self.root}/{route}", dict(params or {})


def address_of(url: str) -> str:
    parts = urlsplit(url.strip())
    return urlunsplit((parts.scheme, parts.netloc, _ENDINGS.sub("", parts.path), "", ""))


async def find_door(http: OutgoingHTTP, url: str) -> Door:
    """Find the API of the site at an address; no credentials travel meanwhile.

    Raises Gone where there is no WordPress, Refused where it has its API switched off or lies elsewhere.
    """
    address = address_of(url)
    for door in (Door(f"{address}/wp-json", False), Door(f"{address}/", True)):
        found = await _knock(http, door)
        if found is not None:
            return _unless_elsewhere(address, found)
    page = await _get(http, f"{address}/", {})
    linked = _API_LINK.search(page.headers.get("link", ""))
    if linked:
        found = await _knock(http, _door_at(linked[1]))
        if found is not None:
            return _unless_elsewhere(address, found)
    if page.status >= 500 or page.status == 429:
        raise error_of(page)
    if linked or any(trace in page.body for trace in _TRACES):
        raise refusal("rest_switched_off")
    raise refusal("not_wordpress", Gone)


async def _knock(http: OutgoingHTTP, door: Door) -> Door | None:
    """Return the door where it opened, redirects followed; None where it is none."""
    answer = await _get(http, *door.ask("", {"_fields": _INDEX_FIELDS}))
    try:
        index = Index.model_validate_json(answer.body)
    except ValidationError:
        # A site may keep strangers out and let its users in.
        is_shut = answer.status in {401, 403} and problem_in(answer) is not None
        return _door_at(answer.url) if is_shut else None
    if "wp/v2" not in index.namespaces:
        return None
    found = _door_at(answer.url)
    return Door(found.root, found.is_parameter, index.takes_application_passwords)


def _door_at(url: str) -> Door:
    parts = urlsplit(url)
    if "rest_route" in parse_qs(parts.query):
        return Door(urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), True)
    return Door(urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", "")), False)


def _unless_elsewhere(address: str, door: Door) -> Door:
    """Keep credentials from travelling to a host, or over a wire, that nobody named."""
    named, found = urlsplit(address), urlsplit(door.root)
    is_same = _host(named.hostname) == _host(found.hostname)
    if not is_same or (named.scheme == "https" and found.scheme != "https"):
        raise refusal("site_elsewhere")
    return door


def _host(name: str | None) -> str:
    return (name or "").removeprefix("www.")


async def _get(http: OutgoingHTTP, url: str, params: Params) -> Answer:
    headers = {"accept": "application/json, text/html;q=0.5"}
    try:
        return await http.request("GET", url, params=params or None, headers=headers, redirects=REDIRECTS)
    except OutgoingError as error:
        raise for_failure(error) from error


def read(answer: Answer, shape: TypeAdapter[Shape]) -> Shape:
    """Return what a good answer holds. Raises OutcomeUnknown when it is not as agreed."""
    try:
        return shape.validate_json(answer.body)
    except ValidationError as error:
        raise OutcomeUnknown("unreadable_answer", f"{error.error_count()} fields are not as agreed") from None
