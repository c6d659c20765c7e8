"""Words in a form while the session ends: they are there again after signing in, and go once they have been sent."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import Chairs, come_in
from tests.journeys.desk import PASSWORD, invite
from tests.journeys.newsroom import Newsroom
from tests.journeys.palabre import Palabre

pytestmark = [pytest.mark.browser, pytest.mark.journey]

TITLE, TEXT = "Horaires de la mairie", "La mairie ouvre à 9 h."


def sign_in_again(page: Page, email: str) -> None:
    """As quick as a password manager, and no quicker: what was typed is kept by a script of the page that asks."""
    expect(page.get_by_label("Adresse électronique")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").or_(page.get_by_role("button", name="Se connecter")).click()


class TestSessionThatEnds:
    def test_what_was_typed_is_there_again_and_goes_once_it_is_sent(
        self, palabre: Palabre, gazette: Newsroom, chairs: Chairs
    ) -> None:
        address = f"/knowledge?client={gazette.slug}"
        with chairs.sit() as page:
            come_in(page, invite(palabre, "Solange", gazette, role="lead"))
            email = page.locator(".me__mail").inner_text()
            page.goto(address)
            title, text = page.get_by_label("Titre"), page.locator("#article-body")
            title.fill(TITLE)
            text.fill(TEXT)
            page.context.clear_cookies()
            page.get_by_role("button", name="Enregistrer l’article").click()
            sign_in_again(page, email)
            expect(page).to_have_url(address)
            expect(title).to_have_value(TITLE)
            expect(text).to_have_value(TEXT)
            page.get_by_role("button", name="Enregistrer l’article").click()
            expect(page.get_by_role("status").filter(has_text="L’article est enregistré")).to_be_visible()
            expect(title).to_have_value("")
            page.wait_for_function("!Object.keys(sessionStorage).some(key => key.includes('form'))")

    def test_a_password_is_never_kept(self, palabre: Palabre, gazette: Newsroom, chairs: Chairs) -> None:
        with chairs.sit() as page:
            come_in(page, invite(palabre, "Firmin", gazette))
            page.goto("/me")
            page.get_by_label("Mot de passe actuel").fill(PASSWORD)
            page.get_by_role("combobox", name="Fuseau horaire").select_option("Indian/Reunion")
            assert "Indian/Reunion" in page.evaluate("JSON.stringify(sessionStorage)")
            assert PASSWORD not in page.evaluate("JSON.stringify(sessionStorage)")
