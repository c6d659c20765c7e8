"""Parts that refetch themselves show the newest news, whenever it comes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from web.rendering.pages import TEMPLATE_DIRECTORY

pytestmark = pytest.mark.browser

# Part, the topic that it names, a page that shows it.
PARTS = (
    ("stopped", "automation", "automation"),
    ("rules", "automation", "automation"),
    ("views", "queue", "queue"),
    ("toasts", "replies", "conversation-closed"),
    ("total", "queue", "queue"),
    ("arrivals", "queue", "queue"),
    ("nothing", "queue", "queue-empty"),
    ("thread", "thread", "conversation"),
    ("author", "thread", "conversation"),
    ("composer", "composer", "conversation"),
)


class Server:
    """Answers the refetches of one part, each with its number; the first one as soon as it may."""

    def __init__(self, page: Page, part: str) -> None:
        self.asked: list[Route] = []
        self._may_answer = False
        self._part = part
        element = page.locator(f"#{part}")
        self._is_inner = element.get_attribute("hx-swap") == "innerHTML"
        target = element.get_attribute("hx-target")
        self._html = (page.locator(target) if target else element).evaluate("part => part.outerHTML")
        page.route("**/*", self._hear)

    def _hear(self, route: Route) -> None:
        if "hx-request" not in route.request.headers:
            route.fallback()
        elif route.request.headers["hx-trigger"] != self._part:
            # What else the page refetches stays as it is.
            route.fulfill(status=204)
        else:
            self.asked.append(route)
            if self._may_answer:
                self._answer(len(self.asked))

    def _answer(self, number: int) -> None:
        mark = f'<i data-answer="{number}"></i>'
        body = mark if self._is_inner else re.sub(r"^(<[^>]*>)", rf"\1{mark}", self._html)
        self.asked[number - 1].fulfill(content_type="text/html", body=body)

    def answer(self) -> None:
        self._may_answer = True
        for number in range(1, len(self.asked) + 1):
            self._answer(number)


def call(page: Page, topic: str, times: int = 1) -> None:
    page.evaluate(
        "([topic, times]) => { for (let time = 0; time < times; time += 1)"
        " document.body.dispatchEvent(new Event(`palabre:${topic}`)); }",
        [topic, times],
    )


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(locale="fr-FR") as context:
        # A stream that is being opened for ever: a lost one would have the page poll, and bring what was not heard.
        context.route(re.compile(r"/live\?"), lambda _: None)
        yield context.new_page()


@pytest.fixture(autouse=True)
def unanswered(page: Page) -> Iterator[None]:
    yield
    page.unroute_all()


def test_every_part_that_names_a_topic_is_tried() -> None:
    templates = "".join(template.read_text() for template in TEMPLATE_DIRECTORY.rglob("*.html"))
    named = re.findall(r'id="([^"]+)"[^>]*?\sdata-topic="([^"]+)"', templates)
    assert sorted(named) == sorted((part, topic) for part, topic, _ in PARTS)
    assert len(named) == templates.count("data-topic=")


@pytest.mark.parametrize(("part", "topic", "shown"), PARTS, ids=[part for part, _, _ in PARTS])
class TestNews:
    def test_during_a_refetch_is_fetched_after_it(
        self, page: Page, gallery: str, part: str, topic: str, shown: str
    ) -> None:
        page.goto(f"{gallery}/gallery/{shown}")
        server = Server(page, part)
        call(page, topic)
        call(page, topic, times=5)
        server.answer()
        expect(page.locator("[data-answer]")).to_have_attribute("data-answer", "2")
        assert len(server.asked) == 2

    def test_before_a_refetch_has_settled_is_fetched_after_it(
        self, page: Page, gallery: str, part: str, topic: str, shown: str
    ) -> None:
        page.goto(f"{gallery}/gallery/{shown}")
        server = Server(page, part)
        page.evaluate(
            "topic => document.body.addEventListener('htmx:afterSwap',"
            " () => document.body.dispatchEvent(new Event(`palabre:${topic}`)), { once: true })",
            topic,
        )
        call(page, topic)
        server.answer()
        expect(page.locator("[data-answer]")).to_have_attribute("data-answer", "2")


class TestWhatSomebodyHasUnfolded:
    def test_stays_so_and_keeps_the_focus(self, page: Page, gallery: str) -> None:
        page.goto(f"{gallery}/gallery/automation")
        server = Server(page, "rules")
        server.answer()
        removal = page.locator("#rules details").first
        removal.locator("summary").click()
        call(page, "automation")
        expect(page.locator("[data-answer]")).to_have_attribute("data-answer", "1")
        expect(removal).to_have_attribute("open", "")
        expect(removal.locator("summary")).to_be_focused()


class TestPartOfWhatIsReplaced:
    def test_is_asked_as_soon_as_the_whole_has_settled(self, page: Page, gallery: str) -> None:
        page.goto(f"{gallery}/gallery/queue")
        server = Server(page, "arrivals")
        server.answer()
        page.evaluate(
            "() => { document.body.addEventListener('htmx:afterSwap',"
            " () => document.body.dispatchEvent(new Event('palabre:queue')), { once: true });"
            " const queue = document.getElementById('queue');"
            " htmx.swap(queue, queue.outerHTML, { swapStyle: 'outerHTML', swapDelay: 0, settleDelay: 20 }); }"
        )
        expect(page.locator("#arrivals [data-answer]")).to_have_attribute("data-answer", "1")
