"""What each role comes for, and what it does not get: a moderator, an account lead, and a client's own reader."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from services.runtime.ids import new_id
from tests.browser.live import Chairs, come_in
from tests.infra.demo.running import TLS
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom, found_newsroom, until
from tests.journeys.palabre import Palabre

pytestmark = [pytest.mark.browser, pytest.mark.journey]

KIOSK = "Le journal papier se trouve au kiosque de la gare."
# Within the margins of an A4 page, at 96 pixels an inch.
SHEET = {"width": 688, "height": 1016}
CUT_TABLES = """() => [...document.querySelectorAll("table")].filter((table) => {
    const [cells, room] = [table, table.parentElement].map((part) => part.getBoundingClientRect());
    return cells.right > room.right + 1 || cells.bottom > room.bottom + 1;
}).length"""


@pytest.fixture(scope="module")
def baths(palabre: Palabre) -> Iterator[Newsroom]:
    """Another client of the agency, to which two people have written."""
    founded = found_newsroom(palabre, "Les Bains de Kerlouan", has_site=False)
    founded.push([make_item("Yann", "Quand rouvre le hammam ?"), make_item("Zoé", "Merci pour l’accueil.")])
    founded.wait_for("Quand rouvre le hammam ?")
    founded.wait_for("Merci pour l’accueil.")
    yield founded
    founded.close()


@pytest.fixture(scope="module")
def lucie(palabre: Palabre, gazette: Newsroom, baths: Newsroom) -> Iterator[Desk]:
    """She leads both accounts."""
    desk = Desk(palabre)
    desk.come_in(invite(palabre, "Lucie", gazette, baths, role="lead"))
    yield desk
    desk.close()


def make_item(author: str, text: str) -> dict[str, Any]:
    return {
        "account": "chat",
        "id": f"of {author}",
        "kind": "comment",
        "text": text,
        "author": {"id": author, "name": author},
        "created_at": datetime.now(UTC).isoformat(),
        "post": f"post for {author}",
    }


class TestModerator:
    def test_answers_and_moderates_for_one_client_and_meets_no_other(
        self, palabre: Palabre, gazette: Newsroom, baths: Newsroom, lucie: Desk, chairs: Chairs
    ) -> None:
        saved = {"title": "Journal papier", "shortcut": "papier", "text_vous": KIOSK}
        lucie.send(f"/saved-replies?client={gazette.slug}", f"/clients/{gazette.slug}/saved-replies", **saved)
        question, insult = "Et sur papier, je le trouve où ?", "Bande de guignols, vous êtes nuls à chier."
        gazette.newspaper.write("Lison", question)
        gazette.newspaper.write("Gontran", insult)
        gazette.wait_for(question)
        gazette.wait_for(insult)
        with chairs.sit() as page:
            come_in(page, invite(palabre, "Malo", gazette))
            self.sees_one_client(page, gazette)
            self.is_let_in_nowhere_else(page, gazette, baths)
            self.answers_with_a_saved_reply(page, gazette)
            self.hides_and_shows_again(page, gazette, insult)

    @staticmethod
    def sees_one_client(page: Page, gazette: Newsroom) -> None:
        expect(page.locator(".rail__list--clients a")).to_contain_text([gazette.name])
        expect(page.get_by_role("link", name="Les Bains de Kerlouan")).to_have_count(0)
        main = page.get_by_role("navigation", name="Principal")
        expect(main.get_by_role("link", name="Chiffres")).to_be_visible()
        for settings in ("Comptes", "Équipe", "État du système"):
            expect(main.get_by_role("link", name=settings)).to_have_count(0)

    @staticmethod
    def is_let_in_nowhere_else(page: Page, gazette: Newsroom, baths: Newsroom) -> None:
        """Settings belong to leads, outcomes nobody knows to administrators, and other clients do not exist."""
        own, (hammam, *_) = f"/clients/{gazette.slug}", baths.queue()
        refusals = {
            403: ("/accounts", "/voice", f"{own}/settings", f"{own}/keys"),
            404: ("/team", "/system", f"/conversations/{hammam['id']}", f"/queue?client={baths.slug}"),
        }
        for status, places in refusals.items():
            for place in places:
                answer = page.request.get(place)
                assert (answer.status, baths.name in answer.text()) == (status, False), place
        csrf = page.locator("input[name=csrf]").first.get_attribute("value") or ""
        form: dict[str, str | float | bool] = {"csrf": csrf, "outcome": "sent"}
        settled = page.request.post(f"/system/outcomes/{new_id()}", form=form)
        assert settled.status == 404

    @staticmethod
    def answers_with_a_saved_reply(page: Page, gazette: Newsroom) -> None:
        page.get_by_role("link", name="Lison", exact=True).click()
        expect(page.get_by_role("heading", name="Lison", level=2)).to_be_focused()
        page.locator("#answer").fill("")
        page.keyboard.press("Control+;")
        expect(page.locator("#picker-search")).to_be_focused()
        page.keyboard.type("papier")
        expect(page.locator("#picker-options")).to_have_attribute("data-search", "papier")
        page.keyboard.press("Enter")
        expect(page.locator("#answer")).to_have_value(re.compile(KIOSK))
        page.locator("#composer").get_by_role("button", name="Envoyer").click()
        page.locator(".toast", has_text="Lison").get_by_role("button", name="Envoyer").click()
        until(lambda: gazette.page().count(KIOSK) == 1, "the saved reply is not on the site")

    @staticmethod
    def hides_and_shows_again(page: Page, gazette: Newsroom, insult: str) -> None:
        page.goto("/queue")
        page.get_by_role("link", name="Gontran", exact=True).click()
        bubble = page.locator(".bubble--focal")
        bubble.locator("summary", has_text="Masquer").click()
        bubble.locator(".hide[open]").get_by_label("Motif").select_option("insult")
        bubble.get_by_role("button", name="Masquer sur le réseau").click()
        expect(page.locator(".bubble--hidden")).to_contain_text("masqué par Malo, insulte")
        until(lambda: insult not in gazette.page(), "the insult still stands on the site")
        page.get_by_role("button", name="Afficher de nouveau").click()
        expect(page.locator(".bubble--hidden")).to_have_count(0)
        until(lambda: insult in gazette.page(), "the message did not come back to the site")


class TestLead:
    def test_adds_an_account_changes_the_voice_and_freezes_a_report(
        self, baths: Newsroom, lucie: Desk, chairs: Chairs
    ) -> None:
        with chairs.sit(lucie) as page:
            page.goto("/accounts")
            page.get_by_role("link", name=re.compile(f"Ajouter un compte.*{baths.name}")).click()
            page.get_by_role("link", name="Facebook", exact=True).click()
            page.locator("#account-name").fill("page des bains")
            page.get_by_role("button", name="Ajouter le compte").click()
            expect(page.get_by_role("heading", name="page des bains", level=1)).to_be_visible()

            page.goto(f"/voice?client={baths.slug}")
            page.locator("#voice-greeting").fill("Demat {name},")
            page.get_by_role("button", name="Enregistrer la voix").click()
            expect(page.locator("#voice-greeting")).to_have_value("Demat {name},")
            expect(page.locator("#preview")).to_contain_text("Demat ")

            page.goto(f"/figures?client={baths.slug}")
            page.get_by_role("button", name="Figer un rapport").click()
            expect(page.locator("#notices")).to_contain_text("Le rapport est figé")
            page.locator("#reports tbody a").first.click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(baths.name)


class TestReader:
    def test_reads_and_prints_with_a_key_which_no_other_client_s_and_no_revoked_one_may(
        self, palabre: Palabre, gazette: Newsroom, baths: Newsroom, lucie: Desk, chairs: Chairs
    ) -> None:
        with chairs.sit(lucie) as page:
            theirs, lost = (self.is_given_a_key(page, baths, name) for name in ("portail", "portable perdu"))
            self.revokes(page, "portable perdu")
            with portal_of(palabre, theirs) as portal, portal_of(palabre, gazette.portal_key()) as outsider:
                until(lambda: self.messages(portal, baths) == 2, "the figures do not count both messages")
                report = self.freezes_a_report(portal, baths)
                for path in (f"metrics?{period()}", "reports", f"reports/{report}"):
                    address = f"/v1/clients/{baths.slug}/{path}"
                    assert portal.get(address).status_code == 200
                    assert outsider.get(address).status_code == 404
                    assert portal.get(address, headers={"authorization": f"Bearer {lost}"}).status_code == 401
            self.prints_it(replace(chairs, address=palabre.url("reporting")), baths, theirs, report)

    @staticmethod
    def is_given_a_key(page: Page, baths: Newsroom, name: str) -> str:
        """Shown this once, to a lead, who passes it on."""
        page.goto(f"/clients/{baths.slug}/keys")
        page.locator("#key-name").fill(name)
        page.locator("input[value='reports:read']").check()
        page.get_by_role("button", name="Créer la clé").click()
        expect(page.get_by_role("heading", name=f"La nouvelle clé, {name}")).to_be_visible()
        key = page.locator("#key").inner_text()
        page.goto(f"/clients/{baths.slug}/keys")
        expect(page.locator(".case", has_text=name)).to_be_visible()
        expect(page.get_by_text(key)).to_have_count(0)
        return key

    @staticmethod
    def messages(portal: httpx.Client, baths: Newsroom) -> int:
        answer = portal.get(f"/v1/clients/{baths.slug}/metrics?{period()}&metric=items_received")
        return int(answer.raise_for_status().json()["metrics"][0]["total"])

    @staticmethod
    def freezes_a_report(portal: httpx.Client, baths: Newsroom) -> str:
        since, until_day = days()
        body = {"from": since, "to": until_day, "title": "Un mois aux bains"}
        frozen = portal.post(f"/v1/clients/{baths.slug}/reports", json=body)
        assert frozen.status_code == 201
        return str(frozen.json()["id"])

    @staticmethod
    def revokes(page: Page, name: str) -> None:
        case = page.locator(".case", has_text=name)
        case.locator("summary", has_text="Révoquer").click()
        case.get_by_role("button", name="Révoquer la clé").click()
        expect(case).to_contain_text("éteinte")

    @staticmethod
    def prints_it(chairs: Chairs, baths: Newsroom, key: str, report: str) -> None:
        """On A4, every table whole."""
        with chairs.sit(viewport=SHEET, extra_http_headers={"authorization": f"Bearer {key}"}) as page:
            page.goto(f"/v1/clients/{baths.slug}/reports/{report}?format=html")
            expect(page.get_by_role("heading", name="Un mois aux bains", level=1)).to_be_visible()
            page.emulate_media(media="print")
            assert page.locator("table").count() > 0
            assert page.evaluate(CUT_TABLES) == 0
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            printed = page.pdf(prefer_css_page_size=True)
        sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= 4
        assert {(round(float(width)), round(float(height))) for width, height in sheets} == {(595, 842)}


def days() -> tuple[str, str]:
    """Whole days around the last thirty, in any time zone; the last one is excluded."""
    today = datetime.now(UTC).date()
    return str(today - timedelta(days=30)), str(today + timedelta(days=2))


def period() -> str:
    since, until_day = days()
    return f"from={since}&to={until_day}"


def portal_of(palabre: Palabre, key: str) -> httpx.Client:
    """Reporting, as a client's portal reaches it."""
    headers = {"authorization": f"Bearer {key}"}
    return httpx.Client(base_url=palabre.url("reporting"), headers=headers, timeout=30, verify=TLS)
