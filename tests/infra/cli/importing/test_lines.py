"""Lines out of files that are packed, cut off, endless or written in no encoding."""

import gzip
import json
from pathlib import Path

import pytest

from infra.cli.failures import Refusal
from infra.cli.importing.lines import LONGEST_LINE, CutOffError, opened, with_account


def written(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "items.ndjson"
    path.write_bytes(content)
    return str(path)


class TestLines:
    @pytest.mark.parametrize("is_packed", [False, True])
    def test_come_with_their_numbers_and_blank_ones_not_at_all(self, tmp_path: Path, is_packed: bool) -> None:
        content = b"un\n\n  \r\ndeux\r\ntrois"
        with opened(written(tmp_path, gzip.compress(content) if is_packed else content)) as source:
            lines = [(line.number, (line.content or b"").strip()) for line in source.lines()]
        assert lines == [(1, b"un"), (4, b"deux"), (5, b"trois")]

    def test_one_that_is_too_long_is_named_and_the_next_one_read(self, tmp_path: Path) -> None:
        content = b"a" * (3 * LONGEST_LINE) + b"\n" + b"b" * LONGEST_LINE + b"\nfin"
        with opened(written(tmp_path, content)) as source:
            sizes = [(line.number, line.content and len(line.content)) for line in source.lines()]
        assert sizes == [(1, None), (2, None), (3, 3)]

    @pytest.mark.parametrize("spoil", ["cut", "damaged", "followed"])
    def test_what_stands_before_the_damage_is_read(self, tmp_path: Path, spoil: str) -> None:
        lines = b"".join(b"ligne %d %s\n" % (number, b"x" * 90) for number in range(40_000))
        packed = bytearray(gzip.compress(lines, 0))
        if spoil == "cut":
            del packed[-1_000:]
        elif spoil == "damaged":
            packed[-4] ^= 0xFF
        else:
            packed += b"no gzip"
        read = 0
        with opened(written(tmp_path, bytes(packed))) as source, pytest.raises(CutOffError) as broken:
            for line in source.lines():
                read = line.number
        assert read > 39_000
        assert f"after line {read} (" in str(broken.value)

    def test_a_byte_order_mark_is_no_part_of_the_first_line(self, tmp_path: Path) -> None:
        with opened(written(tmp_path, b'\xef\xbb\xbf{"id": "1"}\n')) as source:
            assert [line.content for line in source.lines()] == [b'{"id": "1"}\n']

    def test_a_file_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(Refusal, match="cannot be read: No such file"), opened(str(tmp_path / "none")):
            pytest.fail("it opened")

    def test_an_empty_file_holds_none(self, tmp_path: Path) -> None:
        with opened(written(tmp_path, b"")) as source:
            assert list(source.lines()) == []


class TestWithAccount:
    @pytest.mark.parametrize("line", [b'{"id": 1.0, "text": "\\ud800"}', b"  {}", b'{"a":{"account":"x"}}\n'])
    def test_is_named_where_none_is_and_the_rest_stays(self, line: bytes) -> None:
        named = with_account(line, "page")
        assert json.loads(named) == {"account": "page", **json.loads(line)}
        assert named.replace(b'"account": "page"', b"").replace(b"{, ", b"{") == line

    @pytest.mark.parametrize("line", [b"[1]", b"null", b"no json", b'{"a": ', b"\xff\xfe", b"[" * 100_000])
    def test_what_is_no_object_is_left_to_the_intake(self, line: bytes) -> None:
        assert with_account(line, "page") == line

    def test_another_one_is_refused(self) -> None:
        assert with_account(b'{"account": "page"}', "page") == b'{"account": "page"}'
        with pytest.raises(ValueError, match='is "blog", and --account says page'):
            with_account(b'{"account": "blog"}', "page")
