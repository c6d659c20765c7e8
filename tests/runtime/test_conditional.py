"""If-None-Match: what a reader holds already is not sent again (RFC 9110, 13.1.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from services.runtime.conditional import answer_unless_known, is_known

TAGS = st.text(st.characters(min_codepoint=0x23, max_codepoint=0x7E), max_size=20).map(
    lambda text: f'"{text}"'
)


def ask(*known: str) -> Request:
    headers = [(b"if-none-match", line.encode("latin-1")) for line in known]
    return Request({"type": "http", "headers": headers})


class TestIsKnown:
    @given(tag=TAGS, others=st.lists(TAGS), is_weak=st.booleans(), at=st.integers(0, 10))
    def test_a_tag_is_found_wherever_it_stands_in_the_list(
        self, tag: str, others: list[str], is_weak: bool, at: int
    ) -> None:
        listed = [*others[:at], f"W/{tag}" if is_weak else tag, *others[at:]]
        assert is_known(tag, [", ".join(listed)])
        assert is_known(tag, listed)

    @given(tag=TAGS, others=st.lists(TAGS))
    def test_one_that_is_not_in_it_is_not(self, tag: str, others: list[str]) -> None:
        assert is_known(tag, [",".join(others)]) == (tag in others)

    def test_a_star_is_any(self) -> None:
        assert is_known('"a"', [" * "])

    @pytest.mark.parametrize("given", ["", "a", '"a', 'a"', "**", '"b"*', '"a,b"'])
    def test_what_is_no_such_tag_is_none(self, given: str) -> None:
        assert not is_known('"a"', [given])


class TestAnswer:
    def test_the_tag_is_of_the_content(self) -> None:
        first, same, other = (answer_unless_known(ask(), content) for content in (b"1", b"1", b"2"))
        assert first.headers["etag"] == same.headers["etag"] != other.headers["etag"]
        assert not first.headers["etag"].startswith("W/")

    def test_a_304_repeats_the_headers_and_has_no_body(self) -> None:
        tag = answer_unless_known(ask(), b"{}").headers["etag"]
        answer = answer_unless_known(ask(tag), b"{}", headers={"vary": "accept"})
        assert (answer.status_code, answer.body) == (304, b"")
        assert (answer.headers["etag"], answer.headers["vary"]) == (tag, "accept")
        assert "private" in answer.headers["cache-control"]
        assert "content-type" not in answer.headers
