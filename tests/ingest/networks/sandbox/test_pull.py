"""Everything that visitors do arrives, once, whatever the second in which they do it."""

from datetime import UTC, datetime

import pytest

from services.ingest.networks.adapter import AccountAccess, FoundItem, Page
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
)
from services.ingest.networks.sandbox import SandboxAdapter
from services.ingest.networks.sandbox.cursor import OVERLAP_SECONDS, Cursor
from tests.infra.demo.running import ARTICLE, Newspaper
from tests.ingest.networks.puller import Puller

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def puller(adapter: SandboxAdapter, account: AccountAccess) -> Puller:
    return Puller(adapter, account)


class TestItem:
    async def test_is_told_as_it_stands(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.clock.stopped_at = NOON
        comment = newspaper.write("Sylvie", "Et les bus ?")
        [post, item] = (await puller.page()).items
        assert item == FoundItem(
            external_id=comment,
            kind="comment",
            text="Et les bus ?",
            author=item.author,
            created_at=datetime(2027, 1, 15, 12, tzinfo=UTC),
            post=ARTICLE,
            url=f"{newspaper.url}/articles/{ARTICLE}#commentaire-{comment}",
        )
        assert item.author.name == "Sylvie"
        assert (post.kind, post.external_id, post.is_ours) == ("post", ARTICLE, True)
        assert post.text.startswith("Le pont des Lavandières fermera")

    async def test_below_another_is_a_reply(self, newspaper: Newspaper, puller: Puller) -> None:
        comment = newspaper.write("Sylvie", "Et les bus ?")
        newspaper.write("Marc", "Des navettes.", comment)
        newspaper.answer(comment, "Deux navettes.")
        [_, marc, ours] = await puller.comments()
        assert [(item.kind, item.parent, item.is_ours) for item in (marc, ours)] == [
            ("reply", comment, False),
            ("reply", comment, True),
        ]

    async def test_that_is_held_says_so(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.write("Promo", "http://a.example http://b.example")
        [held] = await puller.comments()
        assert held.standing == "held"

    @pytest.mark.parametrize(
        ("operation", "standing"), [("hide", "hidden"), ("mark-spam", "spam"), ("unhide", "visible")]
    )
    async def test_says_how_the_public_sees_it(
        self, newspaper: Newspaper, puller: Puller, operation: str, standing: str
    ) -> None:
        newspaper.hold_newcomers()
        comment = newspaper.write("Marc", "Bande de clowns")
        assert [item.standing for item in await puller.comments()] == ["held"]
        newspaper.moderate(comment, operation)
        assert [item.standing for item in await puller.comments()] == [standing]


class TestPull:
    async def test_of_a_quiet_site_changes_nothing(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.write("Sylvie", "Bonjour")
        await puller.all()
        before = puller.cursor
        assert await puller.page() == Page(items=(), deleted=(), cursor=before or "", more=False)

    async def test_of_an_empty_site_finds_nothing(self, puller: Puller) -> None:
        assert await puller.texts() == []
        assert await puller.texts() == []

    async def test_loses_nothing_among_many_of_one_second(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.clock.stopped_at = NOON
        written = [f"Question {number}" for number in range(130)]
        for text in written[:120]:
            newspaper.write("Sylvie", text)
        first = await puller.page()
        assert first.more
        for text in written[120:]:
            newspaper.write("Marc", text)
        later = await puller.texts() + await puller.texts()
        came = [item.text for item in first.items if item.kind != "post"] + later
        assert came == written

    async def test_finds_what_became_visible_late(self, newspaper: Newspaper, puller: Puller) -> None:
        """A change may bear an earlier second than one that was seen already."""
        newspaper.clock.stopped_at = NOON
        newspaper.write("Sylvie", "à midi")
        await puller.all()
        newspaper.clock.pass_seconds(-OVERLAP_SECONDS)
        newspaper.write("Marc", "en retard")
        assert await puller.texts() == ["en retard"]

    async def test_tells_each_change_once(self, newspaper: Newspaper, puller: Puller) -> None:
        came: list[str] = []
        for number in range(5):
            newspaper.write("Sylvie", f"Question {number}")
            came += await puller.texts()
            newspaper.clock.pass_seconds(OVERLAP_SECONDS - 1)
        assert came == [f"Question {number}" for number in range(5)]

    async def test_brings_an_edit_of_the_same_second(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.clock.stopped_at = NOON
        sylvie = newspaper.browser()
        comment = sylvie.write("Sylvie", "Bonjour")
        await puller.all()
        sylvie.rewrite(comment, "Bonsoir")
        [edited] = await puller.comments()
        assert (edited.external_id, edited.text) == (comment, "Bonsoir")

    async def test_brings_a_deletion_once(self, newspaper: Newspaper, puller: Puller) -> None:
        sylvie = newspaper.browser()
        comment = sylvie.write("Sylvie", "Bonjour")
        await puller.all()
        sylvie.delete(comment)
        page = await puller.page()
        assert (page.items, page.deleted) == ((), (comment,))
        assert (await puller.page()).deleted == ()

    async def test_brings_what_lies_in_the_bin_and_what_comes_back(
        self, newspaper: Newspaper, puller: Puller
    ) -> None:
        comment = newspaper.write("Marc", "Bande de clowns")
        await puller.all()
        newspaper.moderate(comment, "delete")
        page = await puller.page()
        assert (page.items, page.deleted, page.binned) == ((), (), (comment,))
        newspaper.moderate(comment, "restore")
        assert await puller.texts() == ["Bande de clowns"]

    async def test_begins_anew_with_an_unreadable_cursor(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.write("Sylvie", "Bonjour")
        await puller.all()
        puller.cursor = '{"of": "another version"}'
        assert await puller.texts() == ["Bonjour"]


class TestCursor:
    async def test_forgets_what_the_overlap_has_passed(self, newspaper: Newspaper, puller: Puller) -> None:
        for number in range(4):
            newspaper.write("Sylvie", f"Question {number}")
            newspaper.clock.pass_seconds(OVERLAP_SECONDS + 1)
            await puller.all()
        assert len(Cursor.read(puller.cursor).seen) == 1


class TestTrouble:
    @pytest.mark.parametrize(
        ("kind", "error"),
        [
            ("refuse_5xx_before", OutcomeUnknown),
            ("timeout_after_acceptance", OutcomeUnknown),
            ("reset_before", OutcomeUnknown),
            ("rate_limited", RateLimited),
            ("unauthorized", CredentialsRejected),
            ("gone", Gone),
            ("forbidden", Refused),
        ],
    )
    async def test_is_named_and_passes(
        self, newspaper: Newspaper, puller: Puller, kind: str, error: type[NetworkError]
    ) -> None:
        newspaper.write("Sylvie", "Bonjour")
        newspaper.arm("changes", kind, seconds=5)
        with pytest.raises(error) as caught:
            await puller.page()
        assert type(caught.value) is error
        assert await puller.texts() == ["Bonjour"]

    async def test_with_an_article_loses_no_comment(self, newspaper: Newspaper, puller: Puller) -> None:
        newspaper.write("Sylvie", "Bonjour")
        newspaper.arm("article", "refuse_5xx_before")
        with pytest.raises(OutcomeUnknown):
            await puller.page()
        assert await puller.texts() == ["Bonjour"]

    async def test_of_a_deleted_article_leaves_its_comments(
        self, newspaper: Newspaper, puller: Puller
    ) -> None:
        newspaper.write("Sylvie", "Bonjour")
        newspaper.arm("article", "gone")
        assert [item.text for item in (await puller.page()).items] == ["Bonjour"]
