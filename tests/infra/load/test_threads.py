"""A file of conversations becomes messages that the intake takes, the same ones each time."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.load.threads import items_of, read_threads
from services.contracts.ingest import ItemIn

THREADS = [
    {"thread": "chat-1", "messages": ["salut", "ça va ?", ":) oui\u2028et toi", "👍"]},
    {"thread": "chat-2", "messages": ["tout seul"]},
]
UNTIL = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "threads.jsonl"
    path.write_text("\n".join(json.dumps(thread, ensure_ascii=False) for thread in THREADS) + "\n\n")
    return path


class TestItems:
    def test_each_thread_stands_under_its_first_message(self, file: Path) -> None:
        items = items_of(read_threads(file), UNTIL)
        assert [(one["id"], one["kind"], one.get("parent"), one["text"]) for one in items] == [
            ("chat-1-0", "comment", None, "salut"),
            ("chat-1-1", "reply", "chat-1-0", "ça va ?"),
            ("chat-1-2", "reply", "chat-1-0", ":) oui\u2028et toi"),
            ("chat-1-3", "reply", "chat-1-0", "👍"),
            ("chat-2-0", "comment", None, "tout seul"),
        ]
        assert len({one["post"] for one in items[:4]}) == 1

    def test_times_rise_to_the_last_message(self, file: Path) -> None:
        times = [one["created_at"] for one in items_of(read_threads(file), UNTIL)]
        assert times == sorted(set(times))
        assert times[-1] == UNTIL.isoformat()

    def test_the_intake_takes_them_once_they_name_an_account(self, file: Path) -> None:
        for one in items_of(read_threads(file), UNTIL):
            taken = ItemIn.model_validate({"account": "chat", **one})
            assert taken.text == one["text"]

    def test_a_second_reading_says_the_same(self, file: Path) -> None:
        assert items_of(read_threads(file), UNTIL) == items_of(read_threads(file), UNTIL)


class TestReadThreads:
    @pytest.mark.parametrize("line", ["{", "[]", '{"thread": "a"}', '{"thread": "a", "messages": 3}'])
    def test_a_line_that_is_none_is_named(self, tmp_path: Path, line: str) -> None:
        file = tmp_path / "bad.jsonl"
        file.write_text(json.dumps(THREADS[0]) + "\n" + line)
        with pytest.raises(ValueError, match="line 2"):
            list(read_threads(file))
