"""A character that turns a line round turns nothing but the words of whoever wrote it."""

from html.parser import HTMLParser

import pytest

from tests.web.gallery.pages import GALLERY
from tests.web.gallery.turned import OVERRIDE, turn
from web.rendering.filters import isolate
from web.rendering.pages import Pages

# Shown by the browser outside of the line in which they stand.
_ALONE = {"bdi", "textarea", "option", "script"}
_SHOWN = {"title", "alt", "placeholder", "aria-label"}
_VOID = {"input", "meta", "link", "br", "img", "hr", "circle", "path", "rect", "line"}


class _Reader(HTMLParser):
    """Collects where the character stands and could turn words of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.loose: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.loose += [f"{tag} {name}" for name in _SHOWN if OVERRIDE in (known.get(name) or "")]
        if tag not in _VOID:
            self._open.append((tag, tag in _ALONE or known.get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if OVERRIDE in data and not any(is_alone for _, is_alone in self._open):
            self.loose.append(" ".join(data.split())[:60])


def list_loose(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.loose


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


class TestTurnedNames:
    @pytest.mark.parametrize("name", GALLERY)
    def test_stand_alone_wherever_a_page_shows_them(self, pages: Pages, name: str) -> None:
        shown = GALLERY[name]
        html = pages.page(turn(shown.page), turn(shown.frame))
        assert list_loose(html) == []

    def test_are_found_where_nothing_holds_them(self) -> None:
        assert list_loose(f"<p>{OVERRIDE}Zoé, Telvia</p>") == [f"{OVERRIDE}Zoé, Telvia"]
        assert list_loose(f'<a title="{OVERRIDE}Zoé">x</a>') == ["a title"]
        assert list_loose(f"<p><bdi>{OVERRIDE}Zoé</bdi>, Telvia</p>") == []


class TestIsolate:
    def test_leaves_names_that_turn_nothing_as_they_are(self) -> None:
        assert isolate("Zoé d’Arvenne") == "Zoé d’Arvenne"

    def test_takes_what_turns_out_of_a_name(self) -> None:
        assert isolate("\u202eéoZ\u202c \u2066x\u2069") == "éoZ x"

    def test_holds_a_name_that_is_written_from_the_right(self) -> None:
        assert isolate("ליאה") == "\u2068ליאה\u2069"
