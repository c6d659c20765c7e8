"""What the page of a client's settings is given."""

from dataclasses import dataclass
from typing import ClassVar, get_args

from services.contracts.ingest import Sector
from web.pages.accounts.context import ClientAccounts, ClientHead
from web.pages.form import Form
from web.rendering.zones import Zones

SECTORS: tuple[str, ...] = get_args(Sector)


@dataclass(frozen=True)
class ClientForm(Form):
    name: str
    time_zone: str
    colour: int
    sector: str = "other"


@dataclass(frozen=True)
class NewClientForm(Form):
    slug: str = ""
    name: str = ""
    time_zone: str = "Europe/Paris"
    sector: str = "other"


@dataclass(frozen=True)
class NewClientPage:
    template: ClassVar[str] = "clients/new.html"
    blocks: ClassVar[tuple[str, ...]] = ("form",)

    form: NewClientForm
    zones: tuple[Zones, ...]
    is_zone_rare: bool = False
    sectors: tuple[str, ...] = SECTORS


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
    sectors: tuple[str, ...] = SECTORS
