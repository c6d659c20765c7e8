"""Saved replies in a browser: found by typing, put where the caret stands, and taken back by the browser's own undo."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.browser.complaints import quiet_page
from tests.web.gallery import desk, saved
from tests.web.gallery.walk import Walk
from web.pages.desk.context import Desk

pytestmark = pytest.mark.browser

MARTINE = f"/conversations/{desk.make_id(1)}"
CARD = saved.PICKER.offers[0]


class PickingWalk(Walk):
    """The desk with a draft that nobody has touched, and saved replies behind it."""

    def make_app(self) -> Starlette:
        app = super().make_app()
        app.routes.insert(0, Route("/conversations/{id}/saved-replies", self.pick, methods=["GET", "POST"]))
        return app

    async def show_conversation(self, request: Request) -> Response:
        return self.answer(request, self.opened(), "pane")

    async def pick(self, request: Request) -> Response:
        words = request.query_params.get("search", "")
        offers = tuple(one for one in saved.PICKER.offers if words.lower() in one.title.lower())
        page = self.opened()
        assert page.conversation is not None
        picker = replace(saved.PICKER, search=words, offers=offers)
        return self.answer(
            request, replace(page, conversation=replace(page.conversation, picker=picker)), "picker"
        )

    def opened(self) -> Desk:
        composer = replace(desk.COMPOSER, is_proposed=True, avoid=("pas de souci", "cher client"))
        return replace(desk.OPENED, conversation=replace(desk.CONVERSATION, composer=composer))


@pytest.fixture
def walk() -> PickingWalk:
    return PickingWalk()


@pytest.fixture
def page(page: Page, address: str) -> Page:
    page.goto(f"{address}{MARTINE}")
    return page


def pick_first(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("#picker-search")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


class TestPicker:
    def test_what_was_picked_is_sent_by_the_keyboard_and_does_not_open_the_list_again(
        self, page: Page
    ) -> None:
        page.locator("#answer").focus()
        page.keyboard.press("Control+;")
        expect(page.locator("#picker-search")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#answer")).to_be_focused()
        with page.expect_request(lambda request: request.method == "POST") as sent:
            page.keyboard.press("Control+Enter")
        assert sent.value.url.endswith(f"{MARTINE}/replies")

    def test_a_draft_that_nobody_touched_gives_way_with_its_sources_and_comes_back(self, page: Page) -> None:
        answer, sources = page.locator("#answer"), page.locator("ol.sources")
        expect(sources).to_be_visible()
        pick_first(page, ";")
        expect(answer).to_have_value(CARD.whole)
        expect(answer).to_be_focused()
        expect(sources).to_be_hidden()
        expect(page.locator("input[name=source]:enabled")).to_have_count(0)
        page.keyboard.press("Control+z")
        expect(answer).to_have_value(desk.DRAFT)
        expect(sources).to_be_visible()
        expect(page.locator("input[name=source]:enabled")).not_to_have_count(0)

    def test_what_is_written_stays_around_the_caret(self, page: Page) -> None:
        answer = page.locator("#answer")
        answer.fill("Bonjour Martine, merci.")
        answer.evaluate("field => field.setSelectionRange(16, 16)")
        pick_first(page, "Control+;")
        expect(answer).to_have_value(f"Bonjour Martine, {CARD.text} merci.")
        page.keyboard.press("Control+z")
        expect(answer).to_have_value("Bonjour Martine, merci.")

    def test_an_empty_answer_is_greeted_and_signed(self, page: Page) -> None:
        page.locator("#answer").fill("")
        pick_first(page, "Control+;")
        expect(page.locator("#answer")).to_have_value(CARD.whole)

    def test_typing_looks_for_one_and_enter_takes_it(self, page: Page) -> None:
        page.locator("#answer").fill("")
        page.keyboard.press("Control+;")
        expect(page.locator("#picker-search")).to_be_focused()
        page.keyboard.type("délai")
        expect(page.locator(".picker__option")).to_have_count(1)
        expect(page.locator("#picker-options")).to_have_attribute("data-search", "délai")
        page.keyboard.press("Enter")
        expect(page.locator("#answer")).to_have_value(saved.PICKER.offers[1].whole)
        expect(page.locator("#picker")).to_be_hidden()

    def test_escape_goes_back_to_the_answer_and_changes_nothing(self, page: Page) -> None:
        page.locator("#answer").fill("En cours")
        page.keyboard.press("Control+;")
        expect(page.locator("#picker-search")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#answer")).to_be_focused()
        expect(page.locator("#answer")).to_have_value("En cours")
        expect(page.locator("#picker")).to_be_hidden()

    def test_the_mouse_does_it_too(self, page: Page) -> None:
        page.locator("#answer").fill("")
        page.get_by_role("button", name="Réponses enregistrées").click()
        page.get_by_role("button", name="Carte perdue").click()
        expect(page.locator("#answer")).to_have_value(CARD.whole)


class TestAvoided:
    def test_a_word_that_the_voice_avoids_is_said_while_it_stands_there(self, page: Page) -> None:
        answer, said = page.locator("#answer"), page.locator("#answer-avoid")
        answer.fill("Oui, CHER  client, pas de soucis.")
        expect(said).to_have_text("Cette voix évite\u202f: cher client")
        answer.fill("Oui, pas de souci.")
        expect(said).to_have_text("Cette voix évite\u202f: pas de souci")
        answer.fill("Oui.")
        expect(said).to_have_text("")


class TestWithoutJavaScript:
    def test_the_button_opens_the_list_and_each_reply_is_a_button(
        self, chromium: Browser, address: str
    ) -> None:
        with quiet_page(chromium, address, java_script_enabled=False) as page:
            page.goto(f"{address}{MARTINE}")
            page.get_by_role("button", name="Réponses enregistrées").click()
            expect(page.get_by_role("button", name="Carte perdue")).to_be_visible()
            with page.expect_request("**/saved-replies") as asked:
                page.get_by_role("button", name="Carte perdue").click()
        sent = asked.value.post_data or ""
        assert f"saved={CARD.saved_id}" in sent
        assert "text=Bonjour" in sent
