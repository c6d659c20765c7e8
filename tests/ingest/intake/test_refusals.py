"""What cannot be read is refused as a whole; what can be read and is wrong sinks itself and nobody else."""

import gzip
import json
from time import process_time
from typing import Any

import pytest

from services.ingest.settings import IngestSettings
from tests.house import House
from tests.ingest.conftest import Client, Ingest
from tests.ingest.intake.comments import comment, push, pushed, rows, statuses

DEEP = 10_000
# Without the moment of packing, so that parallel workers collect the same tests.
PACKED = gzip.compress(b"[]", mtime=0)


class TestABodyThatCannotBeRead:
    @pytest.mark.parametrize(
        ("body", "why"),
        [
            (b"", "nothing"),
            (b"{", "cut off"),
            (b"null", "no array"),
            (b'"items"', "no array"),
            (b'{"items": {}}', "no array"),
            (b'{"items": [], "more": 1}', "a field too many"),
            (b"[] []", "two documents"),
            (b"\xef\xbb\xbf[]", "a byte order mark"),
            (b'["\xff"]', "not UTF-8"),
            (b'["\xed\xa0\x80"]', "a surrogate in UTF-8"),
            (b'["a\x00b"]', "a raw NUL"),
            (b"[NaN]", "not a number"),
            (b"[-Infinity]", "infinite"),
            (b'[{"id": "a", "id": "a"}]', "a name twice"),
            (b'[{"id": "a", "i\\u0064": "a"}]', "a name twice, once in disguise"),
            (b'{"items": [], "items": []}', "a name twice"),
            (b"[" + b"9" * 5_000 + b"]", "a number of five thousand digits"),
            (b"[" * DEEP + b"]" * DEEP, "ten thousand levels"),
            (b"[" * 65 + b"]" * 65, "sixty-five levels"),
            (b'[{"a":' * 33 + b"1" + b"}]" * 33, "sixty-six levels of both kinds"),
        ],
    )
    async def test_it_is_a_400(self, ingest: Ingest, bank: Client, body: bytes, why: str) -> None:
        answer = await push(ingest, bank, body)
        assert answer.status_code == 400, why
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "malformed"

    async def test_a_deep_extra_is_refused_and_one_of_sixty_four_levels_is_not(
        self, ingest: Ingest, bank: Client
    ) -> None:
        def deep(levels: int) -> bytes:
            extra = '{"a":' * (levels - 2) + "1" + "}" * (levels - 2)
            return json.dumps([comment("c1", extra="?")]).replace('"?"', extra).encode()

        assert (await push(ingest, bank, deep(64))).json()["created"] == 1
        assert (await push(ingest, bank, deep(65))).status_code == 400
        assert (await push(ingest, bank, deep(DEEP))).status_code == 400

    @pytest.mark.parametrize(
        "body",
        [b"not gzip", PACKED[:-4], PACKED + b"x"],
        ids=["not gzip", "cut off", "something behind"],  # the bytes hold the time of day
    )
    async def test_a_damaged_stream_is_a_400(self, ingest: Ingest, bank: Client, body: bytes) -> None:
        answer = await push(ingest, bank, body, content_encoding="gzip")
        assert answer.status_code == 400

    @pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/json5", ""])
    async def test_another_type_is_a_415(self, ingest: Ingest, bank: Client, content_type: str) -> None:
        assert (await push(ingest, bank, [], content_type=content_type)).status_code == 415

    async def test_another_packing_is_a_415(self, ingest: Ingest, bank: Client) -> None:
        assert (await push(ingest, bank, [], content_encoding="br")).status_code == 415


