"""What the public writes stays text, wherever a page shows it."""

from dataclasses import replace

import pytest

from tests.web.gallery.frames import LEAVING, NADIA
from tests.web.gallery.hostile import PAYLOADS, infect
from tests.web.gallery.markup import check
from web.rendering.filters import keep_web_link
from web.rendering.pages import Pages


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


class TestHostileText:
    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_adds_no_element_and_no_attribute(self, pages: Pages, payload: str) -> None:
        frame = replace(NADIA, pending=(replace(LEAVING, author_name=payload, detail=payload),))
        hostile = check(pages.page(infect(payload), frame))
        harmless_frame = replace(NADIA, pending=(replace(LEAVING, author_name="x", detail="x"),))
        harmless = check(pages.page(infect("mmmmmmmmmmmmmmmmmmmmmmmm"), harmless_frame))
        assert [name for name, _ in hostile.attributes] == [name for name, _ in harmless.attributes]
        assert hostile.tags == harmless.tags

    def test_a_template_of_theirs_is_not_evaluated(self, pages: Pages) -> None:
        html = pages.page(infect("{{ 7 * 7 }} {% raw %}"), NADIA)
        assert "49 {%" not in html

    def test_their_words_stand_where_htmx_is_dead(self, pages: Pages) -> None:
        html = pages.page(infect("UNIQUE-WORDS"), NADIA)
        assert '<div class="bubble__text" hx-disable dir="auto">' in html
        assert '<p class="row__text" hx-disable dir="auto">' in html


class TestKeepWebLink:
    @pytest.mark.parametrize(
        "address", ["https://reseau.example/1", "http://a.example", " https://a.example "]
    )
    def test_a_web_page_may_be_linked(self, address: str) -> None:
        assert keep_web_link(address) == address.strip()

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "\x01javascript:x",
            "",
            None,
        ],
    )
    def test_nothing_else_may(self, address: str | None) -> None:
        assert keep_web_link(address) is None
