"""What stands still at the desk and what moves by itself: the chosen row, toasts, the answer on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.complaints import quiet_page
from tests.browser.live import stop_clock
from tests.web.gallery import desk
from tests.web.gallery.walk import RECALLED, Walk

pytestmark = pytest.mark.browser

MARTINE = f"/conversations/{desk.make_id(1)}"
ROW = f"#row-{desk.make_id(1)}"


def hold_in(held: list[Route]) -> Callable[[Route], None]:
    def hold(request: Route) -> None:
        held.append(request)

    return hold


class TestChosenRow:
    def test_says_what_was_done_and_stays_chosen(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}{MARTINE}")
        row = page.locator(ROW)
        expect(row).to_contain_text("urgent")
        walk.say("decision.changed", 1)
        expect(row).to_contain_text("close")
        expect(row).to_contain_text("masqué")
        expect(row).not_to_contain_text("urgent")
        expect(row.locator(".row__link")).to_have_attribute("aria-current", "true")
        expect(page.locator(".row")).to_have_count(7)
        expect(page).to_have_title("Martine Leclerc, Banque Arvenne · Palabre")

    def test_is_the_one_of_the_open_conversation_whatever_narrows_the_list(
        self, page: Page, address: str
    ) -> None:
        page.goto(f"{address}{MARTINE}")
        page.get_by_label("Client").select_option("banque-arvenne")
        expect(page).to_have_url(f"{address}/queue?client=banque-arvenne&network=&status=open")
        expect(page.locator(".row__link[aria-current]")).to_have_text("Martine Leclerc")


class TestToast:
    def open_published(self, page: Page, address: str, walk: Walk) -> None:
        walk.is_published = True
        stop_clock(page)
        page.goto(f"{address}/queue")
        expect(page.locator(".toast")).to_have_count(2)

    def test_of_what_was_published_leaves_and_of_what_is_unknown_stays(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        self.open_published(page, address, walk)
        page.clock.run_for(8_000)
        expect(page.locator(".toast")).to_have_count(1)
        expect(page.locator(".toast")).to_contain_text("issue inconnue")

    def test_waits_for_a_pointer_that_rests_on_it(self, page: Page, address: str, walk: Walk) -> None:
        self.open_published(page, address, walk)
        published = page.locator(".toast", has_text="publiée")
        published.hover()
        page.clock.run_for(30_000)
        expect(published).to_be_visible()
        page.mouse.move(900, 200)
        page.clock.run_for(8_000)
        expect(published).to_have_count(0)

    def test_waits_for_the_focus(self, page: Page, address: str, walk: Walk) -> None:
        self.open_published(page, address, walk)
        published = page.locator(".toast", has_text="publiée")
        published.get_by_role("link").focus()
        page.clock.run_for(30_000)
        expect(published).to_be_visible()

    def test_that_has_left_does_not_come_back_with_the_others(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        self.open_published(page, address, walk)
        page.clock.run_for(8_000)
        page.clock.resume()
        with page.expect_response("**/replies/pending"):
            page.evaluate("document.body.dispatchEvent(new Event('palabre:replies'))")
        expect(page.locator("#toasts.htmx-request")).to_have_count(0)
        expect(page.locator(".toast")).to_have_count(1)

    def test_that_is_recalled_while_all_refetch_themselves_gives_the_words_back(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        refetches: list[Route] = []
        recalls: list[Route] = []
        page.route("**/replies/pending", hold_in(refetches))
        page.route("**/recall", hold_in(recalls))
        walk.may_answer.set()
        page.goto(f"{address}{MARTINE}")
        with page.expect_request("**/replies/pending"):
            page.evaluate("document.body.dispatchEvent(new Event('palabre:replies'))")
        with page.expect_request("**/recall"):
            page.get_by_role("button", name="Rappeler").click()
        refetches.pop(0).continue_()
        expect(page.locator("#toasts.htmx-request")).to_have_count(0)
        recalls.pop().continue_()
        expect(page.locator("#answer")).to_have_value(RECALLED)


class TestThread:
    def test_in_which_somebody_has_begun_to_work_is_left_alone_until_they_are_done(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        refetches: list[Route] = []
        page.route("**/thread?*", hold_in(refetches))
        page.goto(f"{address}{MARTINE}")
        with page.expect_request("**/thread?*"):
            walk.say("conversation.changed", 1)
        page.locator("h2.talk__title").focus()
        page.keyboard.press("h")
        reason = page.locator(f"#hide-{desk.make_id(103)}")
        expect(reason).to_be_focused()
        with page.expect_response("**/thread?*"):
            refetches.pop().continue_()
        expect(page.locator(".htmx-request")).to_have_count(0)
        expect(reason).to_be_focused()
        expect(page.locator(".bubble")).to_have_count(4)
        page.unroute_all()
        page.locator(".hide[open] > summary").click()
        page.locator("h2.talk__title").focus()
        expect(page.locator(".bubble")).to_have_count(3)


class TestAnswer:
    def test_made_taller_by_hand_can_be_replaced(self, page: Page, address: str, walk: Walk) -> None:
        walk.may_answer.set()
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").evaluate("field => { field.style.height = '180px'; }")
        page.get_by_role("button", name="Rappeler").click()
        expect(page.locator("#answer")).to_have_value(RECALLED)

    def test_is_one_line_on_a_phone_until_somebody_writes(self, page: Page, address: str) -> None:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{address}{MARTINE}")
        answer, send = (
            page.locator("#answer"),
            page.locator("#composer").get_by_role("button", name="Envoyer"),
        )
        expect(send).to_be_hidden()
        assert page.locator("#composer").evaluate("composer => composer.offsetHeight") <= 64
        answer.focus()
        expect(send).to_be_visible()
        expect(page.locator(".composer__to")).to_be_visible()
        page.locator(".talk__title").click()
        expect(send).to_be_hidden()
        expect(answer).to_have_value(desk.DRAFT)

    def test_is_whole_on_a_phone_without_scripts(self, chromium: Browser, address: str) -> None:
        narrow = {"width": 390, "height": 844}
        with quiet_page(chromium, address, viewport=narrow, java_script_enabled=False) as page:
            page.goto(f"{address}{MARTINE}")
            expect(page.locator("#composer").get_by_role("button", name="Envoyer")).to_be_visible()


class TestKeysOnTheChosenMessage:
    def test_h_and_d_unfold_their_form_there(self, page: Page, address: str) -> None:
        page.goto(f"{address}{MARTINE}")
        focal = page.locator(".bubble--focal")
        expect(focal.locator("kbd")).to_have_text(["r", "a", "h", "d"])
        page.keyboard.press("d")
        expect(page.locator(f"#delete-{desk.make_id(103)}")).to_be_focused()
        page.locator("h2.talk__title").focus()
        page.keyboard.press("h")
        expect(page.locator(f"#hide-{desk.make_id(103)}")).to_be_focused()
