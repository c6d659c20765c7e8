"""Cursors come back as the place they name, and nothing else is taken for one."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime.ids import new_id
from services.runtime.paging import cursor_at, cut, read_id, read_number, read_part, read_place
from services.runtime.problems import Invalid


class TestCursor:
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
    def test_a_place_comes_back(self, place: list[str]) -> None:
        assert read_place(cursor_at(*place), len(place)) == place

    def test_an_id_comes_back_and_the_first_page_has_none(self) -> None:
        last = new_id()
        assert (read_id(cursor_at(last)), read_id(None)) == (last, None)

    @pytest.mark.parametrize(
        "cursor", ["é!", "a", "bnVsbA", "W10", "WzFd", "=", cursor_at("x"), cursor_at("a", "b")]
    )
    def test_what_is_no_cursor_names_the_field(self, cursor: str) -> None:
        with pytest.raises(Invalid) as refused:
            read_id(cursor)
        assert [error.field for error in refused.value.errors or []] == ["cursor"]

    def test_half_of_a_surrogate_pair_is_no_place(self) -> None:
        """PostgreSQL could not be asked for what stands after it, and the answer was a 500."""
        with pytest.raises(Invalid):
            read_place(cursor_at("\ud800"), 1)

    def test_a_part_of_another_kind_is_refused(self) -> None:
        assert read_part("7", int) == 7
        with pytest.raises(Invalid):
            read_part("seven", int)
        with pytest.raises(Invalid):
            read_part("seven", UUID)

    def test_a_number_that_no_column_holds_is_refused(self) -> None:
        """PostgreSQL could not be asked what comes after it, and the answer was a 500."""
        assert read_number(str(2**31 - 1), bits=32) == 2**31 - 1
        for part, bits in ((str(2**31), 32), (str(-(2**31) - 1), 32), (str(2**63), 64), ("seven", 64)):
            with pytest.raises(Invalid):
                read_number(part, bits=bits)


def test_one_row_more_says_that_there_is_another_page() -> None:
    assert cut([1, 2, 3], 2) == ([1, 2], True)
    assert cut([1, 2], 2) == ([1, 2], False)
