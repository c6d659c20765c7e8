"""How the public sees what we read: taken over from the site, without a new version of the words."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.ingest.syncs.conftest import Reading

STORED = text(
    "select i.text, i.standing, i.version, i.deleted_at is not null as is_deleted, i.is_binned, "
    "(select count(*) from ingest.item_version v where v.item_id = i.id) as earlier "
    "from ingest.item i where i.external_id = :external_id"
)


async def stored(reading: Reading, external_id: str) -> dict[str, Any]:
    async with reading.ingest.runtime.database.unit([reading.client.id], actor="test") as unit:
        found = await unit.session.execute(STORED, {"external_id": external_id})
        return dict(found.one()._mapping)


class TestStanding:
    @pytest.mark.parametrize(("operation", "standing"), [("hide", "hidden"), ("mark-spam", "spam")])
    async def test_of_what_a_colleague_moderates_there_follows(
        self, reading: Reading, operation: str, standing: str
    ) -> None:
        comment = reading.site.write("Kev", "Bande de nuls")
        await reading.pull()
        reading.site.moderate(comment, operation)
        await reading.pull()
        now = await stored(reading, comment)
        assert (now["standing"], now["version"], now["earlier"]) == (standing, 1, 0)

    async def test_of_what_waits_for_a_moderator_is_held_until_it_is_let_out(self, reading: Reading) -> None:
        reading.site.hold_newcomers()
        comment = reading.site.write("Sylvie", "Et les bus ?")
        await reading.pull()
        assert (await stored(reading, comment))["standing"] == "held"
        reading.site.moderate(comment, "unhide")
        await reading.pull()
        assert (await stored(reading, comment))["standing"] == "visible"


class TestBin:
    async def test_keeps_the_words_and_gives_them_back(self, reading: Reading) -> None:
        comment = reading.site.write("Kev", "Bande de nuls")
        await reading.pull()
        reading.site.moderate(comment, "delete")
        await reading.pull()
        binned = await stored(reading, comment)
        assert (binned["is_deleted"], binned["is_binned"], binned["text"]) == (True, True, "Bande de nuls")
        reading.site.moderate(comment, "restore")
        await reading.pull()
        back = await stored(reading, comment)
        assert (back["is_deleted"], back["is_binned"], back["version"]) == (False, False, 1)

    async def test_that_is_emptied_by_the_author_keeps_nothing(self, reading: Reading) -> None:
        visitor = reading.site.browser()
        comment = visitor.write("Kev", "Bande de nuls")
        await reading.pull()
        reading.site.moderate(comment, "delete")
        await reading.pull()
        visitor.delete(comment).raise_for_status()
        await reading.pull()
        gone = await stored(reading, comment)
        assert (gone["is_deleted"], gone["is_binned"], gone["text"]) == (True, False, "")
