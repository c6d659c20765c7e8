"""Every page speaks one language at a time: the reader's, down to its numbers, dates and spaces."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from tests.web.gallery.pages import GALLERY
from web.rendering.assets import read_assets
from web.rendering.catalogues import read_catalogue
from web.rendering.languages import load_language
from web.rendering.pages import TEMPLATE_DIRECTORY, Pages, build_environment
from web.rendering.times import format_full, format_moment

# Attributes that are read out or shown.
SAID = frozenset({"alt", "aria-label", "placeholder", "title", "label", "data-failed", "data-just-now"})
# What is the same word in every language: our name, and each language's own.
NAMES = frozenset({"Palabre", "palabre", "Ctrl", "français", "English"})
HANDED_ON = re.compile(
    r"{%-?\s*trans .*?endtrans\s*-?%}|{% block body_class %}.*?{% endblock %}", flags=re.DOTALL
)
NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)


class Listener(HTMLParser):
    """Gathers what a page says: its texts, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.said |= {value.strip() for name, value in attrs if name in SAID and value}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.add(" ".join(data.split(" ")).strip())


def listen(html: str) -> set[str]:
    listener = Listener()
    listener.feed(html)
    return listener.said


def strings_in(value: object) -> Iterator[str]:
    """What a page was given and shows as it came: people's words, names, what a route has put into words already."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from (text for one in value.items() for text in strings_in(one))
    elif isinstance(value, tuple | list | frozenset | set):
        yield from (text for one in value for text in strings_in(one))


def both_languages() -> dict[str, str]:
    """English to French, where they differ and neither has a gap to be filled; a single letter may be a key."""
    pairs: dict[str, str] = {}
    for message in read_catalogue("fr"):
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        french = message.string if isinstance(message.string, tuple) else (message.string,)
        pairs |= {
            str(e): str(f) for e, f in zip(english, french, strict=True) if e != f and "%(" not in str(e)
        }
    return {english: french for english, french in pairs.items() if len(french) > 1 and len(english) > 1}


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


class TestOneLanguage:
    @pytest.mark.parametrize("name", GALLERY)
    def test_an_english_page_says_nothing_in_french(self, pages: Pages, name: str) -> None:
        page, frame = GALLERY[name].dressed({"language": "en"})
        french = set(both_languages().values()) - set(both_languages())
        given = set(strings_in((page, frame)))
        assert (listen(pages.page(page, frame)) & french) - given == set()

    @pytest.mark.parametrize("name", GALLERY)
    def test_a_french_page_says_nothing_in_english(self, pages: Pages, name: str) -> None:
        page, frame = GALLERY[name].dressed({"language": "fr"})
        english = set(both_languages()) - set(both_languages().values())
        given = set(strings_in((page, frame)))
        assert (listen(pages.page(page, frame)) & english) - given == set()

    @pytest.mark.parametrize("name", GALLERY)
    def test_an_english_page_has_no_french_spaces_of_ours(self, pages: Pages, name: str) -> None:
        page, frame = GALLERY[name].dressed({"language": "en"})
        spaced = {words for words in listen(pages.page(page, frame)) if "\u202f" in words}
        given = "\n".join(strings_in((page, frame)))
        assert {words for words in spaced if words not in given} == set()


class TestTemplates:
    def test_no_word_stands_in_one_that_no_catalogue_knows(self) -> None:
        environment = build_environment("en", read_assets())
        spoken = {
            f"{path.relative_to(TEMPLATE_DIRECTORY)}: {words}"
            for path in sorted(TEMPLATE_DIRECTORY.rglob("*.html"))
            for words in bare_words(environment, path.read_text())
        }
        assert spoken == set()


def bare_words(environment: Environment, source: str) -> set[str]:
    """Words of a template that are not handed to gettext; what is computed, and names of classes, are left out."""
    tree = environment.parse(HANDED_ON.sub("", source))
    bare = "".join(
        node.data if isinstance(node, nodes.TemplateData) else "0"
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
    )
    words = {word for text in listen(bare) for word in re.findall(r"[^\W\d_]{3,}", text)}
    return words - NAMES


class TestFigures:
    def test_percents_thousands_and_dates_are_those_of_the_language(self) -> None:
        shown = {}
        for tag in ("fr", "en"):
            filters = build_environment(tag, read_assets()).filters
            shown[tag] = (filters["percent"](0.125), filters["number"](12_500), filters["day"](NOW.date()))
        assert shown["fr"] == ("12,5\u202f%", "12\u202f500", "22 nov.")
        assert shown["en"] == ("12.5%", "12,500", "22 Nov")

    def test_a_whole_moment_begins_with_the_day(self) -> None:
        english, french = load_language("en"), load_language("fr")
        assert format_full(NOW, "Europe/Paris", english).startswith("Sunday, 22 November 2026")
        assert format_full(NOW, "Europe/Paris", french).startswith("dimanche 22 novembre 2026")
        before = datetime(2026, 11, 2, 9, 41, tzinfo=UTC)
        assert format_moment(before, NOW, "Europe/Paris", english) == "2 Nov 10:41"


class TestEnglish:
    def test_apostrophes_are_those_of_print(self) -> None:
        english = load_language("en").translations
        assert english.gettext("the client's") == "the client’s"
        assert english.pgettext("noun", "Reply") == "Reply"

    @pytest.mark.parametrize(("count", "words"), [(0, "messages"), (1, "message"), (2, "messages")])
    def test_only_one_is_singular(self, count: int, words: str) -> None:
        assert load_language("en").translations.ngettext("message", "messages", count) == words


class TestCatalogue:
    def test_nothing_in_it_is_a_guess(self) -> None:
        assert [message.id for message in read_catalogue("fr") if message.id and message.fuzzy] == []
