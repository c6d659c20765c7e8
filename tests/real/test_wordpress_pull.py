"""Everything that happens below a site's articles arrives, though WordPress keeps no date of changes."""

from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.networks.adapter import AccountAccess, FoundItem, Page
from services.ingest.networks.wordpress import WordPressAdapter
from services.ingest.networks.wordpress.cursor import OVERLAP, PAGE_SIZE
from tests.ingest.networks.puller import Puller
from tests.real.wordpress.site import Article, Site

pytestmark = pytest.mark.real


@pytest.fixture
async def puller(adapter: WordPressAdapter, account: AccountAccess, article: Article) -> Puller:
    """Has read the site once, while nothing stood there yet."""
    puller = Puller(adapter, account)
    await puller.all()
    return puller


class TestItem:
    async def test_is_told_as_it_was_written(self, puller: Puller, article: Article) -> None:
        written = "L’été « R&B » <3\n\n<b>gras</b> & <script>alert(1)</script>"
        comment = article.write("Martine d'Ys", written, email="martine@lecteurs.example")
        [post, item] = (await puller.page()).items
        assert item == FoundItem(
            external_id=str(comment),
            kind="comment",
            # WordPress itself takes scripts out before it stores anything.
            text="L’été « R&B » <3\n\n<b>gras</b> & alert(1)",
            author=item.author,
            created_at=item.created_at,
            post=f"post-{article.id}",
            url=f"{article.link}#comment-{comment}",
        )
        assert (item.author.name, item.author.url) == ("Martine d'Ys", None)
        assert abs(datetime.now(UTC) - item.created_at) < timedelta(minutes=1)
        assert (post.external_id, post.kind, post.is_ours) == (f"post-{article.id}", "post", True)
        assert (post.text, post.url) == (article.title, article.link)
        assert post.author.name == "Redaction du Courrier"

    async def test_never_shows_an_address_of_mail(self, puller: Puller, article: Article) -> None:
        article.write("Martine", "Bonjour", email="martine.duval@lecteurs.example")
        page = await puller.page()
        assert "duval" not in repr(page)
        assert "duval" not in page.cursor

    async def test_of_a_page_is_told_with_it(self, puller: Puller, site: Site) -> None:
        page = site.publish("Horaires &amp; tarifs", kind="pages")
        page.write("Martine", "Et le lundi ?")
        [post, item] = (await puller.page()).items
        assert (post.text, post.external_id) == ("Horaires & tarifs", item.post)

    async def test_below_another_is_a_reply(self, puller: Puller, article: Article) -> None:
        comment = article.write("Sylvie", "Et les bus ?")
        article.write("Marc", "Des navettes.", comment)
        article.say("Deux navettes.", by="palabre", parent=comment)
        article.say("Trois navettes.", by="redaction", parent=comment)
        [_, marc, ours, editor] = await puller.comments()
        assert [(item.kind, item.parent, item.is_ours) for item in (marc, ours, editor)] == [
            ("reply", str(comment), False),
            ("reply", str(comment), True),
            ("reply", str(comment), False),
        ]
        assert editor.author.name == "Redaction du Courrier"

    async def test_of_one_visitor_has_one_author(self, puller: Puller, article: Article) -> None:
        first = article.write("Sylvie", "Un", email="sylvie@lecteurs.example")
        article.date_back(first, datetime.now(UTC) - timedelta(minutes=1))
        article.write("Sylvie M.", "Deux", email="Sylvie@lecteurs.example")
        article.write("Sylvie", "Trois", email="autre@lecteurs.example")
        sylvie, again, other = [item.author.id for item in await puller.comments()]
        assert sylvie == again != other

    @pytest.mark.parametrize(
        ("status", "standing"), [("approved", "visible"), ("hold", "held"), ("spam", "spam")]
    )
    async def test_says_how_the_public_sees_it(
        self, puller: Puller, article: Article, status: str, standing: str
    ) -> None:
        comment = article.write("Sylvie", "Bonjour")
        if status != "approved":
            article.moderate(comment, status)
        assert [item.standing for item in await puller.comments()] == [standing]


