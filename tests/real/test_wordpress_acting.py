"""What we send: on the site's public page at most once, and every way of failing says what is known."""

from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.networks.adapter import AccountAccess, Reply
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
)
from services.ingest.networks.wordpress import CAPABILITIES, WordPressAdapter
from services.runtime.http import AllowedPlaces, Limits, OutgoingHTTP
from tests.infra.demo.running import TLS
from tests.real.wordpress.site import Article, Site

pytestmark = pytest.mark.real

TEXT = "Bonjour Sylvie, deux navettes gratuites."

# As a plugin does that runs into its own limits after WordPress has stored the comment.
DIES_AFTERWARDS = "add_action('rest_after_insert_comment', function () {{ {end} }});"
FAILS = "http_response_code(500); exit('<h1>Critical error</h1>');"
SAYS_NOTHING = "exit;"
HANGS = "sleep(9);"
# What a WordPress on busy cores takes for an answer is less, and what hangs is more.
HASTY = Limits(silence_seconds=4, total_seconds=8)
FLOODED = "add_filter('wp_is_comment_flood', '__return_true', 99);"
HOLDS = "add_filter('pre_comment_approved', '__return_zero', 99);"


@pytest.fixture
def reply(article: Article) -> Reply:
    return reply_to(article, article.write("Sylvie", "Et les bus ?"))


def reply_to(article: Article, comment: int, text: str = TEXT) -> Reply:
    return Reply(parent=str(comment), post=article.external_id, text=text, key="key-1")


def now() -> datetime:
    return datetime.now(UTC)


async def failure(adapter: WordPressAdapter, account: AccountAccess, reply: Reply) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        await adapter.publish_reply(account, reply)
    return caught.value


