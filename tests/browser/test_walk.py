"""The walk in Chromium, on the product itself: with a mouse, by keyboard alone, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.live import Chairs, come_in
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom, until
from tests.journeys.palabre import Palabre

pytestmark = [pytest.mark.browser, pytest.mark.journey]

OPENING_TIME = re.compile("de 9.h à 13.h")


def open_row(page: Page, author: str) -> None:
    page.get_by_role("link", name=author, exact=True).click()
    expect(page.get_by_role("heading", name=author, level=2)).to_be_focused()


def answer_of(page: Page) -> Locator:
    return page.get_by_label(re.compile("^Réponse à"))


def seconds_left(page: Page) -> int:
    """What the countdown shows, once it runs."""
    countdown = page.locator("[data-countdown]")
    expect(countdown).to_have_text(re.compile(r"^\d+\u00a0s$"))
    return int((countdown.text_content() or "").removesuffix("\u00a0s"))


def stands_on_site(newsroom: Newsroom, text: str) -> int:
    return newsroom.page().count(text)


class TestWalk:
    def test_from_the_invitation_to_the_answer_under_the_comment(
        self, palabre: Palabre, gazette: Newsroom, nadia: Desk, chairs: Chairs
    ) -> None:
        # An empty list would fill by itself.
        gazette.newspaper.write("Fanch", "Merci pour cet article.")
        gazette.wait_for("Merci pour cet article.")
        with chairs.sit() as page:
            come_in(page, invite(palabre, "Nolwenn", gazette))

            # What a visitor writes is announced without a reload.
            gazette.newspaper.write("Armelle", "Bonjour, la piscine ouvre à quelle heure dimanche ?")
            page.get_by_role("link", name=re.compile("nouveau")).click()
            open_row(page, "Armelle")
            expect(page.locator(".bubble--focal .chip", has_text="question")).to_be_visible()

            # The draft quotes the article; edited and sent, its window counts down, also after a reload.
            expect(answer_of(page)).to_have_value(OPENING_TIME)
            expect(page.get_by_role("list", name="Sources")).to_contain_text("Horaires de la piscine")
            answer = f"{answer_of(page).input_value()}\nÀ dimanche, Armelle."
            answer_of(page).fill(answer)
            page.get_by_role("button", name="Envoyer Ctrl").click()
            toast = page.locator(".toast", has_text="Armelle")
            expect(toast).to_be_visible()
            expect(answer_of(page)).to_have_value("")
            first = seconds_left(page)
            assert 0 < first <= 600
            page.wait_for_function(
                "first => parseInt(document.querySelector('[data-countdown]').textContent) < first", arg=first
            )
            page.reload()
            expect(toast).to_be_visible()
            assert 0 < seconds_left(page) < first

            # Recalled, it never existed, and no word of it is lost.
            page.get_by_role("button", name="Rappeler").click()
            expect(page.locator(".toast")).to_have_count(0)
            expect(answer_of(page)).to_have_value(answer)
            page.reload()
            expect(answer_of(page)).to_have_value(answer)
            assert stands_on_site(gazette, "À dimanche, Armelle.") == 0

            # Sent again and now, it stands once under the comment.
            page.get_by_role("button", name="Envoyer Ctrl").click()
            toast.get_by_role("button", name="Envoyer").click()
            until(lambda: stands_on_site(gazette, "À dimanche, Armelle."), "the answer is not on the site")
            expect(page.locator(".bubble--ours", has_text="À dimanche, Armelle.")).to_have_count(1)
            assert stands_on_site(gazette, "À dimanche, Armelle.") == 1
            assert gazette.newspaper.accepted("reply")[answer] == 1

    def test_an_insult_is_folded_with_who_hid_it_and_why(
        self, gazette: Newsroom, nadia: Desk, chairs: Chairs
    ) -> None:
        insult = "Espèce de connard, ferme ta sale gueule."
        gazette.newspaper.write("Kévin", insult)
        gazette.wait_for(insult)
        with chairs.sit(nadia) as page:
            page.goto("/queue")
            open_row(page, "Kévin")
            bubble = page.locator(".bubble", has_text=insult)
            bubble.locator("summary", has_text="Masquer").click()
            bubble.locator(".hide[open]").get_by_label("Motif").select_option("insult")
            bubble.get_by_role("button", name="Masquer sur le réseau").click()
            folded = page.locator(".bubble--hidden")
            expect(folded).to_contain_text("masqué par Nadia, insulte")
            expect(folded.get_by_text(insult)).to_be_hidden()
            # Nothing is left in it that could wait again.
            expect(page.get_by_role("button", name="Rouvrir")).to_have_count(0)
        assert stands_on_site(gazette, insult) == 0


class TestByKeyboardAlone:
    def test_the_whole_walk(self, gazette: Newsroom, nadia: Desk, chairs: Chairs) -> None:
        question, insult = "Et le mardi, la piscine ouvre ?", "Quel abruti, ce maire de merde."
        gazette.newspaper.write("Blaise", question)
        gazette.newspaper.write("Clovis", insult)
        gazette.wait_for(question)
        gazette.wait_for(insult)
        with chairs.sit(nadia) as page:
            page.goto("/queue")
            walk_to(page, "Blaise")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Blaise", level=2)).to_be_focused()
            page.keyboard.press("r")
            expect(answer_of(page)).to_be_focused()
            page.keyboard.press("Control+a")
            page.keyboard.type("Non, le mardi elle est fermée.")
            page.keyboard.press("Control+Enter")
            tab_to(page, page.get_by_role("button", name="Rappeler"))
            page.keyboard.press("Enter")
            expect(page.locator(".toast")).to_have_count(0)
            expect(answer_of(page)).to_have_value("Non, le mardi elle est fermée.")
            page.keyboard.press("r")
            expect(answer_of(page)).to_be_focused()
            page.keyboard.press("Control+a")
            page.keyboard.type("Non, elle est fermée le mardi.")
            page.keyboard.press("Control+Enter")
            tab_to(page, page.locator(".toast").get_by_role("button", name="Envoyer"))
            page.keyboard.press("Enter")
            until(
                lambda: stands_on_site(gazette, "Non, elle est fermée le mardi."),
                "the answer is not on the site",
            )

            walk_to(page, "Clovis")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Clovis", level=2)).to_be_focused()
            page.keyboard.press("h")
            expect(page.locator(".hide[open]").get_by_label("Motif")).to_be_focused()
            page.keyboard.type("ins")
            tab_to(page, page.get_by_role("button", name="Masquer sur le réseau"))
            page.keyboard.press("Enter")
            expect(page.locator(".bubble--hidden")).to_contain_text("masqué par Nadia, insulte")
        assert stands_on_site(gazette, "Non, le mardi elle est fermée.") == 0
        assert stands_on_site(gazette, insult) == 0


def walk_to(page: Page, author: str) -> None:
    """With k to the top of the list, then with j until the row of `author` has the focus."""
    wanted = page.get_by_role("link", name=author, exact=True)
    rows = page.locator(".row__link").count()
    for _ in range(rows):
        page.keyboard.press("k")
    for _ in range(rows):
        if wanted.evaluate("link => link === document.activeElement"):
            return
        page.keyboard.press("j")
    raise AssertionError(f"the row of {author} cannot be reached")


def tab_to(page: Page, wanted: Locator) -> None:
    """With Tab around the page, as somebody without a mouse."""
    wanted.wait_for()
    for _ in range(150):
        if wanted.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


class TestWithoutScripts:
    def test_the_whole_walk_by_plain_forms(self, palabre: Palabre, gazette: Newsroom, chairs: Chairs) -> None:
        question, insult = "La piscine est-elle chauffée le dimanche ?", "Vous êtes tous des gros cons."
        gazette.newspaper.write("Denis", question)
        gazette.newspaper.write("Édouard", insult)
        gazette.wait_for(question)
        gazette.wait_for(insult)
        with chairs.sit(java_script_enabled=False) as page:
            come_in(page, invite(palabre, "Nolan", gazette))
            page.get_by_role("link", name="Denis", exact=True).click()
            answer_of(page).fill("Oui, elle est chauffée.")
            page.get_by_role("button", name="Envoyer Ctrl").click()
            toast = page.locator(".toast", has_text="Denis")
            expect(toast).to_contain_text("part à")
            toast.get_by_role("button", name="Rappeler").click()
            expect(page.locator("#notices")).to_contain_text("jamais parti")
            expect(toast).to_have_count(0)
            expect(answer_of(page)).to_have_value("Oui, elle est chauffée.")
            answer_of(page).fill("Oui, elle est chauffée toute l’année.")
            page.get_by_role("button", name="Envoyer Ctrl").click()
            toast.get_by_role("button", name="Envoyer").click()
            until(lambda: stands_on_site(gazette, "chauffée toute l’année."), "the answer is not on the site")

            page.goto("/queue")
            page.get_by_role("link", name="Édouard", exact=True).click()
            bubble = page.locator(".bubble", has_text=insult)
            bubble.locator("summary", has_text="Masquer").click()
            bubble.locator(".hide[open]").get_by_label("Motif").select_option("insult")
            bubble.get_by_role("button", name="Masquer sur le réseau").click()
            until(lambda: not stands_on_site(gazette, insult), "the insult still stands on the site")
            until(lambda: page.reload() and page.locator(".bubble--hidden").count(), "the page does not know")
            expect(page.locator(".bubble--hidden")).to_contain_text("masqué par Nolan, insulte")
        assert stands_on_site(gazette, "Oui, elle est chauffée.") == 0
