"""What becomes of an entry: its id, its words, its date, its author, whatever version or fault the feed has."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.networks.adapter import FoundAttachment, FoundAuthor
from tests.ingest.networks.rss.conftest import NOON, Reader
from tests.ingest.networks.rss.site import Site, rss

LONG = hashlib.sha256(b"g" * 501).hexdigest()[:32]
MORNING = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.example/"><title>Veille</title><link>https://a.example/</link></channel>
<item rdf:about="https://a.example/1"><title>Le pont</title><link>https://a.example/1</link>
<dc:date>2026-11-22T08:30:00Z</dc:date><dc:creator>Sylvie</dc:creator></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Veille</title>
<entry><id>urn:uuid:1</id><title type="html">Le &lt;b&gt;pont&lt;/b&gt;</title>
<link rel="alternate" href="/articles/1"/><published>2026-11-22T09:30:00+01:00</published>
<updated>2026-11-22T10:00:00Z</updated><author><name>Sylvie</name><uri>https://s.example/</uri></author>
<summary>Il rouvre.</summary></entry></feed>"""
OLD = """<rss version="0.91"><channel><title>t</title><item><title>Le pont</title>
<link>https://a.example/1</link></item></channel></rss>"""


class TestVersion:
    async def test_rss_2(self, site: Site, reader: Reader) -> None:
        entry = (
            "<title>Le pont</title><link>https://a.example/1</link><guid isPermaLink='false'>pont-1</guid>"
            "<pubDate>Sun, 22 Nov 2026 09:30:00 +0100</pubDate><author>s@a.example (Sylvie)</author>"
            "<description>Il &lt;b&gt;rouvre&lt;/b&gt;.</description>"
            "<enclosure url='/pont.jpg' length='1' type='image/jpeg'/>"
        )
        about = "<title>La Gazette</title><language>fr-FR</language>"
        site.put(rss(entry, about=about))
        item = await reader.only()
        assert (item.external_id, item.kind, item.text) == ("pont-1", "article", "Le pont\n\nIl rouvre.")
        assert (item.url, item.created_at, item.lang) == ("https://a.example/1", MORNING, "fr-fr")
        assert item.author == FoundAuthor(id="Sylvie@127.0.0.1", name="Sylvie")
        image = f"http://127.0.0.1:{site.port}/pont.jpg"
        assert item.attachments == (FoundAttachment(image, "image/jpeg"),)
        assert not item.is_ours

    @pytest.mark.parametrize(
        ("feed", "external_id", "author"),
        [
            (RDF, "https://a.example/1", "Sylvie"),
            (ATOM, "urn:uuid:1", "Sylvie"),
            (OLD, "https://a.example/1", "t"),
        ],
    )
    async def test_others(self, site: Site, reader: Reader, feed: str, external_id: str, author: str) -> None:
        site.put(feed)
        item = await reader.only()
        assert item.external_id == external_id
        assert item.text.startswith("Le pont")
        assert item.author.name == author
        assert item.created_at == (NOON if feed is OLD else MORNING)

    async def test_relative_addresses_stand_below_the_feeds(self, site: Site, reader: Reader) -> None:
        site.put(ATOM)
        assert (await reader.only()).url == f"http://127.0.0.1:{site.port}/articles/1"


class TestId:
    @pytest.mark.parametrize(
        ("entry", "external_id"),
        [
            ("<title>a</title><guid>g</guid><link>https://a.example/1</link>", "g"),
            ("<title>a</title><link>https://a.example/1</link>", "https://a.example/1"),
            ("<title>a</title>", "sha256:ca978112ca1bbdcafac231b39a23dc4d"),
            (f"<title>a</title><guid>{'g' * 501}</guid>", f"sha256:{LONG}"),
        ],
    )
    async def test_is_the_best_that_there_is(
        self, site: Site, reader: Reader, entry: str, external_id: str
    ) -> None:
        site.put(rss(entry))
        assert (await reader.only()).external_id == external_id

    async def test_of_two_entries_with_one_the_first_counts(self, site: Site, reader: Reader) -> None:
        site.put(rss("<title>neuf</title><guid>g</guid>", "<title>vieux</title><guid>g</guid>"))
        assert (await reader.only()).text == "neuf"

    async def test_that_stands_in_every_entry_is_none(self, site: Site, reader: Reader) -> None:
        entries = [f"<title>{n}</title><guid>site</guid><link>https://a.example/{n}</link>" for n in range(3)]
        site.put(rss(*entries))
        found = {item.external_id for item in await reader.items()}
        assert found == {f"https://a.example/{n}" for n in range(3)}