class TestABodyThatIsTooLarge:
    @pytest.mark.parametrize("content_type", ["application/json", "application/x-ndjson"])
    async def test_more_than_a_thousand_items(self, ingest: Ingest, bank: Client, content_type: str) -> None:
        body = b"[" + b",".join([b"{}"] * 1_001) + b"]" if "ndjson" not in content_type else b"{}\n" * 1_001
        answer = await push(ingest, bank, body, content_type=content_type)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_many_items")

    async def test_more_than_five_megabytes(self, ingest: Ingest, bank: Client) -> None:
        assert (await push(ingest, bank, b"[" + b" " * 5_000_000 + b"]")).status_code == 413
        assert (await push(ingest, bank, b"[" + b" " * 4_999_998 + b"]")).status_code == 200

    async def test_a_bomb_is_not_unpacked(self, ingest: Ingest, bank: Client) -> None:
        bomb = gzip.compress(b" " * 200_000_000, compresslevel=9)
        assert len(bomb) < 250_000
        assert (await push(ingest, bank, bomb, content_encoding="gzip")).status_code == 413

    async def test_a_bomb_in_many_members_is_not_either(self, ingest: Ingest, bank: Client) -> None:
        bomb = gzip.compress(b" " * 1_000_000) * 200
        assert (await push(ingest, bank, bomb, content_encoding="gzip")).status_code == 413

    async def test_thousands_of_empty_members_do_not_hold_everybody_up(
        self, ingest: Ingest, bank: Client
    ) -> None:
        """Each of them used to cost a copy of all that followed: 22 s for these 4 MB, in which nothing else ran."""
        began = process_time()
        answer = await push(ingest, bank, gzip.compress(b"") * 200_000, content_encoding="gzip")
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
        assert process_time() - began < 2

    async def test_a_thousand_members_are_one_body(self, ingest: Ingest, bank: Client) -> None:
        packed = gzip.compress(b"[") + gzip.compress(b" ") * 998 + gzip.compress(b"]")
        assert (await push(ingest, bank, packed, content_encoding="gzip")).status_code == 200


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"account": "nowhere"}, "account", "unknown_account"),
    ({"account": ""}, "account", "string_too_short"),
    ({"account": None}, "account", "string_type"),
    ({"id": ""}, "id", "string_too_short"),
    ({"id": 7}, "id", "string_type"),
    ({"id": "x" * 501}, "id", "string_too_long"),
    ({"kind": "poem"}, "kind", "literal_error"),
    ({"text": "x" * 50_001}, "text", "string_too_long"),
    ({"text": "a\x00b"}, "text", "nul"),
    ({"text": "\ud800"}, "text", "lone_surrogate"),
    ({"text": "\udc00 à l’envers \ud800"}, "text", "lone_surrogate"),
    ({"id": "\udfff"}, "id", "lone_surrogate"),
    ({"text": ["a"]}, "text", "string_type"),
    ({"author": "Camille"}, "author", "model_type"),
    ({"author": {"id": "camille"}}, "author.name", "missing"),
    ({"author": {"id": "camille", "name": "a\x00"}}, "author.name", "nul"),
    ({"author": {"id": "camille", "name": "C", "age": 3}}, "author.age", "extra_forbidden"),
    ({"author": {"id": "camille", "name": "C", "followers": -1}}, "author.followers", "greater_than_equal"),
    ({"author": {"id": "camille", "name": "C", "followers": 2**53}}, "author.followers", "less_than_equal"),
    ({"author": {"id": "camille", "name": "C", "followers": 10**30}}, "author.followers", "less_than_equal"),
    ({"author": {"id": "camille", "name": "C", "followers": True}}, "author.followers", "int_type"),
    ({"author": {"id": "camille", "name": "C", "followers": "12"}}, "author.followers", "int_type"),
    ({"created_at": "2026-11-22T10:00:00"}, "created_at", "value_error"),
    ({"created_at": "2026-11-22"}, "created_at", "value_error"),
    ({"created_at": "hier"}, "created_at", "value_error"),
    ({"created_at": 1_700_000_000}, "created_at", "value_error"),
    ({"created_at": "1700000000"}, "created_at", "value_error"),
    ({"created_at": "0001-01-01T00:00:00+14:00"}, "created_at", "out_of_range"),
    ({"created_at": "9999-12-31T23:59:59-14:00"}, "created_at", "out_of_range"),
    ({"parent": ""}, "parent", "string_too_short"),
    ({"attachments": [{"url": "https://x.test/a"}]}, "attachments.0.type", "missing"),
    ({"attachments": [{"url": "x", "type": "t"}] * 51}, "attachments", "too_long"),
    ({"extra": []}, "extra", "dict_type"),
    ({"extra": {"a": ["\x00"]}}, "extra.a.0", "nul"),
    ({"extra": {"\x00": 1}}, "extra.\\x00", "nul"),
    ({"extra": {"a\ud800": 1}}, "extra.a\\ud800", "lone_surrogate"),
    ({"mood": "bad"}, "mood", "extra_forbidden"),
    ({"mood\x00": "bad"}, "mood\\x00", "nul"),
]


