"""Which addresses may be reached: the public internet, and private places that the operator lists."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

Address = IPv4Address | IPv6Address

# RFC 4291: what the registries have given out; loopback, mapped, unique local, link-local, site-local
# and multicast all lie outside.
GLOBAL_UNICAST = IPv6Network("2000::/3")
# RFC 6052: a network without IPv4 reaches public IPv4 addresses through this prefix.
NAT64 = IPv6Network("64:ff9b::/96")
REFUSED_ALTHOUGH_GLOBAL = (
    IPv4Network("168.63.129.16/32"),  # Azure answers every virtual machine here with its own configuration
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, withdrawn by RFC 7526
    IPv6Network("2002::/16"),  # 6to4 carries any IPv4 address, private ones too
    IPv6Network("2001::/32"),  # Teredo likewise
)


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could reach this address, seen through mappings of IPv4 in IPv6."""
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in GLOBAL_UNICAST:
            return False
    elif address.is_multicast or address.is_reserved:
        return False
    return address.is_global and not any(address in network for network in REFUSED_ALTHOUGH_GLOBAL)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the list: a host's name or a range of addresses, on one port or on all."""

    name: str | None
    network: IPv4Network | IPv6Network | None
    port: int | None

    @classmethod
    def parse(cls, entry: str) -> Self:
        host, port = _split_port(entry.strip())
        try:
            return cls(name=None, network=ip_network(host, strict=False), port=port)
        except ValueError:
            if not host or "/" in host:
                raise ValueError(f"not a host, host:port or range of addresses: {entry!r}") from None
            return cls(name=_canonical(host), network=None, port=port)

    def covers(self, host: str, port: int, address: Address) -> bool:
        if self.port is not None and self.port != port:
            return False
        if self.network is not None:
            return address in self.network
        return self.name == _canonical(host)


@dataclass(frozen=True, slots=True)
class AllowedPlaces:
    """The operator's list of private places (`PALABRE_ALLOWED_PRIVATE`), empty unless said otherwise."""

    places: tuple[Place, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `host`, `host:port`, `address`, `[v6]:port`, `range` or `range:port`, separated by commas."""
        return cls(tuple(Place.parse(entry) for entry in text.split(",") if entry.strip()))

    def permit(self, host: str, port: int, address: Address) -> bool:
        """Whether a connection for `host` may be made to this address that it resolved to."""
        plain = _unmapped(address)
        return is_public(plain) or any(place.covers(host, port, plain) for place in self.places)


def _unmapped(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _split_port(entry: str) -> tuple[str, int | None]:
    if entry.startswith("["):
        host, _, rest = entry[1:].partition("]")
        return host, int(rest[1:]) if rest.startswith(":") else None
    if entry.count(":") != 1:
        return entry, None
    host, _, port = entry.partition(":")
    if not port.isdecimal():
        raise ValueError(f"not a port: {entry!r}")
    return host, int(port)


def _canonical(host: str) -> str:
    name = host.rstrip(".").lower()
    try:
        return str(ip_address(name))
    except ValueError:
        return name
