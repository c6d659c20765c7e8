"""A browser of few words: keeps cookies, reads forms out of pages, and sends them as they stand."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx


@dataclass
class FormFound:
    """A form as the page holds it; `values` are what it would send untouched."""

    action: str
    method: str
    attributes: dict[str, str]
    values: dict[str, str | list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormFound] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(FormFound(known.get("action", ""), known.get("method", "get"), known))
        elif not self.forms:
            return
        elif tag == "input" and known.get("type") != "submit" and "name" in known:
            if known.get("type") not in {"checkbox", "radio"} or "checked" in known:
                self._put(known["name"], known.get("value", "on" if known.get("type") == "checkbox" else ""))
        elif tag == "textarea" and "name" in known:
            self._area = known["name"]
            self._put(self._area, "")
        elif tag == "select" and "name" in known:
            self._select = known["name"]
        elif tag == "option" and self._select and "selected" in known:
            self._put(self._select, known.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].values[self._area] = str(self.forms[-1].values[self._area]) + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def _put(self, name: str, value: str) -> None:
        values = self.forms[-1].values
        if name in values:
            known = values[name]
            values[name] = [*(known if isinstance(known, list) else [known]), value]
        else:
            values[name] = value


def forms_of(page: str) -> list[FormFound]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, action: str, **wanted: str) -> FormFound:
    """The one form that posts to an action, among several the one that holds the values wanted."""
    found = [f for f in forms_of(page) if f.action == action and wanted.items() <= f.values.items()]
    assert found, f"no form to {action}; there are {[f.action for f in forms_of(page)]}"
    return found[0]


class Browser:
    """Somebody's own; nothing but what a browser without JavaScript does, unless `htmx` is asked for."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=headers)

    async def fragment(self, path: str) -> httpx.Response:
        return await self.http.get(path, headers={"HX-Request": "true"})

    async def send(self, page: httpx.Response, action: str, **values: str) -> httpx.Response:
        """Fill in and send the form of a page that posts to `action`, as a plain load."""
        form = form_to(page.text, action)
        return await self.http.post(action, data={**form.values, **values})

    async def send_and_follow(self, page: httpx.Response, action: str, **values: str) -> httpx.Response:
        """The page that the browser loads after it sent the form."""
        answer = await self.send(page, action, **values)
        assert answer.status_code == 303, answer.status_code
        return await self.get(answer.headers["location"])

    async def send_quickly(self, page: httpx.Response, action: str, **values: str) -> httpx.Response:
        """The same as HTMX does it."""
        form = form_to(page.text, action)
        return await self.http.post(action, data={**form.values, **values}, headers={"HX-Request": "true"})

    async def sign_in(self, email: str, password: str) -> httpx.Response:
        page = await self.get("/sign-in")
        return await self.send(page, "/sign-in", email=email, password=password)