class TestAuthor:
    @pytest.mark.parametrize(
        ("signed", "name"),
        [
            ("s@gazette.example (Sylvie)", "Sylvie"),
            ("Sylvie &lt;s@gazette.example&gt;", "Sylvie"),
            ("sylvie@gazette.example", "sylvie"),
            ("Dupont, Jean", "Dupont, Jean"),
            ("", "La Gazette"),
        ],
    )
    async def test_is_who_signed_or_the_feed(
        self, site: Site, reader: Reader, signed: str, name: str
    ) -> None:
        site.put(rss(f"<guid>g</guid><title>a</title><author>{signed}</author>"))
        assert (await reader.only()).author.name == name


class TestWords:
    @pytest.mark.parametrize(
        ("markup", "words"),
        [
            ("<p>Un</p><p>Deux<br>Trois</p>", "Un\n\nDeux\nTrois"),
            ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
            ("<ul><li>Un<li>Deux</ul>", "Un\nDeux"),
            ("Caf&eacute; &amp; th&#233; &#x20AC;", "Café & thé €"),
            ("<img src=x onerror=alert(1)>Fin", "Fin"),
            ("pas <fermé", "pas <fermé"),
            ("1 < 2 et 3 > 2", "1 < 2 et 3 > 2"),
        ],
    )
    async def test_are_what_a_reader_sees(self, site: Site, reader: Reader, markup: str, words: str) -> None:
        site.put(rss(f"<guid>g</guid><description><![CDATA[{markup}]]></description>"))
        assert (await reader.only()).text == words

    async def test_the_whole_text_is_taken_where_the_summary_is_cut(self, site: Site, reader: Reader) -> None:
        whole = "<content:encoded><![CDATA[<p>Le pont rouvre en mars.</p>]]></content:encoded>"
        feed = rss(f"<guid>g</guid><title>Pont</title><description>Le pont [...]</description>{whole}")
        site.put(feed.replace("<rss", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'))
        assert (await reader.only()).text == "Pont\n\nLe pont rouvre en mars."

    async def test_an_endless_text_is_cut(self, site: Site, reader: Reader) -> None:
        site.put(rss(f"<guid>g</guid><description>{'mot ' * 100_000}</description>"))
        assert len((await reader.only()).text) == 50_000

    async def test_what_no_database_holds_is_left_out(self, site: Site, reader: Reader) -> None:
        site.put(rss("<guid>g</guid><title>a&#0;b&#xD800;c\x00d\x0be</title>"))
        text = (await reader.only()).text
        assert text.encode()
        assert "\x00" not in text
        assert (text[0], text[-1]) == ("a", "e")

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "https://" + "a" * 3000]
    )
    async def test_an_address_that_no_browser_should_open_is_none(
        self, site: Site, reader: Reader, url: str
    ) -> None:
        site.put(rss(f"<guid isPermaLink='false'>g</guid><title>a</title><link>{url}</link>"))
        assert (await reader.only()).url is None


class TestDate:
    async def test_where_there_is_none_it_is_that_of_first_sight(self, site: Site, reader: Reader) -> None:
        site.put(rss("<guid>g</guid><title>a</title>"))
        assert (await reader.only()).created_at == NOON
        reader.now += timedelta(hours=1)
        assert await reader.items() == ()
        site.put(rss("<guid>g</guid><title>corrigé</title>"))
        changed = await reader.only()
        assert (changed.text, changed.created_at) == ("corrigé", NOON)

    @pytest.mark.parametrize("date", ["hier", "Sun, 22 Nov 2099 09:30:00 GMT", "0000-00-00", ""])
    async def test_one_that_cannot_be_is_none(self, site: Site, reader: Reader, date: str) -> None:
        site.put(rss(f"<guid>g</guid><title>a</title><pubDate>{date}</pubDate>"))
        assert (await reader.only()).created_at == NOON


class TestEncoding:
    @pytest.mark.parametrize(
        ("declared", "written", "served"),
        [
            ("utf-8", "windows-1252", "text/xml"),
            ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
            ("iso-8859-1", "windows-1252", "text/xml"),
            ("iso-8859-15", "iso-8859-15", "text/xml"),
            ("utf-16", "utf-16", "text/xml"),
            ("utf-16", "utf-16-le", "text/xml"),
            ("unicode_escape", "utf-8", "text/xml; charset=rot13"),
            ("utf-8", "utf-8-sig", "text/xml"),
        ],
    )
    async def test_is_what_it_is_and_not_what_it_says(
        self, site: Site, reader: Reader, declared: str, written: str, served: str
    ) -> None:
        feed = rss("<guid>g</guid><title>Événement à 5 €</title>").replace(
            '"1.0"?>', f'"1.0" encoding="{declared}"?>'
        )
        site.put(feed.encode(written), content_type=served)
        assert (await reader.only()).text == "Événement à 5 €"
