"""Reading a feed again and again: what is new comes once, what is quiet costs nothing, what fails has a name."""

import asyncio
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from services.ingest.networks.adapter import AccountAccess, Reply
from services.ingest.networks.capabilities import Act
from services.ingest.networks.errors import (
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
)
from services.ingest.networks.rss import CAPABILITIES, RSSAdapter
from services.runtime.http import Address, AllowedPlaces, OutgoingHTTP
from tests.ingest.networks.rss.conftest import NOON, Reader
from tests.ingest.networks.rss.site import Site, rss

ONE, TWO = "<guid>1</guid><title>Un</title>", "<guid>2</guid><title>Deux</title>"
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
ATTRIBUTES = " ".join(f'a{n}="x"' for n in range(20_000))


class TestPull:
    async def test_what_is_new_comes_once(self, site: Site, reader: Reader) -> None:
        site.put(rss(ONE))
        assert [item.text for item in await reader.items()] == ["Un"]
        site.put(rss(TWO, ONE))
        assert [item.text for item in await reader.items()] == ["Deux"]
        assert await reader.items() == ()

    async def test_what_leaves_the_feed_is_not_gone_and_comes_back_unchanged(
        self, site: Site, reader: Reader
    ) -> None:
        for feed in (rss(ONE, TWO), rss(TWO), rss(ONE, TWO)):
            site.put(feed)
            page = await reader.page()
            assert page.deleted == ()
        assert page.items == ()

    async def test_a_change_comes_again(self, site: Site, reader: Reader) -> None:
        site.put(rss(ONE, TWO))
        await reader.items()
        site.put(rss(ONE.replace("Un", "Une"), TWO))
        assert [(item.external_id, item.text) for item in await reader.items()] == [("1", "Une")]

    async def test_an_archive_is_read_from_its_newest_end(self, site: Site, reader: Reader) -> None:
        site.put(rss(*(f"<guid>{n}</guid><title>{n}</title>" for n in range(900))))
        assert [item.external_id for item in await reader.items()] == [str(n) for n in range(500)]

    async def test_a_feed_of_endless_tags_is_read_as_far_as_seconds_go(
        self, site: Site, reader: Reader
    ) -> None:
        site.put(rss(ONE, "<a>" * 1_000_000, TWO))
        assert [item.text for item in await reader.items()][:1] == ["Un"]

    @pytest.mark.parametrize("cursor", ["", "{}", "[1]", '["a",null,null,{"x":1}]', "☃"])
    async def test_begins_anew_with_an_unreadable_cursor(
        self, site: Site, reader: Reader, cursor: str
    ) -> None:
        site.put(rss(ONE))
        reader.cursor = cursor
        assert len(await reader.items()) == 1

    async def test_an_empty_feed_is_a_feed(self, site: Site, reader: Reader) -> None:
        site.put(rss())
        assert await reader.items() == ()

    async def test_a_cut_feed_brings_what_arrived(self, site: Site, reader: Reader) -> None:
        site.put(rss(ONE, TWO)[:-40])
        assert "Un" in [item.text for item in await reader.items()]

    async def test_junk_before_the_feed_is_passed_over(self, site: Site, reader: Reader) -> None:
        site.put("\n<!-- <rss> -->Warning: undefined variable\n" + rss(ONE))
        assert [item.text for item in await reader.items()] == ["Un"]


class TestCondition:
    @pytest.mark.parametrize(
        ("mark", "value", "condition"),
        [
            ("etag", 'W/"7"', "if-none-match"),
            ("last_modified", "Sun, 22 Nov 2026 08:00:00 GMT", "if-modified-since"),
        ],
    )
    async def test_what_has_not_changed_is_not_sent_again(
        self, site: Site, reader: Reader, mark: str, value: str, condition: str
    ) -> None:
        site.put(rss(ONE), **{mark: value})
        first = await reader.page()
        second = await reader.page()
        assert [condition in asked for asked in site.asked] == [False, True]
        assert site.asked[1][condition] == value
        assert (second.items, second.cursor) == ((), first.cursor)

    async def test_another_address_knows_no_mark_of_the_first(self, site: Site, reader: Reader) -> None:
        site.put(rss(ONE), etag='"7"')
        site.put(rss(ONE), "/other", etag='"7"')
        await reader.page()
        reader.url = site.feed_url.replace("/feed", "/other")
        assert len(await reader.items()) == 1

    @pytest.mark.parametrize(
        ("ttl", "cache_control", "rest"),
        [
            ("", "", 0),
            ("30", "", 1800),
            ("", "public, max-age=600", 600),
            ("5", "max-age=600", 600),
            ("1440", "", 3600),
            ("", "max-age=99999999999", 3600),
            ("-1", "no-cache", 0),
            ("demain", "s-maxage=90", 0),
        ],
    )
    async def test_it_says_how_long_it_wants_to_be_left_alone(
        self, site: Site, reader: Reader, ttl: str, cache_control: str, rest: int
    ) -> None:
        about = f"<title>t</title><ttl>{ttl}</ttl>"
        site.put(rss(ONE, about=about), cache_control=cache_control, etag='"1"')
        assert (await reader.page()).rest == timedelta(seconds=rest)


