"""Why a message carries its labels, and one click or key that says otherwise, with no barrier after any swap."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.live import NARROW, Chairs
from tests.browser.test_gallery_axe import list_violations
from tests.browser.test_live_axe import STILL
from tests.journeys.desk import Desk
from tests.journeys.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.journey]

INSULT = "Solenn à tous : bande de guignols, vous êtes nuls à chier."
REQUEST = "Bonjour, je n’ai pas reçu mon journal ce matin. Pouvez-vous me le renvoyer s’il vous plaît ?"
DENIED = re.compile("à modérer, démenti ici, Nadia")


@pytest.fixture(scope="module")
def said(gazette: Newsroom) -> Newsroom:
    """What two readers wrote, which the machine has read."""
    for author, text in (("Solenn", INSULT), ("Corentin", REQUEST)):
        gazette.newspaper.write(author, text)
        gazette.wait_for(text)
    return gazette


@pytest.fixture
def page(said: Newsroom, nadia: Desk, chairs: Chairs) -> Iterator[Page]:
    with chairs.sit(nadia, **STILL) as page:
        page.goto(f"/queue?client={said.slug}")
        yield page


def open_of(page: Page, author: str) -> Locator:
    """The message of an author, whose conversation is opened by a click."""
    page.get_by_role("link", name=author, exact=True).click()
    expect(page.get_by_role("heading", name=author, level=2)).to_be_focused()
    return page.locator(".bubble--focal")


def verdict_on(bubble: Locator, label: str) -> Locator:
    return bubble.locator(".verdict").filter(has=bubble.page.locator("b", has_text=label))


def chip_of(bubble: Locator, label: str) -> Locator:
    return bubble.locator(".chips .chip", has_text=re.compile(f"^{label}"))


class TestByClick:
    def test_grounds_are_read_and_a_label_is_denied_and_given_back(self, page: Page) -> None:
        bubble = open_of(page, "Solenn")
        expect(chip_of(bubble, "à modérer")).to_be_visible()
        bubble.locator("summary", has_text="pourquoi").click()
        verdict = verdict_on(bubble, "à modérer")
        expect(verdict.locator("dt", has_text="Pour")).to_be_visible()
        expect(verdict.locator("dd").first).to_contain_text("ses mots")
        expect(bubble.locator('.mark[data-kind="toxic"]').first).to_be_visible()
        assert list_violations(page) == []

        verdict.get_by_role("button", name="C’est faux").click()
        expect(verdict).to_contain_text(DENIED)
        expect(chip_of(bubble, "à modérer")).to_have_count(0)
        expect(page.locator("#announcement")).to_contain_text("C’est corrigé")
        expect(bubble.locator("summary", has_text="pourquoi")).to_be_focused()
        assert list_violations(page) == []

        verdict.get_by_role("button", name="Annuler la correction").click()
        expect(chip_of(bubble, "à modérer")).to_be_visible()
        expect(page.locator("#announcement")).to_contain_text("Correction annulée")
        assert list_violations(page) == []

    def test_on_a_narrow_screen_another_label_is_named(self, page: Page) -> None:
        page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        bubble = open_of(page, "Solenn")
        bubble.locator("summary", has_text="pourquoi").click()
        bubble.get_by_label("C’est plutôt").select_option("rumour")
        bubble.locator("form", has=page.get_by_label("C’est plutôt")).get_by_role("button").click()
        expect(chip_of(bubble, "rumeur")).to_be_visible()
        expect(verdict_on(bubble, "rumeur")).to_contain_text("confirmé ici, Nadia")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert list_violations(page) == []


class TestByKeyboard:
    def test_grounds_are_read_and_tone_wish_and_urgency_are_corrected(self, page: Page) -> None:
        bubble = open_of(page, "Corentin")
        why = bubble.locator("summary", has_text="pourquoi")
        why.focus()
        page.keyboard.press("Enter")
        expect(bubble.locator(".grounds dt", has_text="Contre").first).to_be_visible()
        assert list_violations(page) == []
        for asked, answer in (
            ("intent", "remboursement"),
            ("sentiment", "ton content"),
            ("urgency_level", "tout de suite"),
        ):
            choose(page, bubble, asked, answer)
        expect(chip_of(bubble, "demande\u202f: remboursement")).to_be_visible()
        expect(chip_of(bubble, "urgent\u202f: tout de suite")).to_be_visible()
        assert list_violations(page) == []

    def test_a_label_is_denied_and_then_said_again(self, page: Page) -> None:
        bubble = open_of(page, "Corentin")
        bubble.locator("summary", has_text="pourquoi").focus()
        page.keyboard.press("Enter")
        for button, said in (("C’est faux", "démenti ici, Nadia"), ("Annuler la correction", "probable")):
            press(page, verdict_on(bubble, "demande").get_by_role("button", name=button))
            expect(verdict_on(bubble, "demande")).to_contain_text(said)
            expect(bubble.locator("summary", has_text="pourquoi")).to_be_focused()


def choose(page: Page, bubble: Locator, asked: str, answer: str) -> None:
    """Pick by the first letters, as a keyboard does, and say so with the next key."""
    form = bubble.locator("form", has=page.locator(f'input[name="label"][value="{asked}"]')).last
    field = form.get_by_role("combobox")
    field.focus()
    page.keyboard.type(answer)
    expect(field.locator("option:checked")).to_have_text(answer)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form).to_contain_text("confirmé ici, Nadia")
    expect(field.locator("option:checked")).to_have_text(answer)
    # The focus goes there a moment after the swap, and would take away what is typed next.
    expect(bubble.locator("summary", has_text="pourquoi")).to_be_focused()


def press(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Space")
