"""An account that is pushed and pulled in turn: one message stays one, in one version."""

from typing import Any

from tests.ingest.intake.comments import look_up, pushed, rows
from tests.ingest.syncs.conftest import Reading

NEWEST = "select id, external_id from ingest.item where kind != 'post' order by id desc limit 1"


async def as_posted(reading: Reading, **changes: Any) -> dict[str, Any]:
    """The comment that came last, as a scheduler would post it."""
    [(item, _)] = await rows(reading.ingest, reading.client, NEWEST)
    (told,) = await look_up(reading.ingest, reading.client, item)
    return {
        "account": told["account"],
        "id": told["external_id"],
        "kind": told["kind"],
        "text": told["text"],
        "author": {"id": told["author_id"], "name": told["author_name"]},
        "created_at": told["created_at"],
        "post": told["post"],
        "url": told["url"],
        **changes,
    }


class TestPushedAndPulled:
    async def test_the_same_words_are_a_duplicate(self, reading: Reading) -> None:
        comment = reading.site.write("Sylvie", "Et les bus ?")
        await reading.pull()
        outcome = await pushed(reading.ingest, reading.client, await as_posted(reading))
        assert (outcome["duplicates"], await reading.newest_version(comment)) == (1, 1)

    async def test_pushed_first_a_pull_brings_no_new_version(self, reading: Reading) -> None:
        visitor = reading.site.browser()
        comment = visitor.write("Sylvie", "Et les bus ?")
        await reading.pull()
        edited = await as_posted(reading, text="Et les bus de nuit ?")
        await pushed(reading.ingest, reading.client, edited)
        visitor.rewrite(comment, "Et les bus de nuit ?")
        await reading.pull()
        assert await reading.newest_version(comment) == 2

    async def test_a_senders_remarks_are_news(self, reading: Reading) -> None:
        comment = reading.site.write("Sylvie", "Et les bus ?")
        await reading.pull()
        remarked = await as_posted(reading, extra={"rayon": "transports"})
        outcome = await pushed(reading.ingest, reading.client, remarked)
        assert (outcome["updated"], await reading.newest_version(comment)) == (1, 2)
