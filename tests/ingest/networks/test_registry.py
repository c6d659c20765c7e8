"""Every network is found by its name, and only those that exist."""

import pytest

from services.ingest.networks.registry import NETWORKS, UnknownNetworkError, adapters, network_named
from services.runtime.http import OutgoingHTTP


class TestNetworkNamed:
    @pytest.mark.parametrize("name", sorted(NETWORKS))
    def test_knows_itself_by_its_name(self, name: str) -> None:
        assert network_named(name).capabilities.network == name

    def test_says_when_there_is_none(self) -> None:
        with pytest.raises(UnknownNetworkError):
            network_named("minitel")


class TestAdapters:
    async def test_are_there_for_every_network(self) -> None:
        async with OutgoingHTTP() as http:
            assert adapters(http).keys() == NETWORKS.keys()
