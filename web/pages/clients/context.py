"""What the page of a client's settings is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from web.pages.accounts.context import ClientAccounts, ClientHead
from web.rendering.zones import Zones


@dataclass(frozen=True)
class ClientForm:
    name: str
    time_zone: str
    colour: int
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClientPage:
    """`zones` are those offered, beside a rare one that is kept already; `colours` are the palette's numbers."""

    template: ClassVar[str] = "clients/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("clients", "identity")

    client: ClientHead
    accounts: ClientAccounts
    form: ClientForm
    zones: tuple[Zones, ...]
    is_zone_rare: bool = False
    colours: tuple[int, ...] = tuple(range(8))