class TestAnItemThatIsWrong:
    @pytest.mark.parametrize(("changes", "field", "code"), WRONG)
    async def test_it_is_named_and_its_neighbours_are_stored(
        self, ingest: Ingest, bank: Client, changes: dict[str, Any], field: str, code: str
    ) -> None:
        outcome = await pushed(ingest, bank, comment("before"), comment("c1", **changes), comment("after"))
        assert statuses(outcome) == ["created", "rejected", "created"]
        refused = outcome["items"][1]
        assert refused.keys() == {"index", "status", "errors"}
        (error,) = refused["errors"]
        assert (error["field"], error["code"]) == (field, code)
        assert error["message"]
        assert await rows(ingest, bank, "select count(*) from ingest.item") == [(2,)]

    @pytest.mark.parametrize("raw", [None, 7, "text", [], [comment("c1")], {}, True])
    async def test_what_is_no_item_at_all(self, ingest: Ingest, bank: Client, raw: object) -> None:
        outcome = await pushed(ingest, bank, raw, comment("after"))
        assert statuses(outcome) == ["rejected", "created"]

    async def test_a_number_beyond_all_bounds_in_extra(self, ingest: Ingest, bank: Client) -> None:
        body = json.dumps([comment("c1", extra={"n": "?"}), comment("c2")]).replace('"?"', "1e999").encode()
        outcome = (await push(ingest, bank, body)).json()
        assert statuses(outcome) == ["rejected", "created"]
        assert outcome["items"][0]["errors"][0]["field"] == "extra.n"

    async def test_emoji_written_as_pairs_are_whole(self, ingest: Ingest, bank: Client) -> None:
        body = json.dumps([comment("c1", text="👍🏽"), comment("c2", text="littéral \\u0000")])
        assert "\\ud83d" in body
        assert statuses((await push(ingest, bank, body.encode())).json()) == ["created", "created"]

    async def test_a_thousand_unknown_fields_are_not_all_repeated(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(ingest, bank, comment("c1", **{f"{'x' * 500}{n}": n for n in range(1_000)}))
        errors = outcome["items"][0]["errors"]
        assert len(errors) == 20
        assert max(len(error["field"]) for error in errors) <= 200


class TestTooManyRequests:
    @pytest.fixture
    def house(self, house: House) -> House:
        return SlowHouse(house.var, house.database_url, house.redis_url, house.clock_file)

    async def test_they_are_told_when_to_come_back(self, ingest: Ingest, bank: Client) -> None:
        first = await push(ingest, bank, [])
        assert first.status_code == 200
        assert first.headers["ratelimit-policy"] == '"default";q=2;w=200'
        assert first.headers["ratelimit"] == '"default";r=1;t=100'
        await push(ingest, bank, [])
        refused = await push(ingest, bank, b"x" * 6_000_000)
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
        assert 90 < int(refused.headers["retry-after"]) <= 100
        assert refused.headers["ratelimit"].startswith('"default";r=0;')

    async def test_another_caller_is_not_slowed_down(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        for _ in range(3):
            last = await push(ingest, bank, [])
        assert last.status_code == 429
        assert (await push(ingest, newspaper, [])).status_code == 200


class SlowHouse(House):
    """A house in which a key may post twice and then once in a hundred seconds."""

    def settings(self, kind: Any, **changes: Any) -> Any:
        limits = {"intake_rate": 0.01, "intake_burst": 2} if kind is IngestSettings else {}
        return super().settings(kind, **limits, **changes)
