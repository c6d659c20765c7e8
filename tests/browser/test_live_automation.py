"""A lead lets the machine act alone by clicks, and tries a charter; the team sees by itself that a rule stopped."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from uuid import UUID

import asyncpg
import httpx
import pytest
from playwright.sync_api import Page, expect

from services.contracts.triage import DECIDE
from services.runtime.callers import Actor
from services.runtime.client import fill
from services.runtime.keyring import load_keyring
from services.runtime.tokens import Signer
from tests.browser.live import Chairs
from tests.browser.test_gallery_axe import list_violations
from tests.browser.test_live_axe import STILL
from tests.infra.demo.running import TLS
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import Newsroom, found_newsroom
from tests.journeys.palabre import Palabre

pytestmark = [pytest.mark.browser, pytest.mark.journey]

WHO = (
    "Ferme ta gueule pauvre débile",
    "Bande de connards",
    "Espèce de sale con",
    "Vous êtes de gros abrutis",
    "Quelle équipe d’imbéciles",
)
WHAT = ("allez vous faire foutre", "vous êtes nuls à chier", "vous puez la merde", "enfoirés")
# With a limit of 30 % fifteen of which the model is sure let a rule act, and six audited errors stop it.
AGREED = [f"{who}, {what}" for who in WHO for what in WHAT]
DENIED = [f"{words} !" for words in AGREED[:7]]


@pytest.fixture(scope="module")
def halles(palabre: Palabre) -> Iterator[Newsroom]:
    """A client whose team has hidden insults so far."""
    founded = found_newsroom(palabre, "Les Halles de Brignac")
    for number, words in enumerate(AGREED):
        founded.newspaper.write(f"Passant {number}", words)
    for words in AGREED:
        decide(founded, words, "hide", "insult")
    yield founded
    founded.close()


@pytest.fixture(scope="module")
def lead(palabre: Palabre, halles: Newsroom) -> Iterator[Desk]:
    desk = Desk(palabre)
    desk.come_in(invite(palabre, "Maëlle", halles, role="lead"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def moderator(palabre: Palabre, halles: Newsroom) -> Iterator[Desk]:
    desk = Desk(palabre)
    desk.come_in(invite(palabre, "Tanguy", halles))
    yield desk
    desk.close()


def decide(newsroom: Newsroom, words: str, kind: str, reason: str) -> None:
    """A person of the team decides, as the desk would have triage told."""
    talk = newsroom.wait_for(words)["id"]
    item = newsroom.item(talk, words)["id"]
    signer = Signer(load_keyring(newsroom.palabre.var / "keys", "web"))
    actor = Actor("user:tanguy", frozenset({UUID(newsroom.client_id)}))
    token = signer.sign(actor, audience="triage", scopes=frozenset({"decisions:write"}))
    address = newsroom.palabre.url("triage") + fill(DECIDE.path, {"item": item})
    headers = {"authorization": f"Bearer {token}"}
    httpx.post(address, json={"kind": kind, "reason": reason}, headers=headers, verify=TLS).raise_for_status()


@contextmanager
def held(palabre: Palabre, table: str, mode: str) -> Iterator[None]:
    """Nobody else gets at a table meanwhile, so that what waits for it can be looked at.

    In a thread: Playwright has the loop of this one.
    """
    is_held, may_go = Event(), Event()

    async def hold() -> None:
        connection = await asyncpg.connect(palabre.engines.database_url)
        try:
            async with connection.transaction():
                await connection.execute(f"lock table triage.{table} in {mode} mode")
                is_held.set()
                await asyncio.to_thread(may_go.wait, 60)
        finally:
            await connection.close()

    holder = Thread(target=lambda: asyncio.run(hold()))
    holder.start()
    try:
        assert is_held.wait(10), f"{table} is not to be had"
        yield
    finally:
        may_go.set()
        holder.join()


def look(page: Page) -> None:
    assert list_violations(page) == []


class TestRule:
    def test_is_written_weighed_switched_on_and_stopped_before_the_teams_eyes(
        self, palabre: Palabre, halles: Newsroom, lead: Desk, moderator: Desk, chairs: Chairs
    ) -> None:
        with chairs.sit(lead, **STILL) as page, chairs.sit(moderator, **STILL) as queue:
            queue.goto(f"/queue?client={halles.slug}")
            self.is_written(page, palabre, halles)
            page.get_by_role("button", name="Activer").click()
            expect(page.locator("#rules .state")).to_have_text("agit seule")
            look(page)
            self.is_stopped(halles)
            for seen in (page, queue):
                expect(seen.locator("#stopped")).to_contain_text("s’est arrêtée d’elle-même")
                look(seen)
            expect(page.locator("#rules .state")).to_have_text("arrêtée par son contrôle")
            expect(queue.locator("#stopped").get_by_role("button")).to_have_count(0)
            page.get_by_role("button", name="Laisser arrêtée").click()
            for seen in (page, queue):
                expect(seen.locator("#stopped")).not_to_contain_text("s’est arrêtée")

    @staticmethod
    def is_written(page: Page, palabre: Palabre, halles: Newsroom) -> None:
        """While its evidence cannot be read the page says that it is being weighed, and then what it came to."""
        page.goto(f"/clients/{halles.slug}/automation")
        expect(page.locator("#rules")).to_contain_text("Aucune règle")
        # What goes to people as a whole shows its errors soonest; the page offers up to half.
        page.locator("#rule-share").evaluate(
            "select => { select.options[0].value = '1'; select.options[0].text = '100 %'; }"
        )
        page.locator("#rule-limit").evaluate("select => { select.options[0].value = '0.3'; }")
        for field in ("share", "limit"):
            page.locator(f"#rule-{field}").select_option(index=0)
        with held(palabre, "automation_word", "access exclusive"):
            page.get_by_role("button", name="Ajouter la règle").click()
            expect(page.locator("#rules")).to_contain_text("en cours d’examen")
            look(page)
        expect(page.locator("#rules")).to_contain_text(
            re.compile(r"À partir d’une probabilité de .+ décisions")
        )
        expect(page.locator("#rules")).not_to_contain_text("en cours d’examen")
        look(page)

    @staticmethod
    def is_stopped(halles: Newsroom) -> None:
        for number, words in enumerate(DENIED):
            halles.newspaper.write(f"Habitué {number}", words)
        for words in DENIED:
            decide(halles, words, "approve", "legitimate")


class TestReplay:
    def test_is_started_shows_how_far_it_is_and_then_the_diff(
        self, palabre: Palabre, halles: Newsroom, lead: Desk, chairs: Chairs
    ) -> None:
        with chairs.sit(lead, **STILL) as page:
            page.goto(f"/clients/{halles.slug}/charter")
            page.locator("[name=proposal-insult]").select_option("delete")
            with held(palabre, "replay_change", "share row exclusive"):
                page.get_by_role("button", name="Lancer la relecture avec ce brouillon").click()
                expect(page.get_by_role("progressbar")).to_be_visible()
                expect(page.locator("#replay").get_by_role("status")).to_contain_text("messages")
                look(page)
            expect(page.locator("#changes .case").first).to_contain_text("supprimer")
            expect(page.get_by_role("progressbar")).to_have_count(0)
            expect(page.locator(".summary")).to_contain_text("la proposition aurait été autre")
            look(page)
            page.get_by_role("link", name="plus loin de l’équipe").click()
            expect(page).to_have_url(re.compile("only=lost"))
            look(page)

    def test_tries_a_rule_that_there_is_not(self, halles: Newsroom, lead: Desk, chairs: Chairs) -> None:
        with chairs.sit(lead, **STILL) as page:
            page.goto(f"/clients/{halles.slug}/replay")
            page.locator("#trial-label").select_option("insult")
            page.locator("#trial-bound").select_option("exact")
            page.locator("#trial-percent").fill("120")
            page.get_by_role("button", name="Lancer la relecture avec cette règle").click()
            expect(page.locator("#trial-percent-error")).to_be_focused()
            look(page)
            page.locator("#trial-percent").fill("50")
            page.get_by_role("button", name="Lancer la relecture avec cette règle").click()
            expect(page.locator(".summary")).to_contain_text("auraient été masqués")
            expect(page.locator(".summary")).to_contain_text("contre la décision de l’équipe")
            look(page)