class TestPull:
    async def test_of_a_quiet_site_changes_nothing(self, puller: Puller, article: Article) -> None:
        article.write("Sylvie", "Bonjour")
        await puller.all()
        before = puller.cursor
        assert await puller.page() == Page(items=(), deleted=(), cursor=before or "", more=False)

    async def test_tells_what_comes_in_one_second_once(self, puller: Puller, article: Article) -> None:
        came: list[str] = []
        for number in range(6):
            article.write(f"Sylvie {number}", f"Question {number}")
            came += await puller.texts()
        assert came == [f"Question {number}" for number in range(6)]

    async def test_finds_what_bears_an_earlier_time(self, puller: Puller, article: Article) -> None:
        """As in the hour that comes twice in October, or on a site whose clock was set back."""
        article.write("Sylvie", "à l’heure")
        await puller.all()
        late = article.write("Marc", "en retard")
        article.date_back(late, datetime.now(UTC) - timedelta(hours=2))
        assert await puller.texts() == ["en retard"]

    async def test_brings_changes_of_status_back_and_forth(self, puller: Puller, article: Article) -> None:
        comment = article.write("Sylvie", "Bonjour")
        await puller.all()
        seen = []
        for status in ("hold", "approved", "spam", "approved"):
            article.moderate(comment, status)
            seen += [item.standing for item in await puller.comments()]
        assert seen == ["held", "visible", "spam", "visible"]

    async def test_tells_the_bin_from_the_end(self, puller: Puller, article: Article) -> None:
        comment = article.write("Sylvie", "Bonjour")
        await puller.all()
        article.delete(comment)
        page = await puller.page()
        assert (page.items, page.deleted, page.binned) == ((), (), (str(comment),))
        assert (await puller.page()).binned == ()
        article.moderate(comment, "untrash")
        assert await puller.texts() == ["Bonjour"]
        article.delete(comment, for_good=True)
        assert (await puller.page()).deleted == (str(comment),)
        assert (await puller.page()).deleted == ()

    async def test_notices_that_answers_move_up(self, puller: Puller, article: Article) -> None:
        first = article.write("Sylvie", "Un")
        second = article.write("Marc", "Deux", first)
        third = article.write("Sylvie", "Trois", second)
        await puller.all()
        article.delete(second, for_good=True)
        page = await puller.page()
        assert page.deleted == (str(second),)
        moved = {item.external_id: item.parent for item in page.items if item.kind != "post"}
        assert moved == {str(third): str(first)}

    async def test_brings_an_edit(self, puller: Puller, article: Article) -> None:
        comment = article.write("Sylvie", "Bonjour")
        await puller.all()
        article.rewrite(comment, "Bonsoir")
        [edited] = await puller.comments()
        assert (edited.external_id, edited.text) == (str(comment), "Bonsoir")

    async def test_begins_anew_with_an_unreadable_cursor(self, puller: Puller, article: Article) -> None:
        article.write("Sylvie", "Bonjour tout le monde")
        await puller.all()
        puller.cursor = '{"of": "another version"}'
        assert "Bonjour tout le monde" in await puller.texts()

    async def test_knows_its_own_words_after_a_change_of_user(
        self, puller: Puller, article: Article, site: Site
    ) -> None:
        puller.account = AccountAccess(site.url, site.people["redaction"].credentials)
        article.say("De la rédaction", by="redaction")
        article.say("De Palabre", by="palabre")
        assert [item.is_ours for item in await puller.comments()] == [True, False]


class TestHorizon:
    async def test_hides_what_is_older(self, puller: Puller, article: Article) -> None:
        old = article.write("Sylvie", "Il y a longtemps")
        article.date_back(old, datetime.now(UTC) - timedelta(days=31))
        assert await puller.texts() == []

    async def test_passes_over_a_comment_without_its_end_being_told(
        self, puller: Puller, article: Article
    ) -> None:
        old = article.write("Sylvie", "Bientôt vieux")
        await puller.all()
        article.date_back(old, datetime.now(UTC) - timedelta(days=31))
        for _ in range(3):
            page = await puller.page()
            assert (page.items, page.deleted) == ((), ())


class TestManyComments:
    """More than one page of them, so that reading goes on downwards."""

    async def test_arrive_once_each(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article
    ) -> None:
        written = article.fill(230)
        stranger = Puller(adapter, account)
        assert sorted(int(item.external_id) for item in await stranger.comments()) == written
        assert await stranger.texts() == []

    async def test_come_after_an_outage(self, puller: Puller, article: Article) -> None:
        written = article.fill(230)
        assert sorted(int(item.external_id) for item in await puller.comments()) == written

    @pytest.mark.parametrize("gone", [OVERLAP - 2, 3 * OVERLAP])
    async def test_do_not_slip_through_when_newer_ones_go(
        self, puller: Puller, article: Article, gone: int
    ) -> None:
        written = article.fill(230)
        first = await puller.page()
        for comment in written[-gone:]:
            article.delete(comment, for_good=True)
        came = [*first.items, *[item for page in await puller.all() for item in page.items]]
        assert {item.external_id for item in came if item.kind != "post"} == set(map(str, written))

    async def test_and_newer_ones_meanwhile_all_arrive(self, puller: Puller, article: Article) -> None:
        written = article.fill(230)
        came = [item for item in (await puller.page()).items if item.kind != "post"]
        written += article.fill(120)
        came += await puller.comments() + await puller.comments()
        assert {int(item.external_id) for item in came} == set(written)

    async def test_are_read_again_in_turn(self, puller: Puller, article: Article) -> None:
        written = article.fill(230)
        await puller.all()
        article.rewrite(written[0], "Changé en bas de la troisième page")
        pages = -(-len(written) // (PAGE_SIZE - OVERLAP))
        assert await puller.rounds_until("Changé en bas de la troisième page") <= pages
        article.delete(written[1], for_good=True)
        assert await puller.rounds_until_deleted(written[1]) <= pages
