"""What no guard foresees ends with the process that reads it, and takes nobody's time but its own."""

import time

import pytest

from services.ingest.networks.errors import Gone, OutcomeUnknown
from services.ingest.networks.rss.parsing import parse
from tests.ingest.networks.rss.site import rss

# Badly formed before the signature, so that no reader of XML gets to it; feedparser's mail search takes minutes.
BADLY_FORMED = rss(f"<title>Un & deux</title><author>{'a' * 400_000}</author>")
BOUND_SECONDS = 0.3


class TestParse:
    def test_a_feed_is_read_in_feedparsers_words(self) -> None:
        parsed = parse(rss("<guid>1</guid><title>Un</title><pubDate>Sun, 22 Nov 2026 09:14:00 GMT</pubDate>"))
        [entry] = parsed.entries
        assert (parsed.version, entry["id"], entry["title_detail"]["value"]) == ("rss20", "1", "Un")
        assert entry["published_parsed"][:6] == [2026, 11, 22, 9, 14, 0]

    def test_what_takes_too_long_ends_within_its_bound(self) -> None:
        begun = time.monotonic()
        with pytest.raises(Gone, match=r"takes more than 0\.3 s") as refused:
            parse(BADLY_FORMED, cpu_seconds=BOUND_SECONDS)
        assert refused.value.code == "dangerous_feed"
        assert time.monotonic() - begun < 5

    def test_what_takes_too_much_memory_is_unreadable(self) -> None:
        with pytest.raises(OutcomeUnknown, match="MemoryError"):
            parse(rss(f"<title>{'x' * 4_000_000}</title>"), memory_bytes=40_000_000)

    def test_it_sees_nothing_of_our_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """With one of Python's own, which it would obey: modules that cannot be found."""
        monkeypatch.setenv("PYTHONHOME", "/nowhere")
        assert parse(rss("<title>Un</title>")).version == "rss20"
