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
        ],
    )
    def test_is_undone(self, written: str, read: str) -> None:
        assert Normalised(written).text == read

    @pytest.mark.parametrize(
        "written", ["06 12 34 56 78", "jean2@mail.fr", "r.d.v", "10h30", "le 3008", "covid19"]
    )
    def test_numbers_addresses_and_short_forms_stay_apart(self, written: str) -> None:
        assert "".join(filter(str.isdigit, Normalised(written).text)) == "".join(filter(str.isdigit, written))

    def test_an_emoji_becomes_a_word(self) -> None:
        assert Normalised("🖕").text.strip() == "doigt d'honneur"


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
