"""What is sent shows what was written, and is known again however a site tidied it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.networks.wordpress.text import comparable, outgoing


class TestOutgoing:
    def test_leaves_no_markup(self) -> None:
        assert outgoing('a < b & "c" <b>') == 'a &lt; b &amp; "c" &lt;b&gt;'


class TestComparable:
    @given(st.text())
    def test_knows_what_was_sent(self, text: str) -> None:
        assert comparable(outgoing(text)) == comparable(f"  {outgoing(text)}\r\n")

    @pytest.mark.parametrize(
        "stored",
        [
            "Voir https://nevers.example &amp; d&#233;j&agrave; <3",
            'Voir <a href="https://nevers.example" rel="nofollow ugc">https://nevers.example</a> &amp; déjà &lt;3',
            "Voir  https://nevers.example\r\n&#038; de\u0301ja\u0300 &lt;3",
        ],
    )
    def test_sees_through_what_sites_do(self, stored: str) -> None:
        assert comparable(stored) == comparable(outgoing("Voir https://nevers.example & déjà <3"))

    def test_tells_other_words_apart(self) -> None:
        assert comparable(outgoing("Moins de 10 €")) != comparable(outgoing("Moins de 20 €"))
        assert comparable(html.escape("<b>oui</b>")) != comparable(html.escape("<b>non</b>"))
