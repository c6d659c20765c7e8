"""What a network offers, and how it counts a text."""

import pytest

from services.ingest.networks.capabilities import Act, TextLimit, Unit
from services.ingest.networks.registry import NETWORKS
from services.ingest.networks.sandbox import CAPABILITIES

FAMILY = "👨‍👩‍👧"
DECOMPOSED = "e\u0301"


class TestTextLimit:
    @pytest.mark.parametrize(
        ("unit", "length"),
        [(Unit.CODE_POINTS, 7), (Unit.GRAPHEMES, 2), (Unit.UTF16_UNITS, 10), (Unit.BYTES, 21)],
    )
    def test_counts_as_the_network_does(self, unit: Unit, length: int) -> None:
        assert TextLimit(10, unit).length(FAMILY + DECOMPOSED) == length

    def test_admits_what_just_fits(self) -> None:
        limit = TextLimit(3, Unit.CODE_POINTS)
        assert limit.admits("été")
        assert not limit.admits("étés")


class TestCapabilities:
    def test_hold_every_limit(self) -> None:
        assert CAPABILITIES.admits("é" * 2_000)
        assert not CAPABILITIES.admits("é" * 2_001)

    def test_say_no_to_what_they_do_not_name(self) -> None:
        assert CAPABILITIES.offers(Act.HIDE)
        assert not NETWORKS["rss"].capabilities.offers(Act.HIDE)

    def test_no_act_is_named_that_no_network_offers(self) -> None:
        assert [
            act for act in Act if not any(one.capabilities.offers(act) for one in NETWORKS.values())
        ] == []
