"""What a scheduler posts is stored once, in order, with every version, and said to those who follow."""

import json

from services.ingest.intake.service import mark_deleted
from tests.ingest.conftest import Client, Ingest
from tests.ingest.intake.comments import comment, events, look_up, push, pushed, rows, statuses


class TestNewItems:
    async def test_each_is_created_and_stands_as_it_was_written(self, ingest: Ingest, bank: Client) -> None:
        whole = comment(
            "c1",
            text="C’est 👍\r\n\u2028 non ?",
            author={"id": "zoé", "name": "Zoé", "handle": "@zoe", "url": "https://x.test/z", "followers": 7},
            parent="c0",
            post="p1",
            url="https://x.test/c1",
            lang="fr",
            attachments=[{"url": "https://x.test/a.png", "type": "image/png", "name": "a.png"}],
            extra={"stars": 4.5, "tags": ["é", None, {"deep": True}]},
        )
        outcome = await pushed(ingest, bank, whole)
        (one,) = outcome["items"]
        counts = {"created": 1, "updated": 0, "duplicates": 0, "rejected": 0}
        assert outcome == {
            **counts,
            "items": [{"index": 0, "id": "c1", "status": "created", "item_id": one["item_id"]}],
        }
        (item,) = await look_up(ingest, bank, one["item_id"])
        assert item.pop("received_at").endswith("Z")
        assert item == {
            "id": one["item_id"],
            "client_id": str(bank.id),
            "account_id": str(bank.account_id),
            "account": "site",
            "network": "sandbox",
            "external_id": "c1",
            "kind": "comment",
            "text": "C’est 👍\r\n\u2028 non ?",
            "author_id": "zoé",
            "author_name": "Zoé",
            "author_handle": "@zoe",
            "author_url": "https://x.test/z",
            "followers": 7,
            "created_at": "2026-11-22T09:00:00Z",
            "parent": "c0",
            "post": "p1",
            "url": "https://x.test/c1",
            "lang": "fr",
            "version": 1,
            "is_ours": False,
            "standing": "visible",
            "is_binned": False,
            "sector": "other",
            "deleted_at": None,
        }
        stored = await rows(ingest, bank, "select attachments, extra from ingest.item")
        assert stored == [(whole["attachments"], whole["extra"])]

    async def test_an_empty_batch_is_fine(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(ingest, bank)
        assert outcome == {"created": 0, "updated": 0, "duplicates": 0, "rejected": 0, "items": []}
        assert await events(ingest, bank) == []

    async def test_a_child_may_come_before_its_parent(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(
            ingest, bank, comment("child", kind="reply", parent="mother"), comment("mother")
        )
        assert statuses(outcome) == ["created", "created"]

    async def test_what_differs_within_a_batch_stays_each_items_own(
        self, ingest: Ingest, bank: Client
    ) -> None:
        await ingest.post(f"/v1/clients/{bank.slug}/accounts", {"slug": "page", "network": "facebook"})
        house = {"id": "the-house", "name": "La banque"}
        await pushed(
            ingest,
            bank,
            comment("b", kind="review", account="page"),
            comment("a", author=house),
            comment("c", kind="reply"),
        )
        stored = await rows(
            ingest,
            bank,
            "select i.external_id, a.slug, i.kind, i.is_ours from ingest.item i "
            "join ingest.account a on a.id = i.account_id order by i.external_id",
        )
        assert stored == [
            ("a", "site", "comment", True),
            ("b", "page", "review", False),
            ("c", "site", "reply", False),
        ]

    async def test_what_the_account_itself_wrote_is_ours(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(
            ingest, bank, comment("ours", author={"id": "the-house", "name": "La banque"}), comment("theirs")
        )
        items = await look_up(ingest, bank, *(one["item_id"] for one in outcome["items"]))
        assert [(item["external_id"], item["is_ours"]) for item in items] == [
            ("ours", True),
            ("theirs", False),
        ]

    async def test_the_log_names_them_in_the_order_of_the_batch(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(ingest, bank, *(comment(f"c{999 - n}") for n in range(600)))
        log = await events(ingest, bank)
        assert [(event.topic, len(event.keys)) for event in log] == [
            ("item.created", 500),
            ("item.created", 100),
        ]
        assert log[1].seq == log[0].seq + 1
        named = [str(key) for event in log for key in event.keys]
        assert named == [one["item_id"] for one in outcome["items"]]
        assert log[0].actor.startswith("key:")


class TestTheSameAgain:
    async def test_same_content_is_a_duplicate_and_no_news(self, ingest: Ingest, bank: Client) -> None:
        first = await pushed(ingest, bank, comment("c1", extra={"a": 1, "b": 2}))
        again = await pushed(
            ingest, bank, comment("c1", extra={"b": 2, "a": 1}, created_at="2026-11-22T09:00:00Z")
        )
        assert statuses(again) == ["duplicate"]
        assert again["duplicates"] == 1
        assert again["items"][0]["item_id"] == first["items"][0]["item_id"]
        assert len(await events(ingest, bank)) == 1

    async def test_changed_content_is_a_new_version_and_the_old_one_is_kept(
        self, ingest: Ingest, bank: Client
    ) -> None:
        first = await pushed(ingest, bank, comment("c1", text="avant", extra={"n": 1}))
        again = await pushed(ingest, bank, comment("c1", text="après"))
        assert statuses(again) == ["updated"]
        (item,) = await look_up(ingest, bank, first["items"][0]["item_id"])
        assert (item["text"], item["version"]) == ("après", 2)
        kept = await rows(ingest, bank, "select version, text, extra from ingest.item_version")
        assert kept == [(1, "avant", {"n": 1})]
        assert [event.topic for event in await events(ingest, bank)] == ["item.created", "item.updated"]

    async def test_twice_in_one_batch_applies_in_order(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(
            ingest,
            bank,
            comment("c1", text="un"),
            comment("c2"),
            comment("c1", text="un"),
            comment("c1", text="deux"),
            comment("c1", text="un"),
            comment("c1", text="trois"),
        )
        assert statuses(outcome) == ["created", "created", "duplicate", "updated", "updated", "updated"]
        assert len({one["item_id"] for one in outcome["items"]}) == 2
        stands = await rows(ingest, bank, "select text, version from ingest.item where external_id = 'c1'")
        assert stands == [("trois", 4)]
        kept = await rows(ingest, bank, "select version, text from ingest.item_version order by version")
        assert kept == [(1, "un"), (2, "deux"), (3, "un")]

    async def test_a_batch_over_an_older_one_does_all_of_it(self, ingest: Ingest, bank: Client) -> None:
        await pushed(ingest, bank, comment("old"), comment("edited"), comment("twice"))
        outcome = await pushed(
            ingest,
            bank,
            comment("twice", text="deux"),
            comment("new"),
            comment("old"),
            comment("edited", text="corrigé"),
            comment("twice", text="trois"),
            comment("new", text="neuf"),
            comment("bad", kind="poem"),
        )
        assert statuses(outcome) == [
            "updated",
            "created",
            "duplicate",
            "updated",
            "updated",
            "updated",
            "rejected",
        ]
        assert (outcome["created"], outcome["updated"], outcome["duplicates"], outcome["rejected"]) == (
            1,
            4,
            1,
            1,
        )
        stands = await rows(
            ingest, bank, "select external_id, text, version from ingest.item where version > 1 order by 1"
        )
        assert stands == [("edited", "corrigé", 2), ("new", "neuf", 2), ("twice", "trois", 3)]

    async def test_the_same_id_on_another_account_is_another_item(self, ingest: Ingest, bank: Client) -> None:
        await ingest.post(f"/v1/clients/{bank.slug}/accounts", {"slug": "page", "network": "facebook"})
        outcome = await pushed(ingest, bank, comment("c1"), comment("c1", account="page"))
        assert statuses(outcome) == ["created", "created"]


class TestDeletedItems:
    async def test_only_a_tombstone_remains_and_a_replay_does_not_bring_it_back(
        self, ingest: Ingest, bank: Client
    ) -> None:
        secret = "Je m’appelle Camille et j’habite à Brest."
        await pushed(ingest, bank, comment("c1", text=secret, extra={"note": secret}))
        outcome = await pushed(ingest, bank, comment("c1", text=secret + " Voilà."), comment("c2"))
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            gone = await mark_deleted(unit, bank.id, bank.account_id, ["c1", "never-seen"])
        assert [str(one) for one in gone] == [outcome["items"][0]["item_id"]]
        replay = await pushed(ingest, bank, comment("c1", text=secret), comment("c1", text="encore"))
        assert statuses(replay) == ["duplicate", "duplicate"]
        (item,) = await look_up(ingest, bank, gone[0])
        assert (item["text"], item["deleted_at"] is None) == ("", False)
        everything = await rows(
            ingest,
            bank,
            "select i::text from ingest.item i union all select v::text from ingest.item_version v",
        )
        assert "Brest" not in str(everything)
        assert [event.topic for event in await events(ingest, bank)][-1] == "item.deleted"

    async def test_twice_is_harmless(self, ingest: Ingest, bank: Client) -> None:
        await pushed(ingest, bank, comment("c1"))
        for expected in (1, 0):
            async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
                assert len(await mark_deleted(unit, bank.id, bank.account_id, ["c1"])) == expected
        assert [event.topic for event in await events(ingest, bank)] == ["item.created", "item.deleted"]


class TestShapesOfABody:
    async def test_an_object_with_items(self, ingest: Ingest, bank: Client) -> None:
        answer = await push(ingest, bank, {"items": [comment("c1")]})
        assert statuses(answer.json()) == ["created"]

    async def test_lines_of_which_one_cannot_be_read(self, ingest: Ingest, bank: Client) -> None:
        lines = [
            json.dumps(comment("c1")),
            "",
            '{"account": "site"',
            json.dumps(comment("c2"))[:-1] + ', "id": "c3"}',
            '{"text": NaN}',
            json.dumps(comment("c4", extra={"a": 0})).replace("0}", "[" * 80 + "]" * 80 + "}"),
            json.dumps(comment("c5")) + "\r",
        ]
        body = "\n".join(lines).encode() + b'\n"\xff"\n'
        answer = await push(ingest, bank, body, content_type="application/x-ndjson; charset=utf-8")
        outcome = answer.json()
        assert [(one["index"], one["status"]) for one in outcome["items"]] == [
            (0, "created"),
            (1, "rejected"),
            (2, "rejected"),
            (3, "rejected"),
            (4, "rejected"),
            (5, "created"),
            (6, "rejected"),
        ]
        codes = {one["errors"][0]["code"] for one in outcome["items"] if one["status"] == "rejected"}
        assert codes == {"unreadable"}

    async def test_packed_with_gzip(self, ingest: Ingest, bank: Client) -> None:
        answer = await push(ingest, bank, [comment("c1"), comment("c2")], is_packed=True)
        assert answer.json()["created"] == 2

    async def test_a_thousand_items_are_a_batch(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(ingest, bank, *(comment(f"c{number}") for number in range(1_000)))
        assert outcome["created"] == 1_000
        assert [one["index"] for one in outcome["items"]] == list(range(1_000))
