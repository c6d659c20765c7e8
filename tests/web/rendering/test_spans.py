"""Marked text: pieces join to what was written, whatever the spans say."""

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.triage import Span
from web.rendering.spans import Segment, excerpt_text, split_text


def mark(text: str, label: str, words: str) -> Span:
    start = text.index(words)
    return Span(label=label, start=start, end=start + len(words))


class TestSplitText:
    def test_a_text_without_spans_is_one_piece(self) -> None:
        assert split_text("Bonjour", []) == (Segment("Bonjour"),)

    def test_an_empty_text_has_no_pieces(self) -> None:
        assert split_text("", [Span(label="question", start=0, end=4)]) == ()

    def test_a_question_is_cut_out_with_its_kind(self) -> None:
        text = "Bonjour. Quand ouvrez-vous ? Merci"
        assert split_text(text, [mark(text, "question", "Quand ouvrez-vous ?")]) == (
            Segment("Bonjour. "),
            Segment("Quand ouvrez-vous ?", "question", "question"),
            Segment(" Merci"),
        )

    def test_an_insult_inside_a_question_wins_where_both_lie(self) -> None:
        text = "Qui est ce crétin ?"
        pieces = split_text(text, [mark(text, "question", text), mark(text, "insult", "crétin")])
        assert [(piece.text, piece.kind) for piece in pieces] == [
            ("Qui est ce ", "question"),
            ("crétin", "toxic"),
            (" ?", "question"),
        ]

    def test_personal_data_wins_over_everything(self) -> None:
        text = "appelle 06 12 34 56 78"
        pieces = split_text(text, [mark(text, "toxic", text), mark(text, "phone", "06 12 34 56 78")])
        assert pieces[-1] == Segment("06 12 34 56 78", "personal", "phone")

    def test_neighbours_of_one_label_become_one_piece(self) -> None:
        spans = [Span(label="toxic", start=0, end=3), Span(label="toxic", start=2, end=6)]
        assert split_text("abcdef", spans) == (Segment("abcdef", "toxic", "toxic"),)

    def test_offsets_are_code_points_also_after_emoji(self) -> None:
        text = "👍👍 vraiment ?"
        assert split_text(text, [Span(label="question", start=3, end=13)])[1].text == "vraiment ?"

    def test_an_emoji_of_several_code_points_is_never_cut(self) -> None:
        family = "👩‍👩‍👧"
        pieces = split_text(f"a{family}b", [Span(label="toxic", start=2, end=3)])
        assert [piece.text for piece in pieces] == ["a", family, "b"]

    def test_a_letter_keeps_its_combining_accent(self) -> None:
        pieces = split_text("cafe\u0301", [Span(label="toxic", start=3, end=4)])
        assert pieces[-1].text == "e\u0301"

    def test_what_lies_outside_is_clipped_or_ignored(self) -> None:
        spans = [Span(label="toxic", start=2, end=99), Span(label="question", start=50, end=60)]
        assert split_text("abcd", spans) == (Segment("ab"), Segment("cd", "toxic", "toxic"))

    def test_an_empty_or_turned_span_marks_nothing(self) -> None:
        spans = [Span(label="toxic", start=2, end=2), Span(label="toxic", start=3, end=1)]
        assert split_text("abcd", spans) == (Segment("abcd"),)

    def test_a_label_that_has_no_mark_is_plain_text(self) -> None:
        assert split_text("abcd", [Span(label="lead", start=0, end=2)]) == (Segment("abcd"),)

    @given(
        st.text(max_size=60),
        st.lists(
            st.builds(
                Span,
                label=st.sampled_from(["question", "toxic", "insult", "phone", "unheard of"]),
                start=st.integers(0, 70),
                end=st.integers(0, 70),
            ),
            max_size=6,
        ),
    )
    def test_pieces_always_join_to_the_text(self, text: str, spans: list[Span]) -> None:
        pieces = split_text(text, spans)
        assert "".join(piece.text for piece in pieces) == text
        assert all(piece.text for piece in pieces)


class TestExcerptText:
    def test_a_short_text_is_whole_on_one_line(self) -> None:
        assert excerpt_text("Bonjour\n\net merci", []) == (Segment("Bonjour  et merci"),)

    def test_a_long_text_ends_with_an_ellipsis(self) -> None:
        pieces = excerpt_text("mot " * 100, [])
        assert pieces[-1] == Segment("…")
        assert len(pieces[0].text) == 170

    def test_a_late_finding_is_brought_into_view(self) -> None:
        text = "Je raconte d’abord ma vie. " * 12 + "Quand ouvrez-vous ?"
        pieces = excerpt_text(text, [mark(text, "question", "Quand ouvrez-vous ?")])
        assert pieces[0] == Segment("…")
        assert pieces[-1] == Segment("Quand ouvrez-vous ?", "question", "question")

    def test_personal_data_never_reaches_a_list(self) -> None:
        text = "Mon numéro : 06 12 34 56 78, merci"
        pieces = excerpt_text(text, [mark(text, "phone", "06 12 34 56 78")])
        assert pieces[1] == Segment("", "personal", "phone")
        assert "06" not in "".join(piece.text for piece in pieces)
