"""The walk that must always work, on software that is not ours: a real WordPress, and a browser at the desk."""

import re
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import chairs, chromium
from tests.browser.live import Chairs, come_in
from tests.journeys.desk import Desk, invite
from tests.journeys.newsroom import ClientOfAgency, until
from tests.journeys.palabre import Palabre
from tests.real.press import figures_of, found_press, totals_of
from tests.real.wordpress.site import Article

__all__ = ["chairs", "chromium"]

pytestmark = [pytest.mark.real, pytest.mark.browser, pytest.mark.journey]

QUESTION = "Bonjour, à quelle heure ouvre la piscine des Lavandières le dimanche ?"
INSULT = "Espèce de connard, tu es vraiment un abruti fini."
OPENING_TIME = re.compile("de 9.h à 13.h")
GREETING = "À dimanche, Armelle."
THANKS = "Merci pour cet article."


@pytest.fixture(scope="module")
def bank(palabre: Palabre) -> Iterator[ClientOfAgency]:
    """Another client of the agency, with a key of its own to its portal."""
    founded = found_press(palabre, "banque", "Banque du Rivage")
    yield founded
    founded.close()


def answer_of(page: Page) -> Locator:
    return page.get_by_label(re.compile("^Réponse à"))


def open_row(page: Page, author: str) -> None:
    page.get_by_role("link", name=author, exact=True).click()
    expect(page.get_by_role("heading", name=author, level=2)).to_be_focused()


class TestWalk:
    def test_from_the_visitors_comment_to_the_clients_figures(
        self,
        palabre: Palabre,
        courrier: ClientOfAgency,
        bank: ClientOfAgency,
        nadia: Desk,
        chairs: Chairs,
        article: Article,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        asked = self.arrives_scored(courrier, article, capsys)
        with chairs.sit() as page:
            come_in(page, invite(palabre, "Nolwenn", courrier))
            open_row(page, "Armelle")
            answer = self.is_recalled_without_a_trace(page, article)
            self.stands_once_under_the_comment(page, article, asked, answer)
        self.reaches_nobody_twice(courrier, article)
        with chairs.sit(nadia) as page:
            self.holds_the_insult(page, courrier, article)
        self.shows_in_the_clients_figures_alone(courrier, bank)

    @staticmethod
    def arrives_scored(courrier: ClientOfAgency, article: Article, capsys: pytest.CaptureFixture[str]) -> int:
        """What a visitor writes on the site's own form stands in the queue, with the reason for its rank."""
        asked = article.write("Armelle", QUESTION)
        begin = time.monotonic()
        entry = courrier.wait_for(QUESTION)
        with capsys.disabled():
            sys.stderr.write(f"\nFrom the site's form to the queue: {time.monotonic() - begin:.2f} s\n")
        assert "question" in entry["labels"]
        assert "question" in {reason["code"] for reason in entry["reasons"]}
        return asked

    @staticmethod
    def is_recalled_without_a_trace(page: Page, article: Article) -> str:
        expect(answer_of(page)).to_have_value(OPENING_TIME)
        answer = f"{answer_of(page).input_value()}\n{GREETING}"
        answer_of(page).fill(answer)
        page.get_by_role("button", name="Envoyer Ctrl").click()
        expect(page.locator(".toast", has_text="Armelle")).to_be_visible()
        expect(answer_of(page)).to_have_value("")
        page.get_by_role("button", name="Rappeler").click()
        expect(page.locator(".toast")).to_have_count(0)
        expect(answer_of(page)).to_have_value(answer)
        assert article.texts() == [QUESTION]
        return answer

    @staticmethod
    def stands_once_under_the_comment(page: Page, article: Article, asked: int, answer: str) -> None:
        page.get_by_role("button", name="Envoyer Ctrl").click()
        toast = page.locator(".toast", has_text="Armelle")
        toast.get_by_role("button", name="Envoyer").click()
        until(lambda: GREETING in article.page(), "the answer is not on the site")
        expect(page.locator(".bubble--ours", has_text=GREETING)).to_have_count(1)
        assert article.page().count(GREETING) == 1
        [question, ours] = article.ids()
        assert (question, article.parent(ours)) == (asked, asked)
        assert article.texts() == [QUESTION, answer]

    @staticmethod
    def reaches_nobody_twice(courrier: ClientOfAgency, article: Article) -> None:
        """The answer comes back with the next pulls, and is known there as ours."""
        until(lambda: courrier.find(QUESTION, "answered"), "the conversation is not answered")
        assert [entry["text"] for entry in courrier.queue()] == []
        assert article.page().count(GREETING) == 1

    @staticmethod
    def holds_the_insult(page: Page, courrier: ClientOfAgency, article: Article) -> None:
        insult = article.write("Kévin", INSULT)
        entry = courrier.wait_for(INSULT)
        assert "toxic" in entry["labels"]
        assert INSULT in article.page()
        page.goto("/queue")
        open_row(page, "Kévin")
        hiding = page.locator(".bubble", has_text=INSULT).locator("details", has_text="Masquer")
        hiding.locator("summary").click()
        hiding.get_by_label("Motif").select_option("insult")
        hiding.get_by_role("button", name="Masquer sur le réseau").click()
        until(lambda: INSULT not in article.page(), "the insult still stands on the site")
        assert article.status(insult) == "0"
        folded = page.locator(".bubble--hidden")
        expect(folded).to_contain_text(re.compile(r"masqué par Nadia.*, insulte"))

        def decision() -> tuple[str, str, str]:
            last = courrier.item(entry["id"], INSULT)["decisions"][-1]
            return last["kind"], last["reason"], last["state"]

        until(lambda: decision() == ("hide", "insult", "in_force"), f"the record says {decision()}")
        # The next pull reads the insult again: to hide it there is to hold it back.
        article.write("Nolwenn", THANKS)
        courrier.wait_for(THANKS)
        page.goto(f"/conversations/{entry['id']}")
        expect(folded).to_contain_text(re.compile(r"masqué par Nadia.*, insulte"))
        assert [entry["text"] for entry in courrier.queue()] == [THANKS]

    @staticmethod
    def shows_in_the_clients_figures_alone(courrier: ClientOfAgency, bank: ClientOfAgency) -> None:
        def expected() -> bool:
            totals = totals_of(courrier)
            names = ("items_received", "replies_published", "hide insult", "questions_answered_share")
            return [totals.get(name) for name in names] == [3, 1, 1, 1]

        until(expected, f"the figures say {totals_of(courrier)}")
        assert figures_of(courrier, bank.key).status_code == 404
        assert figures_of(courrier, "nobody’s".encode().hex()).status_code == 401
        assert totals_of(bank)["items_received"] == 0