class TestPublishReply:
    async def test_stands_once_under_the_comment(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        published = await adapter.publish_reply(account, reply)
        assert published.url == f"{article.link}#comment-{published.external_id}"
        assert article.page().count(TEXT) == 1
        assert article.parent(int(published.external_id)) == int(reply.parent)

    async def test_shows_what_was_written_and_no_markup(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        written = "Moins de 10 € <tout compris> & sans R&B.\n\nÀ demain"
        await adapter.publish_reply(account, reply_to(article, int(reply.parent), written))
        assert (
            "<p>Moins de 10 € &lt;tout compris&gt; &amp; sans R&amp;B.</p>\n<p>À demain</p>" in article.page()
        )

    async def test_goes_below_a_reply_as_well(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        answer = article.write("Marc", "Des navettes.", int(reply.parent))
        published = await adapter.publish_reply(account, reply_to(article, answer))
        assert article.parent(int(published.external_id)) == answer

    async def test_of_the_same_words_stands_once_however_often_it_is_sent(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        first = await adapter.publish_reply(account, reply)
        assert await adapter.publish_reply(account, reply) == first
        assert article.count(TEXT) == 1

    async def test_of_the_same_words_later_is_refused(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        """It would be another reply, of which nothing stands there."""
        first = await adapter.publish_reply(account, reply)
        article.date_back(int(first.external_id), now() - timedelta(minutes=6))
        error = await failure(adapter, account, reply)
        assert (type(error), error.code) == (Refused, "comment_duplicate")
        assert article.count(TEXT) == 1

    async def test_that_was_put_aside_on_the_site_is_not_published_again(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        published = await adapter.publish_reply(account, reply)
        article.moderate(int(published.external_id), "spam")
        error = await failure(adapter, account, reply)
        assert (type(error), error.code) == (Refused, "comment_duplicate")
        assert article.count(TEXT) == 1

    async def test_is_visible_although_the_site_holds_comments_back(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply, site: Site
    ) -> None:
        with site.plugin(HOLDS):
            await adapter.publish_reply(account, reply)
        assert article.page().count(TEXT) == 1

    async def test_may_be_as_long_as_the_capabilities_say(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        longest = "é" * 32_762 + "a"
        assert CAPABILITIES.admits(longest)
        assert not CAPABILITIES.admits(longest + "a")
        await adapter.publish_reply(account, reply_to(article, int(reply.parent), longest))
        assert article.count(longest) == 1
        error = await failure(adapter, account, reply_to(article, int(reply.parent), longest + "a"))
        assert (type(error), error.code) == (Refused, "comment_content_column_length")


class TestRefusal:
    async def test_of_a_closed_thread(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        article.close()
        error = await failure(adapter, account, reply)
        assert (type(error), error.code) == (Refused, "rest_comment_closed")
        assert error.detail == "The comments of this article are closed on the site."

    @pytest.mark.parametrize(
        ("for_good", "code"), [(True, "rest_comment_invalid_id"), (False, "parent_in_bin")]
    )
    async def test_of_a_comment_that_is_gone(
        self,
        adapter: WordPressAdapter,
        account: AccountAccess,
        article: Article,
        reply: Reply,
        for_good: bool,
        code: str,
    ) -> None:
        """WordPress itself would have taken it, and shown it as an answer to nobody."""
        article.delete(int(reply.parent), for_good=for_good)
        error = await failure(adapter, account, reply)
        assert (type(error), error.code) == (Gone, code)
        assert article.count(TEXT) == 0

    @pytest.mark.parametrize("status", ["hold", "spam"])
    async def test_of_a_comment_that_the_public_does_not_see(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply, status: str
    ) -> None:
        article.moderate(int(reply.parent), status)
        error = await failure(adapter, account, reply)
        assert (type(error), error.code) == (Refused, "parent_not_visible")

    async def test_of_an_article_is_none(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article
    ) -> None:
        error = await failure(adapter, account, Reply(article.external_id, None, TEXT, "key-1"))
        assert (type(error), error.code) == (Refused, "not_a_comment")

    async def test_for_speed_is_only_for_now(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply, site: Site
    ) -> None:
        article.say("Un mot de plus.", by="palabre")
        with site.plugin(FLOODED):
            error = await failure(adapter, account, reply)
        assert (type(error), error.code, error.retry_after) == (
            RateLimited,
            "comment_flood",
            timedelta(seconds=15),
        )
        assert article.count(TEXT) == 0

    async def test_of_wrong_credentials_is_not_that_of_lost_rights(
        self, adapter: WordPressAdapter, article: Article, reply: Reply, site: Site
    ) -> None:
        wrong = AccountAccess(site.url, {"user": "palabre", "application_password": "abcd efgh"})
        reader = AccountAccess(site.url, site.people["lectrice"].credentials)
        first, second = await failure(adapter, wrong, reply), await failure(adapter, reader, reply)
        assert (type(first), first.code) == (CredentialsRejected, "credentials_rejected")
        assert (type(second), second.code) == (Refused, "rest_forbidden_context")
        assert article.count(TEXT) == 0


class TestUnknownOutcome:
    @pytest.mark.parametrize("end", [FAILS, SAYS_NOTHING, HANGS], ids=["5xx", "empty", "too slow"])
    async def test_is_settled_by_reading_back(
        self, account: AccountAccess, article: Article, reply: Reply, site: Site, end: str
    ) -> None:
        allowed = AllowedPlaces.parse("127.0.0.1")
        async with OutgoingHTTP(allowed=allowed, tls=TLS, limits=HASTY) as http:
            adapter = WordPressAdapter(http)
            began = now()
            with site.plugin(DIES_AFTERWARDS.format(end=end)):
                error = await failure(adapter, account, reply)
            assert type(error) is OutcomeUnknown
            found = await adapter.find_reply(account, reply, since=began)
        assert found is not None
        assert article.count(TEXT) == 1
        assert article.parent(int(found.external_id)) == int(reply.parent)

    async def test_before_anything_was_sent_is_none(
        self, adapter: WordPressAdapter, account: AccountAccess, reply: Reply, article: Article, site: Site
    ) -> None:
        """Reading the comment that is to be answered failed: the answer itself has not left."""
        with site.plugin(
            "add_filter('rest_prepare_comment', function () { http_response_code(500); exit; });"
        ):
            error = await failure(adapter, account, reply)
        assert type(error) is SurelyNotSent
        assert article.count(TEXT) == 0


class TestFindReply:
    async def test_knows_its_own_words_as_wordpress_keeps_them(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply, site: Site
    ) -> None:
        written = "L’été <3 à Nevers, c\u2019est d\u0065\u0301ja\u0300 « demain » & loin : https://nevers.example/été"
        asked = reply_to(article, int(reply.parent), written)
        # Most sites let editors write HTML; those of a network of sites, and many by plugin, filter it.
        with site.plugin("add_action('init', 'kses_init_filters', 99);"):
            published = await adapter.publish_reply(account, asked)
        assert await adapter.find_reply(account, asked, since=now()) == published

    async def test_finds_nothing_that_is_not_ours(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, reply: Reply
    ) -> None:
        article.say(TEXT, by="redaction", parent=int(reply.parent))
        article.say(TEXT, by="palabre")
        article.say("Autre chose.", by="palabre", parent=int(reply.parent))
        assert await adapter.find_reply(account, reply, since=now()) is None

    async def test_passes_over_what_is_known_and_what_is_old(
        self, adapter: WordPressAdapter, account: AccountAccess, reply: Reply
    ) -> None:
        published = await adapter.publish_reply(account, reply)
        known = frozenset({published.external_id})
        assert await adapter.find_reply(account, reply, since=now(), known=known) is None
        assert await adapter.find_reply(account, reply, since=now() + timedelta(hours=1)) is None
        assert await adapter.find_reply(account, reply, since=now()) == published


class TestModeration:
    @pytest.mark.parametrize(
        ("act", "before", "after"),
        [
            ("hide", "approved", "0"),
            ("hide", "hold", "0"),
            ("hide", "spam", "spam"),
            ("hide", "trash", "trash"),
            ("unhide", "hold", "1"),
            ("unhide", "spam", "1"),
            ("unhide", "approved", "1"),
            ("mark_spam", "approved", "spam"),
            ("mark_spam", "hold", "spam"),
            ("mark_spam", "spam", "spam"),
            ("delete", "approved", "trash"),
            ("delete", "spam", "trash"),
            ("delete", "trash", "trash"),
            ("restore", "trash", "1"),
            ("restore", "spam", "1"),
            ("restore", "approved", "1"),
        ],
    )
    async def test_ends_where_it_shall_whatever_was_before(
        self,
        adapter: WordPressAdapter,
        account: AccountAccess,
        article: Article,
        act: str,
        before: str,
        after: str,
    ) -> None:
        comment = article.write("Marc", "Bande de clowns")
        if before != "approved":
            article.moderate(comment, before)
        for key in ("key-1", "key-1", "key-2"):
            await getattr(adapter, act)(account, str(comment), key)
            assert article.status(comment) == after
        assert ("Bande de clowns" in article.page()) == (after == "1")

    async def test_of_a_held_comment_of_the_bin_shows_it_after_all(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article
    ) -> None:
        """WordPress would bring it back into the state that it had before."""
        comment = article.write("Marc", "Bande de clowns")
        article.moderate(comment, "hold")
        await adapter.delete(account, str(comment), "key-1")
        await adapter.restore(account, str(comment), "key-2")
        assert article.status(comment) == "1"

    @pytest.mark.parametrize("act", ["hide", "unhide", "mark_spam", "restore"])
    async def test_of_what_is_gone_is_told(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, act: str
    ) -> None:
        comment = article.write("Marc", "Bande de clowns")
        article.delete(comment, for_good=True)
        with pytest.raises(Gone):
            await getattr(adapter, act)(account, str(comment), "key-1")
        await adapter.delete(account, str(comment), "key-2")

    @pytest.mark.parametrize("act", ["hide", "delete"])
    async def test_without_the_right_is_refused(
        self, adapter: WordPressAdapter, article: Article, site: Site, act: str
    ) -> None:
        comment = article.write("Marc", "Bande de clowns")
        reader = AccountAccess(site.url, site.people["lectrice"].credentials)
        with pytest.raises(Refused) as caught:
            await getattr(adapter, act)(reader, str(comment), "key-1")
        assert caught.value.code in {"rest_forbidden_context", "rest_cannot_delete"}
        assert article.status(comment) == "1"

    async def test_on_a_site_without_a_bin_deletes_nothing_for_good(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, site: Site
    ) -> None:
        comment = article.write("Marc", "Bande de clowns")
        without_bin = site.plugin("add_filter('rest_comment_trashable', '__return_false');")
        with without_bin, pytest.raises(Refused) as caught:
            await adapter.delete(account, str(comment), "key-1")
        assert caught.value.code == "rest_trash_not_supported"
        assert article.status(comment) == "1"

    async def test_of_a_site_that_is_away_may_be_repeated(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article, site: Site
    ) -> None:
        comment = article.write("Marc", "Bande de clowns")
        away = AccountAccess(f"{site.server}/autre", account.credentials)
        with pytest.raises(SurelyNotSent) as caught:
            await adapter.hide(away, str(comment), "key-1")
        assert caught.value.code == "not_wordpress"
