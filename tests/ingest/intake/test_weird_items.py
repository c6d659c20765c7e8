"""Inputs that nobody thought of: every batch is answered item by item, and both readers say the same."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contracts.ingest import Attachment, AuthorIn, ItemIn
from services.contracts.problem import FieldError
from services.ingest.intake.reading import strict
from services.ingest.intake.reading.batch import read_document, read_lines
from services.ingest.intake.reading.posted import PostedAttachment, PostedAuthor, PostedItem, convert
from tests.ingest.conftest import Client, Ingest
from tests.ingest.intake.comments import comment, push, rows

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from(["\x00", "\ud83d", "\udc00", "\\", '"', "\u2028", "é"])),
    max_size=40,
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(TEXTS, children, max_size=4),
    max_leaves=8,
)
TIMES = st.sampled_from(
    [
        "2026-11-22T10:00:00Z",
        "2026-11-22t10:00:00z",
        "2026-11-22 10:00:00+01:00",
        "2026-11-22T10:00:00.123456789-09:30",
        "2026-11-22T10:00:00+0100",
        "2026-11-22T10:00+01:00",
        "2026-02-30T10:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:00:60Z",
        "0001-01-01T00:00:00+14:00",
        "2026-11-22T10:00:00",
    ]
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "account": st.sampled_from(["site", "nowhere", "", "a\x00"]) | ANYTHING,
        "id": st.sampled_from(["c1", "c2", "c3"]) | TEXTS | ANYTHING,
        "kind": st.sampled_from(["comment", "reply", "poem"]),
        "text": TEXTS | ANYTHING,
        "author": st.fixed_dictionaries(
            {"id": TEXTS, "name": TEXTS},
            optional={"followers": st.integers() | st.floats(), "handle": TEXTS | st.none(), "x": ANYTHING},
        )
        | ANYTHING,
        "created_at": TIMES | ANYTHING,
        "parent": TEXTS | st.none(),
        "lang": st.sampled_from(["fr", "x" * 36, None]),
        "attachments": st.lists(st.dictionaries(st.sampled_from(["url", "type", "name"]), TEXTS), max_size=3),
        "extra": st.dictionaries(TEXTS, ANYTHING, max_size=3) | ANYTHING,
        "mood": ANYTHING,
    },
)
ITEMS = FIELDS.map(lambda changes: comment("c0", **changes)) | ANYTHING


def without_constants(items: list[Any]) -> bytes | None:
    """The batch as JSON; None when it holds NaN or infinity, which JSON does not."""
    try:
        return json.dumps(items, allow_nan=False).encode()
    except ValueError:
        return None


async def stored_ids(ingest: Ingest, client: Client) -> set[str]:
    return {str(row[0]) for row in await rows(ingest, client, "select id from ingest.item")}


class TestEveryBatchIsAnswered:
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(items=st.lists(ITEMS, max_size=6))
    async def test_each_index_once_and_the_sums_agree(
        self, ingest: Ingest, bank: Client, items: list[Any]
    ) -> None:
        body = without_constants(items)
        if body is None:
            assert (await push(ingest, bank, json.dumps(items).encode())).status_code == 400
            return
        answer = await push(ingest, bank, body)
        assert answer.status_code == 200, answer.text
        outcome = answer.json()
        assert [one["index"] for one in outcome["items"]] == list(range(len(items)))
        counted = (outcome["created"], outcome["updated"], outcome["duplicates"], outcome["rejected"])
        assert sum(counted) == len(items)
        for one, sent in zip(outcome["items"], items, strict=True):
            if one["status"] == "rejected":
                assert one["errors"]
            else:
                assert one["id"] == sent["id"]
                assert one["item_id"] in await stored_ids(ingest, bank)

    @settings(max_examples=200, deadline=None)
    @given(junk=st.binary(max_size=200))
    def test_lines_of_junk_are_as_many_rejections(self, junk: bytes) -> None:
        lines = [line for line in junk.split(b"\n") if line.strip()]
        assert len(read_lines(junk)) == len(lines)


class TestBothReadersAgree:
    @settings(max_examples=400, deadline=None)
    @given(item=FIELDS.map(lambda changes: comment("c0", **changes)))
    def test_what_one_takes_the_other_takes_the_same(self, item: dict[str, Any]) -> None:
        body = without_constants([item])
        if body is None or strict.unstorable(item):
            return
        try:
            fast: PostedItem | None = convert(item)
        except msgspec.ValidationError:
            fast = None
        slow = strict.read(item)
        assert fast == (None if isinstance(slow, list) else slow)

    @settings(max_examples=200, deadline=None)
    @given(items=st.lists(FIELDS.map(lambda changes: comment("c0", **changes)), max_size=4))
    def test_a_good_item_is_read_the_same_beside_bad_ones(self, items: list[dict[str, Any]]) -> None:
        body = without_constants(items)
        if body is None:
            return
        together = read_document(body)
        alone = [read_document(json.dumps([item]).encode())[0] for item in items]
        spoiled = read_document(json.dumps([*items, None]).encode())[:-1]
        assert together == alone == spoiled

    @pytest.mark.parametrize(
        ("fast", "contract"),
        [(PostedItem, ItemIn), (PostedAuthor, AuthorIn), (PostedAttachment, Attachment)],
    )
    def test_they_have_the_fields_of_the_contract(self, fast: Any, contract: Any) -> None:
        assert {field.name: field.required for field in msgspec.structs.fields(fast)} == {
            name: field.is_required() for name, field in contract.model_fields.items()
        }

    def test_a_fraction_of_a_second_is_kept_the_same(self) -> None:
        item = comment("c1", created_at="2026-11-22T10:00:00.123456789+00:00")
        expected = datetime(2026, 11, 22, 10, 0, 0, 123457, tzinfo=UTC)
        slow = strict.read(item)
        assert not isinstance(slow, list)
        assert convert(item).created_at == slow.created_at == expected

    def test_names_that_nobody_can_print_are_escaped(self) -> None:
        assert strict.unstorable({"a": {"\ud800\x00": 1}}) == [
            FieldError(field="a.\\ud800\\x00", code="nul", message="must not contain NUL"),
            FieldError(
                field="a.\\ud800\\x00",
                code="lone_surrogate",
                message="must not contain half of a surrogate pair",
            ),
        ]
