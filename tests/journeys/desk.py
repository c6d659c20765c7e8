"""Somebody at the desk with a browser of few words: pages, and their forms sent as they stand."""

import httpx

from tests.infra.demo.running import TLS
from tests.journeys.newsroom import ClientOfAgency
from tests.journeys.palabre import Palabre
from tests.web.browser import form_to

PASSWORD = "une phrase facile à retenir"


class Desk:
    def __init__(self, palabre: Palabre) -> None:
        self.http = httpx.Client(
            base_url=palabre.url("web"),
            follow_redirects=True,
            timeout=30,
            verify=TLS,
            headers={"accept-language": "fr"},
        )

    def open(self, path: str) -> str:
        return self.http.get(path).raise_for_status().text

    def send(self, page: str, action: str, **values: str) -> str:
        """Fill in and send the form to `action` that stands on the page `page`."""
        form = form_to(self.open(page), action)
        return self.http.post(action, data={**form.values, **values}).raise_for_status().text

    def come_in(self, link: str) -> str:
        path = httpx.URL(link).path
        return self.send(path, path, password=PASSWORD)

    def keep_article(self, newsroom: ClientOfAgency, title: str, body: str) -> None:
        self.send(
            f"/knowledge?client={newsroom.slug}", f"/clients/{newsroom.slug}/articles", title=title, body=body
        )

    def proposed_reply(self, conversation: str) -> str:
        """The draft that stands in the composer."""
        form = form_to(self.open(f"/conversations/{conversation}"), f"/conversations/{conversation}/replies")
        return str(form.values["text"])

    def reply(self, conversation: str, text: str) -> str:
        return self.send(
            f"/conversations/{conversation}", f"/conversations/{conversation}/replies", text=text
        )

    def hide(self, conversation: str, item: str, reason: str, note: str = "") -> str:
        page, action = (
            f"/conversations/{conversation}",
            f"/conversations/{conversation}/items/{item}/decisions",
        )
        form = form_to(self.open(page), action, kind="hide")
        return (
            self.http.post(action, data={**form.values, "reason": reason, "note": note})
            .raise_for_status()
            .text
        )

    def cookies(self) -> dict[str, str]:
        """For a browser that shall go on where this one is."""
        return {cookie.name: cookie.value or "" for cookie in self.http.cookies.jar}

    def close(self) -> None:
        self.http.close()


def invite(palabre: Palabre, name: str, *newsrooms: ClientOfAgency, role: str = "moderator") -> str:
    """The link with which somebody comes in once."""
    clients = [part for newsroom in newsrooms for part in ("--client", newsroom.slug)]
    address = f"{name.lower()}@agence.example"
    link: str = palabre.shell("user", "invite", address, "--name", name, "--role", role, *clients)["url"]
    return link