class TestMove:
    @pytest.mark.parametrize(
        ("status", "is_for_good"), [(301, True), (308, True), (302, False), (303, False), (307, False)]
    )
    async def test_is_followed_and_told_when_it_is_for_good(
        self, site: Site, reader: Reader, status: int, is_for_good: bool
    ) -> None:
        site.answer_with(status, location="/new")
        site.put(rss(ONE), "/new")
        page = await reader.page()
        assert len(page.items) == 1
        assert page.moved_to == (site.feed_url.replace("/feed", "/new") if is_for_good else None)

    async def test_for_good_behind_one_for_now_is_not_ours(self, site: Site, reader: Reader) -> None:
        site.answer_with(302, location="/a")
        site.answer_with(301, "/a", location="/b")
        site.put(rss(ONE), "/b")
        assert (await reader.page()).moved_to is None

    async def test_in_a_circle_ends(self, site: Site, reader: Reader) -> None:
        site.answer_with(302, location="/feed")
        with pytest.raises(Gone, match="circle"):
            await reader.page()
        assert len(site.asked) == 6


class TestGuard:
    @pytest.mark.parametrize(
        "place",
        [
            "http://127.0.0.2/",
            "http://localhost:1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]:1/",
            "http://[::ffff:a9fe:a9fe]/latest/meta-data",
            "http://169.254.169.254/",
            "http://0x7f000001:1/",
            "http://10.0.0.1/",
        ],
    )
    async def test_no_move_leads_inside(self, site: Site, reader: Reader, place: str) -> None:
        site.answer_with(301, location=place)
        with pytest.raises(SurelyNotSent) as refused:
            await reader.page()
        assert refused.value.code == "address_refused"

    @pytest.mark.parametrize("place", ["file:///etc/passwd", "gopher://a.example/", "http://a:b@c.example/"])
    async def test_nor_elsewhere_than_the_web(self, site: Site, reader: Reader, place: str) -> None:
        site.answer_with(302, location=place)
        with pytest.raises(SurelyNotSent) as refused:
            await reader.page()
        assert refused.value.code == "bad_request"

    async def test_a_name_that_changes_its_mind_is_vetted_at_each_hop(self, site: Site) -> None:
        answers: list[list[Address]] = [[ip_address("127.0.0.1")], [ip_address("::ffff:10.0.0.1")]]

        async def resolve(_host: str, _port: int) -> list[Address]:
            return answers.pop(0)

        site.answer_with(302, location="/again")
        allowed = AllowedPlaces.parse(f"127.0.0.1:{site.port}")
        async with OutgoingHTTP(allowed=allowed, resolve=resolve) as http:
            with pytest.raises(SurelyNotSent) as refused:
                await RSSAdapter(http).pull(AccountAccess(f"http://feed.example:{site.port}/feed"), None)
        assert (refused.value.code, answers) == ("address_refused", [])

    async def test_a_body_that_names_a_file_or_an_address_opens_neither(
        self, site: Site, reader: Reader, tmp_path: Path
    ) -> None:
        secret = tmp_path / "feed.xml"
        secret.write_text(rss("<guid>secret</guid><title>secret</title>"))
        site.put(rss(ONE), "/inside")
        for body in (str(secret), f"file://{secret}", site.feed_url.replace("/feed", "/inside")):
            site.put(body)
            with pytest.raises(Gone) as refused:
                await reader.page()
            assert refused.value.code == "not_a_feed"
        assert {asked[":path"] for asked in site.asked} == {"/feed"}


class TestTrouble:
    @pytest.mark.parametrize(
        ("status", "kind", "code"),
        [
            (410, Gone, "feed_gone"),
            (404, Gone, "http_404"),
            (403, Gone, "feed_protected"),
            (401, Gone, "feed_protected"),
            (500, OutcomeUnknown, "http_500"),
            (204, OutcomeUnknown, "http_204"),
        ],
    )
    async def test_has_a_name(
        self, site: Site, reader: Reader, status: int, kind: type[NetworkError], code: str
    ) -> None:
        site.answer_with(status)
        with pytest.raises(kind) as refused:
            await reader.page()
        assert refused.value.code == code

    async def test_a_pause_that_is_asked_for_is_heard(self, site: Site, reader: Reader) -> None:
        site.answer_with(429, **{"retry-after": "120"})
        with pytest.raises(RateLimited) as refused:
            await reader.page()
        assert refused.value.retry_after == timedelta(minutes=2)

    @pytest.mark.parametrize(
        ("body", "code", "words"),
        [
            ("<!doctype html><html><body>Accueil</body></html>", "page_not_feed", "a page"),
            (
                '<html><head><link rel="alternate" type="application/rss+xml" href="/flux.xml"></head></html>',
                "page_not_feed",
                "/flux.xml",
            ),
            ("", "not_a_feed", "neither"),
            ('{"items": []}', "not_a_feed", "neither"),
            ("<urlset><url/></urlset>", "not_a_feed", "neither"),
            ("\x89PNG\r\n", "not_a_feed", "neither"),
        ],
    )
    async def test_what_is_no_feed_says_what_it_is(
        self, site: Site, reader: Reader, body: str, code: str, words: str
    ) -> None:
        site.put(body)
        with pytest.raises(Gone) as refused:
            await reader.page()
        assert refused.value.code == code
        assert words in refused.value.detail

    async def test_a_feed_that_is_too_large_is_cut_off(self, site: Site, reader: Reader) -> None:
        site.put(rss(ONE) + " " * 5_000_000)
        with pytest.raises(OutcomeUnknown) as refused:
            await reader.page()
        assert refused.value.code == "answer_unusable"


