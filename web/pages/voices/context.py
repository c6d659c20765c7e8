"""What a voice's page is given: one form, and how a draft would read with it."""

from dataclasses import dataclass
from typing import ClassVar

from services.contracts.reply import Address
from web.pages.desk.queue import ClientChoice
from web.pages.form import Form


@dataclass(frozen=True)
class WindowField:
    """Seconds of one network as they stand in the field; empty where the client's default counts."""

    network: str
    seconds: str


@dataclass(frozen=True)
class VoiceForm(Form):
    """`avoid` holds one word or phrase a line. Errors of windows stand under the names of their fields."""

    address: Address
    greeting: str
    signature: str
    avoid: str
    default_seconds: str
    windows: tuple[WindowField, ...]


@dataclass(frozen=True)
class Preview:
    """A draft with the form's voice, for an author with a name and for one without."""

    named: str
    unnamed: str


@dataclass(frozen=True)
class VoicePage:
    """The block `preview` follows what is typed."""

    template: ClassVar[str] = "voices/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("preview",)

    client: ClientChoice
    clients: tuple[ClientChoice, ...]
    form: VoiceForm
    preview: Preview
