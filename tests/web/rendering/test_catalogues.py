"""The French of the workplace: complete, compiled, and typeset as French is."""

import re

import pytest

from web.rendering.catalogues import catalogue_path, compile_catalogue, extract_messages, read_catalogue
from web.rendering.languages import choose_language, load_language

REMEDY = "run: python -m web.rendering.catalogues"


def all_french() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for message in read_catalogue("fr"):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        found += [(source, words) for source, words in zip(sources, strings, strict=True) if source]
    return found


class TestCatalogue:
    def test_every_message_of_the_source_is_in_it_and_nothing_else(self) -> None:
        source = {(message.context, str(message.id)) for message in extract_messages() if message.id}
        known = {(message.context, str(message.id)) for message in read_catalogue("fr") if message.id}
        assert source == known, REMEDY
        assert len(source) > 200

    def test_every_message_is_translated(self) -> None:
        assert [source for source, words in all_french() if not words] == []

    def test_placeholders_are_kept(self) -> None:
        pattern = re.compile(r"%\((\w+)\)s")
        assert [
            s for s, words in all_french() if set(pattern.findall(s)) != set(pattern.findall(words))
        ] == []

    def test_the_compiled_file_is_that_of_the_source(self) -> None:
        compiled = catalogue_path("fr").with_suffix(".mo").read_bytes()
        assert compiled == compile_catalogue(read_catalogue("fr")), REMEDY

    def test_high_punctuation_stands_after_a_narrow_no_break_space(self) -> None:
        wrong = re.compile(r"[^\u202f/\w]?(?<![\u202f])[;:!?»](?!/)|«(?!\u202f)")
        assert [words for _, words in all_french() if wrong.search(words)] == []

    def test_apostrophes_are_typographic(self) -> None:
        assert [words for _, words in all_french() if "'" in words] == []

    def test_nobody_who_works_here_is_called_a_man(self) -> None:
        gendered = re.compile(
            r"\b(?:modérateur|administrateur|directeur|relecteur)s?\b|vous êtes (?:invité|le premier|connecté)\b",
            re.IGNORECASE,
        )
        assert [words for _, words in all_french() if gendered.search(words)] == []

    def test_nothing_shouts(self) -> None:
        assert [words for _, words in all_french() if "!" in words or "oups" in words.lower()] == []


class TestPlurals:
    @pytest.mark.parametrize(
        ("count", "words"), [(0, "conversation"), (1, "conversation"), (2, "conversations")]
    )
    def test_zero_is_singular_in_french(self, count: int, words: str) -> None:
        french = load_language("fr").translations
        chosen = french.ngettext("%(number)s conversation", "%(number)s conversations", count)
        assert chosen == f"%(number)s {words}"

    def test_zero_is_plural_in_english(self) -> None:
        english = load_language("en").translations
        assert english.ngettext("%(number)s conversation", "%(number)s conversations", 0).endswith("s")


class TestChooseLanguage:
    @pytest.mark.parametrize(
        ("preferred", "header", "language"),
        [
            ("en", "fr", "en"),
            (None, "en-GB,en;q=0.9,fr;q=0.8", "en"),
            (None, "fr-CA", "fr"),
            (None, "de,en;q=0.2", "en"),
            (None, "en;q=0,fr;q=0.1", "fr"),
            (None, "en;q=much", "fr"),
            (None, "", "fr"),
            ("xx", "", "fr"),
        ],
    )
    def test_the_person_comes_first_then_the_browser_then_french(
        self, preferred: str | None, header: str, language: str
    ) -> None:
        assert choose_language(preferred, header) == language

    def test_a_language_that_nobody_wrote_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            load_language("xx")
