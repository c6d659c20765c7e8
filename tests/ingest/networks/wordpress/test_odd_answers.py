"""What a site answers when a plugin, a proxy or its neighbour answers for it."""

from datetime import timedelta

import pytest

from services.ingest.networks.adapter import AccountAccess, Reply
from services.ingest.networks.errors import (
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
)
from services.ingest.networks.wordpress import WordPressAdapter
from services.ingest.networks.wordpress.words import WORDS
from services.runtime.http import Answer
from tests.ingest.networks.wordpress.site import API, URL, Site, answer

HTML = "<html><body>Bienvenue</body></html>"


async def failure(adapter: WordPressAdapter, account: AccountAccess) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        await adapter.pull(account, None)
    return caught.value


def reply_to(comment: int) -> Reply:
    return Reply(parent=str(comment), post="post-1", text="Deux navettes.", key="key-1")


class TestListing:
    @pytest.mark.parametrize(
        ("odd", "kind", "code"),
        [
            (answer(200, HTML), OutcomeUnknown, "unreadable_answer"),
            (answer(200, [{"id": 1}]), OutcomeUnknown, "unreadable_answer"),
            (answer(200, {"items": []}), OutcomeUnknown, "unreadable_answer"),
            (answer(503, HTML, retry_after="600"), OutcomeUnknown, "http_503"),
            (answer(500, HTML), OutcomeUnknown, "http_500"),
            (answer(429, HTML, retry_after="30"), RateLimited, "http_429"),
            (answer(403, HTML), Refused, "http_403"),
            (answer(404, HTML), SurelyNotSent, "api_moved"),
            (answer(301, HTML, location="https://ailleurs.example"), SurelyNotSent, "api_moved"),
            (answer(403, {"code": "rest_forbidden_context", "message": "No."}), Refused, "rest_forbidden_context"),
            (answer(404, {"code": "rest_no_route", "message": "No."}), Gone, "rest_no_route"),
        ],
    )  # fmt: skip
    async def test_that_is_none_is_named(
        self,
        adapter: WordPressAdapter,
        account: AccountAccess,
        site: Site,
        odd: Answer,
        kind: type[NetworkError],
        code: str,
    ) -> None:
        site.odd["/comments"] = odd
        error = await failure(adapter, account)
        assert (type(error), error.code) == (kind, code)

    async def test_keeps_the_pause_that_the_site_wants(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        site.odd["/comments"] = answer(503, HTML, retry_after="600")
        assert (await failure(adapter, account)).retry_after == timedelta(minutes=10)

    async def test_is_read_to_its_end_without_the_header_that_counts(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        written = {str(site.write(f"Question {number}")) for number in range(230)}
        site.tells_total = False
        came, cursor, more = set(), None, True
        while more:
            page = await adapter.pull(account, cursor)
            came |= {item.external_id for item in page.items}
            cursor, more = page.cursor, page.more
        assert came == written

    @pytest.mark.parametrize("date", ["0000-00-00T00:00:00", "-001-11-30T00:00:00", "", None])
    async def test_takes_a_comment_whose_date_an_importer_lost(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site, date: str | None
    ) -> None:
        comment = site.comments[site.write()]
        site.odd["/comments"] = answer(200, [comment.told(date_gmt=date)], x_wp_total="1")
        [item] = (await adapter.pull(account, None)).items
        assert item.created_at == comment.at.replace(microsecond=0)

    async def test_takes_a_comment_of_nobody(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        first, second = (site.comments[site.write()] for _ in range(2))
        told = [
            one.told(author_name="", author_email="", author_url="javascript:x") for one in (second, first)
        ]
        site.odd["/comments"] = answer(200, told, x_wp_total="2")
        items = (await adapter.pull(account, None)).items
        assert [(item.author.name, item.author.url) for item in items] == [("", None), ("", None)]
        assert items[0].author.id != items[1].author.id

    async def test_shows_what_a_plugin_calls_otherwise_as_hidden(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        for status in ("post-trashed", "quarantine"):
            site.write(status=status)
        items = (await adapter.pull(account, None)).items
        assert [item.standing for item in items] == ["hidden", "hidden"]


class TestAbsence:
    async def test_of_what_we_may_not_see_any_more_is_no_deletion(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        hidden, gone = site.write(), site.write()
        page = await adapter.pull(account, None)
        site.comments[hidden].is_secret = True
        del site.comments[gone]
        page = await adapter.pull(account, page.cursor)
        assert page.deleted == (str(gone),)
        assert (await adapter.pull(account, page.cursor)).deleted == ()

    async def test_of_what_has_grown_old_is_no_deletion(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        for _ in range(3):
            site.write()
        page = await adapter.pull(account, None)
        site.grow_old()
        page = await adapter.pull(account, page.cursor)
        assert (page.items, page.deleted) == ((), ())

    async def test_of_many_is_looked_into_bit_by_bit(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        written = {str(site.write()) for _ in range(90)}
        page = await adapter.pull(account, None)
        site.comments.clear()
        gone: list[str] = []
        for _ in range(5):
            site.asked.clear()
            page = await adapter.pull(account, page.cursor)
            gone += page.deleted
            assert len(site.asked) < 30
        assert sorted(gone) == sorted(written)


class TestReply:
    async def test_that_the_site_keeps_back_is_refused_and_says_so(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        parent = site.write("Et les bus ?")
        held = site.comments[site.write("Deux navettes.", parent=parent, status="hold")]
        site.odd["/comments"] = answer(201, held.told())
        with pytest.raises(Refused) as caught:
            await adapter.publish_reply(account, reply_to(parent))
        assert caught.value.code == "reply_held"

    @pytest.mark.parametrize(
        ("odd", "kind"),
        [
            (answer(500, {"code": "rest_comment_failed_create", "message": "Failed."}), SurelyNotSent),
            (answer(500, {"code": "internal_server_error", "message": "Critical."}), OutcomeUnknown),
            (answer(502, HTML), OutcomeUnknown),
            (answer(200, HTML), OutcomeUnknown),
            (answer(201, {"id": 5}), OutcomeUnknown),
            (answer(409, {"code": "comment_duplicate", "message": "Duplicate."}), Refused),
        ],
    )
    async def test_says_whether_it_may_stand_there(
        self,
        adapter: WordPressAdapter,
        account: AccountAccess,
        site: Site,
        odd: Answer,
        kind: type[NetworkError],
    ) -> None:
        """The last is a duplicate that could not be looked for either."""
        parent = site.write("Et les bus ?")
        site.odd["/comments"] = odd
        with pytest.raises(NetworkError) as caught:
            await adapter.publish_reply(account, reply_to(parent))
        assert isinstance(caught.value, kind)


class TestStatus:
    @pytest.mark.parametrize(("before", "kind"), [("approved", Refused), ("hold", None)])
    async def test_that_the_site_fails_to_change_is_looked_at_again(
        self,
        adapter: WordPressAdapter,
        account: AccountAccess,
        site: Site,
        before: str,
        kind: type[NetworkError] | None,
    ) -> None:
        """WordPress says the same when somebody else was faster, which is success."""
        comment = site.comments[site.write()]
        answers = iter(
            [
                answer(200, comment.told()),
                answer(500, {"code": "rest_comment_failed_edit", "message": "Failed."}),
                answer(200, comment.told(status=before)),
            ]
        )
        site.sequence = answers
        if kind is None:
            await adapter.hide(account, str(comment.id), "key-1")
            return
        with pytest.raises(kind):
            await adapter.hide(account, str(comment.id), "key-1")


class TestDoor:
    @pytest.mark.parametrize(
        ("led_to", "code"),
        [
            ("https://ailleurs.example/wp-json/", "site_elsewhere"),
            ("http://courrier.example/wp-json/", "site_elsewhere"),
        ],
    )
    async def test_is_not_followed_elsewhere(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site, led_to: str, code: str
    ) -> None:
        site.odd["/wp-json/"] = answer(200, {"namespaces": ["wp/v2"], "authentication": []}, url=led_to)
        assert (await failure(adapter, account)).code == code
        assert all("authorization" not in asked.headers for asked in site.asked)

    async def test_is_followed_to_the_same_site(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        moved = f"{API.replace('courrier', 'www.courrier')}/"
        site.odd["/wp-json/"] = answer(200, {"namespaces": ["wp/v2"], "authentication": []}, url=moved)
        with pytest.raises(NetworkError):
            await adapter.pull(account, None)
        assert site.asked[-1].url.startswith("https://www.courrier.example/wp-json/wp/v2/")

    async def test_is_found_by_the_link_of_a_page(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        link = '<https://courrier.example/interface/>; rel="https://api.w.org/"'
        site.odd = {
            "/wp-json/": answer(404, HTML),
            "/interface/": answer(200, {"namespaces": ["wp/v2"]}, url=f"{URL}/interface/"),
            "courrier.example/": answer(200, HTML, url=f"{URL}/", link=link),
        }
        with pytest.raises(NetworkError):
            await adapter.pull(account, None)
        assert site.asked[-1].url == f"{URL}/interface/wp/v2/users/me"

    @pytest.mark.parametrize(
        ("page", "code"),
        [
            (answer(200, HTML), "not_wordpress"),
            (answer(200, "<link href='/wp-includes/css/style.css'>"), "rest_switched_off"),
            (answer(503, HTML), "http_503"),
        ],
    )
    async def test_that_is_not_there_says_why(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site, page: Answer, code: str
    ) -> None:
        site.odd = {"/wp-json/": answer(404, HTML), "courrier.example/": page}
        assert (await failure(adapter, account)).code == code


class TestWords:
    def test_are_sentences(self) -> None:
        assert all(words[0].isupper() and words.endswith(".") for words in WORDS.values())
