"""Which networks there are. A new one adds its folder and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services.ingest.networks import rss, sandbox, wordpress
from services.ingest.networks.adapter import Adapter
from services.ingest.networks.capabilities import Capabilities
from services.runtime.http import OutgoingHTTP


class UnknownNetworkError(LookupError):
    pass


@dataclass(frozen=True, slots=True)
class Network:
    capabilities: Capabilities
    connect: Callable[[OutgoingHTTP], Adapter]


NETWORKS: Mapping[str, Network] = MappingProxyType(
    {
        network.capabilities.network: network
        for network in (
            Network(sandbox.CAPABILITIES, sandbox.SandboxAdapter),
            Network(wordpress.CAPABILITIES, wordpress.WordPressAdapter),
            Network(rss.CAPABILITIES, rss.RSSAdapter),
        )
    }
)


def network_named(name: str) -> Network:
    try:
        return NETWORKS[name]
    except KeyError:
        raise UnknownNetworkError(name) from None


def adapters(http: OutgoingHTTP) -> Mapping[str, Adapter]:
    """Every network's adapter over one shared door to the outside; the composition root calls this once."""
    return MappingProxyType({name: network.connect(http) for name, network in NETWORKS.items()})
