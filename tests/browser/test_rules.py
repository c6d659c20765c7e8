"""The page of rules in a browser: it shows the newest news, also where one comes while another is being fetched."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

STOPPED = '<section id="rules"><span class="state">arrêtée par son contrôle</span></section>'


def hear_news(page: Page) -> None:
    page.evaluate("document.body.dispatchEvent(new Event('palabre:automation'))")


class TestNews:
    def test_during_a_refetch_is_fetched_at_once(self, chromium: Browser, gallery: str) -> None:
        asked: list[Route] = []

        def answer_the_second(request: Route) -> None:
            asked.append(request)
            if len(asked) == 2:
                request.fulfill(content_type="text/html", body=STOPPED)

        with chromium.new_context(locale="fr-FR") as context:
            page = context.new_page()
            page.route("**/clients/*/automation", answer_the_second)
            page.goto(f"{gallery}/gallery/automation")
            for _ in range(2):
                with page.expect_request("**/clients/*/automation", timeout=5_000):
                    hear_news(page)
            expect(page.locator("#rules")).to_have_text("arrêtée par son contrôle")