class TestDanger:
    @pytest.mark.parametrize(
        "prologue",
        [
            LAUGHS,
            f'<!DOCTYPE l [<!ENTITY a "{"x" * 1000}">]>',
            '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    async def test_entities_never_reach_the_parser(
        self, site: Site, reader: Reader, prologue: str, encoding: str
    ) -> None:
        feed = rss("<guid>g</guid><title>&a;&c;</title>").replace(
            "?>", f' encoding="{encoding}"?>{prologue}', 1
        )
        site.put(feed.encode(encoding))
        with pytest.raises(Gone) as refused:
            await reader.page()
        assert refused.value.code == "dangerous_feed"

    async def test_nor_do_they_behind_what_the_guard_stumbles_over(self, site: Site, reader: Reader) -> None:
        """A fault before them stops defusedxml early; they are cut away with all that stands before the root."""
        site.put(rss("<guid>g</guid><title>[&c;]</title>").replace("?>", f"?><broken>{LAUGHS}", 1))
        assert "haha" not in (await reader.only()).text

    @pytest.mark.parametrize(
        "feed",
        [
            rss(f"<author>{'a' * 40_000}</author>"),
            rss(f"<author>{'aaaaaaaa<b/>&#97;<![CDATA[a]]>' * 2_000}</author>"),
            rss(f'<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{"a." * 20_000}</dc:creator>'),
            rss(f"<title {ATTRIBUTES}>Un</title>"),
        ],
        ids=["word", "word in pieces", "creator", "attributes"],
    )
    async def test_what_would_keep_the_worker_busy_for_minutes_is_refused(
        self, site: Site, reader: Reader, feed: str
    ) -> None:
        site.put(feed)
        with pytest.raises(Gone) as refused:
            await reader.page()
        assert refused.value.code == "dangerous_feed"

    @pytest.mark.parametrize("piece", ["<!--", "<a ", "</a ", "<!", "<?"])
    async def test_tags_that_never_end_take_no_time(self, site: Site, reader: Reader, piece: str) -> None:
        """The reader of HTML looked to the very end for each of them: minutes for this one."""
        site.put(
            rss(f"<guid>1</guid><title>Un</title><description><![CDATA[{piece * 40_000}]]></description>")
        )
        async with asyncio.timeout(10):
            assert (await reader.only()).text.startswith("Un")

    async def test_many_may_sign(self, site: Site, reader: Reader) -> None:
        names = ", ".join(f"Anne Martin {n}" for n in range(3_000))
        site.put(rss(f"<guid>1</guid><title>Un</title><author>{names}</author>"))
        assert (await reader.only()).author.name.startswith("Anne Martin 0, Anne Martin 1,")

    async def test_an_old_feed_may_name_its_document_type(self, site: Site, reader: Reader) -> None:
        named = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
        site.put(rss(ONE).replace("?>", f"?>{named}", 1))
        assert len(await reader.items()) == 1


class TestCheck:
    async def test_names_the_feed(self, site: Site, reader: Reader) -> None:
        site.put(rss(ONE))
        presence = await reader.adapter.check(AccountAccess(site.feed_url))
        assert (presence.name, presence.url) == ("La Gazette", "https://gazette.example/")


class TestOffer:
    def test_nothing_is_offered_but_reading(self) -> None:
        assert [act for act in Act if CAPABILITIES.offers(act)] == []

    async def test_every_act_is_refused_without_asking(self, site: Site, reader: Reader) -> None:
        account, adapter = AccountAccess(site.feed_url), reader.adapter
        reply = Reply("1", None, "Bonjour", "k")
        acts = (adapter.hide, adapter.unhide, adapter.mark_spam, adapter.delete, adapter.restore)
        asked = [act(account, "1", "k") for act in acts]
        asked += [adapter.publish_reply(account, reply), adapter.find_reply(account, reply, since=NOON)]  # type: ignore[list-item]  # each ends in the same refusal
        for one in asked:
            with pytest.raises(Refused) as refused:
                await one
            assert refused.value.code == "not_offered"
        assert site.asked == []
