"""The desk in a browser: what scripts make quicker, and that nothing needs them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.complaints import quiet_page
from tests.browser.live import stop_clock
from tests.web.gallery import desk
from tests.web.gallery.walk import RECALLED, Walk

pytestmark = pytest.mark.browser

MARTINE = f"/conversations/{desk.make_id(1)}"


@pytest.fixture
def plain_page(chromium: Browser, address: str) -> Iterator[Page]:
    with quiet_page(chromium, address, java_script_enabled=False) as page:
        yield page


class TestOpenConversation:
    def test_a_click_fills_the_right_side_and_moves_the_focus(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        page.goto(f"{address}/queue")
        page.get_by_role("link", name="Martine Leclerc").first.click()
        heading = page.get_by_role("heading", name="Martine Leclerc", level=2)
        expect(heading).to_be_focused()
        expect(page).to_have_title("Martine Leclerc, Banque Arvenne · Palabre")
        expect(page).to_have_url(f"{address}{MARTINE}")
        expect(page.locator("#announcement")).to_have_text("Conversation ouverte")
        expect(page.locator(".row__link[aria-current]")).to_have_text("Martine Leclerc")
        assert "GET /queue" in walk.asked[0]
        assert walk.asked.count("GET /queue") == 1

    def test_going_back_shows_the_list_again(self, page: Page, address: str) -> None:
        page.goto(f"{address}/queue")
        page.get_by_role("link", name="Martine Leclerc").first.click()
        expect(page.locator("#composer")).to_be_visible()
        page.go_back()
        expect(page.get_by_text("Choisissez une conversation.")).to_be_visible()

    def test_more_conversations_come_below_and_take_the_focus(self, page: Page, address: str) -> None:
        page.goto(f"{address}/queue")
        page.get_by_role("link", name="Plus de conversations").click()
        expect(page.get_by_role("link", name="Martine Leclerc bis")).to_be_focused()
        expect(page.locator(".row")).to_have_count(14)

    def test_a_narrow_screen_shows_one_at_a_time(self, page: Page, address: str) -> None:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{address}/queue")
        page.get_by_role("link", name="Martine Leclerc").first.click()
        expect(page.locator("#queue")).to_be_hidden()
        page.get_by_role("link", name="Retour à la liste").click()
        expect(page.locator("#queue")).to_be_visible()


class TestKeys:
    def test_j_and_k_walk_the_list_and_enter_opens(self, page: Page, address: str) -> None:
        page.goto(f"{address}/queue")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.get_by_role("link", name="kev_du_44")).to_be_focused()
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        expect(page.locator("#composer")).to_be_visible()

    def test_r_goes_to_the_answer_and_h_to_the_reason(self, page: Page, address: str) -> None:
        page.goto(f"{address}{MARTINE}")
        page.keyboard.press("r")
        expect(page.locator("#answer")).to_be_focused()
        page.locator("h2.talk__title").focus()
        page.keyboard.press("h")
        expect(page.locator(f"#hide-{desk.make_id(103)}")).to_be_focused()

    def test_nothing_fires_while_somebody_writes(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("")
        page.locator("#answer").press_sequentially("je réhjk?")
        expect(page.locator("#answer")).to_have_value("je réhjk?")
        expect(page.locator("#keys-help")).to_be_hidden()
        assert all("status" not in asked for asked in walk.asked)

    def test_single_keys_can_be_switched_off(self, page: Page, address: str) -> None:
        page.goto(f"{address}/queue")
        page.keyboard.press("?")
        page.get_by_label("Raccourcis d’une seule touche").uncheck()
        page.get_by_role("button", name="Fermer").click()
        page.keyboard.press("?")
        expect(page.locator("#keys-help")).to_be_hidden()

    def test_control_and_enter_sends_what_is_written_once(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("Bonjour Martine")
        page.locator("#answer").press("Control+Enter")
        expect(page.locator("#announcement")).to_have_text("La réponse est acceptée")
        assert [form["text"] for form in walk.forms] == ["Bonjour Martine"]
        assert walk.forms[0]["csrf"] == "jeton-de-nadia"
        assert walk.forms[0]["key"] == desk.COMPOSER.key


class TestComposer:
    def test_counts_code_points_against_the_network_s_limit(self, page: Page, address: str) -> None:
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("👍🏽 d’accord")
        expect(page.locator("#answer-count")).to_have_text("11 / 2\u202f000")

    def test_says_how_much_is_too_much(self, page: Page, address: str) -> None:
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("a" * 2012)
        expect(page.locator("#answer-count")).to_have_text("2\u202f012 / 2\u202f000, 12 de trop")

    def test_another_draft_and_back_loses_no_word(self, page: Page, address: str) -> None:
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("Mes mots à moi")
        page.get_by_role("link", name="2. Passage en privé").click()
        expect(page.locator("#answer")).to_have_value("Bonjour Martine, pouvez-vous nous écrire en privé ?")
        page.get_by_role("link", name="1. Rendez-vous d’urgence").click()
        expect(page.locator("#answer")).to_have_value("Mes mots à moi")

    def test_a_server_that_is_away_costs_no_word(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("Bonjour Martine")
        walk.is_broken = True
        page.get_by_role("button", name="Envoyer Ctrl").click()
        expect(page.get_by_role("alert")).to_contain_text("Le serveur n’a pas répondu")
        expect(page.locator("#answer")).to_have_value("Bonjour Martine")


class TestWhileAnAnswerIsOnItsWay:
    def send_slowly(self, page: Page, walk: Walk, address: str) -> None:
        """Send an answer; the server has it, and does not say so before `may_accept` is set."""
        walk.may_accept.clear()
        page.goto(f"{address}{MARTINE}")
        page.locator("#answer").fill("Bonjour Martine")
        with page.expect_request(f"**{MARTINE}/replies"):
            page.keyboard.press("Control+Enter")

    def test_nothing_is_written_that_its_end_would_take_away(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        self.send_slowly(page, walk, address)
        page.keyboard.type(", et bonne journée")
        expect(page.locator("#answer")).to_have_value("Bonjour Martine")
        walk.may_accept.set()
        expect(page.locator("#announcement")).to_have_text("La réponse est acceptée")
        expect(page.locator("#answer")).to_be_editable()

    def test_its_toast_comes_with_it_and_not_before(self, page: Page, address: str, walk: Walk) -> None:
        self.send_slowly(page, walk, address)
        walk.say("reply.accepted", 1)
        walk.say("conversation.changed", 8)
        expect(page.locator("#arrivals")).to_contain_text("3 nouveaux messages")
        assert "GET /replies/pending" not in walk.asked
        with page.expect_request("**/replies/pending"):
            walk.may_accept.set()
        expect(page.locator("#announcement")).to_have_text("La réponse est acceptée")

    def test_a_server_that_is_away_lets_go_of_the_words(self, page: Page, address: str, walk: Walk) -> None:
        self.send_slowly(page, walk, address)
        expect(page.locator("#answer")).not_to_be_editable()
        walk.is_broken = True
        walk.may_accept.set()
        expect(page.get_by_role("alert")).to_contain_text("Le serveur n’a pas répondu")
        expect(page.locator("#answer")).to_be_editable()


class TestRecalled:
    def recall(self, page: Page) -> None:
        """Press it, and wait until the composer has asked for the words; they are not there yet."""
        with page.expect_request(f"**{MARTINE}/composer?*"):
            page.get_by_role("button", name="Rappeler").click()

    def test_what_was_recalled_stands_in_the_composer_again(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        walk.may_answer.set()
        page.goto(f"{address}{MARTINE}")
        self.recall(page)
        expect(page.locator("#answer")).to_have_value(RECALLED)
        expect(page.locator("h2.talk__title")).to_be_focused()

    def test_who_has_begun_to_write_meanwhile_goes_on_writing(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        page.goto(f"{address}{MARTINE}")
        self.recall(page)
        page.locator("#answer").fill("")
        page.keyboard.type("Bonjour ")
        with page.expect_response(f"**{MARTINE}/composer?*") as answered:
            walk.may_answer.set()
        assert RECALLED in answered.value.text()
        page.wait_for_function("!document.querySelector('.htmx-request')")
        page.keyboard.type("Martine")
        expect(page.locator("#answer")).to_have_value("Bonjour Martine")
        expect(page.locator("#answer")).to_be_focused()

    def test_who_only_stands_in_the_empty_answer_gets_the_words_back(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        page.goto(f"{address}{MARTINE}")
        self.recall(page)
        page.locator("#answer").fill("")
        walk.may_answer.set()
        expect(page.locator("#answer")).to_have_value(RECALLED)
        expect(page.locator("#answer")).to_be_focused()


class TestUndoWindow:
    def test_counts_by_the_server_s_clock_and_survives_a_reload(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        stop_clock(page)
        page.goto(f"{address}/queue")
        countdown = page.locator("[data-countdown]")
        page.clock.run_for(500)
        expect(countdown).to_have_text("60\u00a0s")
        page.clock.run_for(9_000)
        expect(countdown).to_have_text("51\u00a0s")
        walk.seconds_left = 40
        page.reload()
        page.clock.run_for(500)
        expect(countdown).to_have_text("40\u00a0s")

    def test_who_stands_on_a_button_still_does_when_the_toasts_refetch_themselves(
        self, page: Page, address: str
    ) -> None:
        page.goto(f"{address}/queue")
        send = page.locator(".toast").get_by_role("button", name="Envoyer")
        send.focus()
        page.locator("#toasts").evaluate("toasts => { toasts.dataset.old = ''; }")
        page.locator("body").evaluate("body => { body.dispatchEvent(new Event('palabre:replies')); }")
        expect(page.locator("#toasts[data-old]")).to_have_count(0)
        expect(send).to_be_focused()

    def test_asks_what_became_of_the_reply_when_it_ends(self, page: Page, address: str, walk: Walk) -> None:
        walk.seconds_left = 1
        page.goto(f"{address}/queue")
        expect(page.locator(".toast")).to_be_visible()
        walk.has_toast = False
        expect(page.locator(".toast")).to_have_count(0)
        assert "GET /replies/pending" in walk.asked


class TestLive:
    def test_news_is_counted_and_no_row_moves(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}/queue")
        walk.say("conversation.changed", 8)
        expect(page.locator("#arrivals")).to_contain_text("3 nouveaux messages")
        expect(page.locator(".row")).to_have_count(7)
        assert walk.asked.count("GET /queue") == 1
        page.get_by_role("link", name="3 nouveaux messages").click()
        expect(page.locator("#arrivals")).to_be_empty()

    def test_what_happened_before_the_page_listened_is_asked_for(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        page.goto(f"{address}/queue")
        walk.say("missed", 8)
        expect(page.locator("#arrivals")).to_contain_text("3 nouveaux messages")
        expect(page.locator("#total")).to_have_text("37 conversations")

    def test_the_total_beside_the_heading_is_counted_anew(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}/queue")
        expect(page.locator("#total")).to_have_text("38 conversations")
        walk.say("decision.changed", 8)
        expect(page.locator("#total")).to_have_text("37 conversations")

    def test_an_open_thread_is_refetched(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}{MARTINE}")
        expect(page.locator(".bubble")).to_have_count(4)
        walk.say("conversation.changed", 1)
        expect(page.locator(".bubble")).to_have_count(3)

    def test_so_is_one_that_changes_again_while_it_is_refetched(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        page.goto(f"{address}{MARTINE}")
        walk.may_show.clear()
        with page.expect_request(f"**{MARTINE}/thread?*"):
            walk.say("conversation.changed", 1)
        # Until the count stands there, its own refetching would swallow the second request.
        expect(page.locator("#arrivals")).to_contain_text("3 nouveaux messages")
        with page.expect_request("**/queue/arrivals?*"):
            walk.say("decision.changed", 1)
        with page.expect_request(f"**{MARTINE}/thread?*"):
            walk.may_show.set()

    def test_so_is_the_author_s_card_and_an_open_drawer_stays_open(
        self, page: Page, address: str, walk: Walk
    ) -> None:
        page.set_viewport_size({"width": 1000, "height": 844})
        page.goto(f"{address}{MARTINE}")
        page.get_by_role("button", name="Auteur").click()
        card = page.get_by_role("complementary", name="Auteur")
        expect(card).to_contain_text("Messages14")
        walk.say("conversation.changed", 1)
        expect(card).to_contain_text("Messages15")
        expect(card).to_be_visible()

    def test_a_thread_in_which_somebody_works_waits(self, page: Page, address: str, walk: Walk) -> None:
        page.goto(f"{address}{MARTINE}")
        page.keyboard.press("h")
        walk.say("conversation.changed", 1)
        expect(page.locator("#arrivals")).to_contain_text("3 nouveaux messages")
        expect(page.locator(".bubble")).to_have_count(4)
        page.locator(".hide[open] > summary").click()
        page.locator("#answer").focus()
        expect(page.locator(".bubble")).to_have_count(3)


class TestWithoutJavaScript:
    def test_a_conversation_opens_and_is_answered(self, plain_page: Page, address: str, walk: Walk) -> None:
        plain_page.goto(f"{address}/queue")
        plain_page.get_by_role("link", name="Martine Leclerc").first.click()
        expect(plain_page).to_have_title("Martine Leclerc, Banque Arvenne · Palabre")
        plain_page.locator("#answer").fill("Bonjour Martine")
        with plain_page.expect_response(f"**{MARTINE}/replies"):
            plain_page.get_by_role("button", name="Envoyer Ctrl").click()
        expect(plain_page).to_have_url(f"{address}{MARTINE}")
        assert walk.forms[0]["text"] == "Bonjour Martine"

    def test_personal_data_shows_only_when_asked(self, plain_page: Page, address: str) -> None:
        plain_page.goto(f"{address}{MARTINE}")
        number = plain_page.locator(".thread").get_by_text("06 12 34 56 78")
        expect(number).to_be_hidden()
        plain_page.get_by_text("téléphone masqué").last.click()
        expect(number).to_be_visible()

    def test_the_toast_says_when_the_reply_leaves(self, plain_page: Page, address: str) -> None:
        plain_page.goto(f"{address}/queue")
        expect(plain_page.locator(".toast")).to_contain_text("part à 10:42:05")
