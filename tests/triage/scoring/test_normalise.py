"""Spans found in what models read must always point at what people wrote."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.triage.scoring.normalise import Normalised

HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("éçÅ\u0301\u0308\u200b\u200d\ufe0f👩🏽🤬🖕مرحباשלוםcоn0nard.@*- \n\t\u2028ﬁœ…İ"),
    ),
    max_size=80,
)


class TestWhatPeopleDoToWords:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("À côté, ÇA VA ?", "a cote, ca va ?"),
            ("c0nnard", "connard"),
            ("m3rde", "merde"),
            ("s@lope", "salope"),
            ("f.d.p", "fdp"),
            ("c o n n a r d", "connard"),
            ("c\u200bo\u200dnnard", "connard"),
            ("соnnаrd", "connard"),  # Cyrillic с, о, а
            ("c\u0327a va", "ca va"),
            ("ﬁn ŒUVRE", "fin oeuvre"),
            ("ｆｕｌｌ", "full"),
            ("l’eau", "l'eau"),
            ("$alope", "salope"),
            ("n3gr0", "negro"),
            ("encul€", "encule"),
            ("c  o  n  n  a  r  d", "connard"),
            ("c+o+n", "con"),
            ("p u t 1 n", "putin"),
            ("ᴄᴏɴ", "con"),
            ("🅲🅾🅽", "con"),
        ],
    )
    def test_is_undone(self, written: str, read: str) -> None:
        assert Normalised(written).text == read

    @pytest.mark.parametrize(
        "written", ["mp3", "b2b", "4k", "500$", "30€", "@nadia", "$50", "b 1 2 b", "a4", "prix en €", "🇫🇷"]
    )
    def test_models_amounts_and_names_are_left_as_they_are(self, written: str) -> None:
        assert Normalised(written).text == written

    @pytest.mark.parametrize(
        "written", ["06 12 34 56 78", "jean2@mail.fr", "r.d.v", "10h30", "le 3008", "covid19"]
    )
    def test_numbers_addresses_and_short_forms_stay_apart(self, written: str) -> None:
        assert "".join(filter(str.isdigit, Normalised(written).text)) == "".join(filter(str.isdigit, written))

    def test_an_emoji_becomes_a_word(self) -> None:
        assert Normalised("🖕").text.strip() == "doigt d'honneur"


WORDS = ("connard", "salope", "batard", "abruti", "encule", "pourriture")
DISGUISES: dict[str, dict[str, str]] = {
    "leet": {"a": "4", "e": "3", "o": "0"},
    "signs": {"a": "@", "o": "0"},
    "cyrillic": {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р"},
    "small capitals": {"a": "ᴀ", "b": "ʙ", "c": "ᴄ", "d": "ᴅ", "e": "ᴇ", "n": "ɴ", "o": "ᴏ", "t": "ᴛ"},
    "zero width": {"a": "a\u200b", "o": "\u200do", "e": "e\u2060", "u": "\u200bu"},
    "accents": {"a": "à", "e": "é\u0301", "o": "ö", "u": "û"},
}


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and how somebody might hide it: letters that look alike at some places, or signs between all."""
    word = draw(st.sampled_from(WORDS))
    between = draw(st.sampled_from(["", "", ".", "-", " ", "_", "*"]))
    if between:
        return word, between.join(draw(st.sampled_from([word, word.upper()])))
    table = DISGUISES[draw(st.sampled_from(sorted(DISGUISES)))]
    inner = [table.get(sign, sign) if draw(st.booleans()) else sign for sign in word[1:-1]]
    return word, word[0] + "".join(inner) + word[-1]


class TestDisguises:
    @given(
        disguised(),
        st.sampled_from(["", "Non mais ", "👩🏽‍💻 é ", "à 8h, "]),
        st.sampled_from(["", " !", ", va", "\n🙂"]),
    )
    def test_are_seen_through_and_shown_as_written(
        self, hidden: tuple[str, str], before: str, after: str
    ) -> None:
        word, written = hidden
        normalised = Normalised(before + written + after)
        place = normalised.text.index(word)
        start, end = normalised.span(place, place + len(word))
        assert (before + written + after)[start:end].strip("\u200b\u200d\u2060") == written.strip(
            "\u200b\u200d\u2060"
        )


class TestSpans:
    @pytest.mark.parametrize(
        ("written", "read", "shown"),
        [
            ("Quel c0nnard !", "connard", "c0nnard"),
            ("👩🏽‍💻 espèce de f.d.p va", "fdp", "f.d.p"),
            ("un cre\u0301tin\u0301 fini", "cretin", "cre\u0301tin\u0301"),
            ("oh 🖕 là", "doigt d'honneur", "🖕"),
            ("مرحبا c\u200bon", "con", "c\u200bon"),
        ],
    )
    def test_point_at_the_text_as_written(self, written: str, read: str, shown: str) -> None:
        normalised = Normalised(written)
        place = normalised.text.index(read)
        start, end = normalised.span(place, place + len(read))
        assert written[start:end] == shown

    @given(HOSTILE, st.data())
    @example("é" * 3, None)
    def test_lie_within_the_text_and_keep_their_order(self, written: str, data: st.DataObject | None) -> None:
        normalised = Normalised(written)
        length = len(normalised.text)
        if length == 0 or data is None:
            return
        start = data.draw(st.integers(0, length - 1))
        end = data.draw(st.integers(start + 1, length))
        first, last = normalised.span(start, end)
        assert 0 <= first < last <= len(written)
        assert normalised.span(0, length)[0] <= first
        assert last <= normalised.span(0, length)[1]

    @given(HOSTILE)
    def test_no_accent_is_left_outside_of_its_letter(self, written: str) -> None:
        normalised = Normalised(written)
        for index in range(len(normalised.text)):
            _, end = normalised.span(index, index + 1)
            assert end == len(written) or written[end] not in "\u0301\u0308\u200d\ufe0f"

    def test_of_fifty_thousand_characters_are_exact(self) -> None:
        written = "é👍🏽 " * 16_663 + "c0nnard"
        normalised = Normalised(written)
        place = normalised.text.index("connard")
        start, end = normalised.span(place, place + 7)
        assert written[start:end] == "c0nnard"

    def test_an_empty_text_has_none(self) -> None:
        assert Normalised("").text == ""

    def test_half_of_a_pair_is_dropped_and_the_rest_is_read(self) -> None:
        normalised = Normalised("\ud83d con")
        assert normalised.text == " con"
        assert normalised.span(1, 4) == (2, 5)
