"""What a browser complains of: no journey may leave any of it behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

# A server that a test takes away: Chromium says so, and HTMX does.
_AWAY = ("status of 422", "status of 503", "Error Code 503")
# A request whose place another one takes (hx-sync) is given up, which HTMX tells as two errors; of one that fails
# by itself it tells more than the first of them.
_GIVEN_UP = ("htmx:afterRequest,", "htmx:sendAbort,")


class Complaints:
    """Errors in the console, breaches of the policy, dialogs, and requests to hosts that are not ours."""

    def __init__(
        self,
        context: BrowserContext,
        own_host: str,
        expected: tuple[str, ...] = ("status of 422",),
        *,
        unwanted: tuple[str, ...] = (),
    ) -> None:
        """`expected` is what stands in words about an answer that a test itself asks to be refused.

        `unwanted` are ends of addresses of our own that nothing in a page may ask for.
        """
        self.found: list[str] = []
        self._expected = expected
        self._own_host = own_host
        self._unwanted = unwanted
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.found.append(f"error: {error.error}"))
        context.on("dialog", self._dismiss)
        context.on("request", self._look_at)

    def _hear(self, said: ConsoleMessage) -> None:
        # A form that comes back does so under 422, and a report is a document without an icon: Chromium asks for one.
        is_icon = said.text.startswith("Failed to load") and said.location["url"].endswith("/favicon.ico")
        if is_icon or any(words in said.text for words in (*self._expected, *_GIVEN_UP)):
            return
        if said.type in {"error", "warning"} or "Security" in said.text:
            self.found.append(f"{said.type}: {said.text} at {said.location['url']}")

    def _dismiss(self, dialog: Dialog) -> None:
        self.found.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _look_at(self, request: Request) -> None:
        is_ours = request.url.startswith(("data:", "blob:", self._own_host))
        if not is_ours or request.url.endswith(self._unwanted):
            self.found.append(f"request: {request.url}")


@contextmanager
def quiet_page(chromium: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page of its own on a server under test; what the browser complains of fails the test."""
    wanted = {"viewport": {"width": 1440, "height": 900}, "locale": "fr-FR", **options}
    with chromium.new_context(**wanted) as context:
        complaints = Complaints(context, address, _AWAY)
        yield context.new_page()
        assert complaints.found == [], complaints.found
