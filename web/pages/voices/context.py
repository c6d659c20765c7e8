"""What a voice's page is given: one form, and how a draft would read with it."""

from dataclasses import dataclass
from typing import ClassVar

from services.contracts.reply import Address
from web.pages.desk.queue import ClientChoice


@dataclass(frozen=True)
class WindowField:
    """Seconds of one network as they stand in the field; empty where the client's default counts."""

    network: str
    seconds: str
    error: str | None = None


@dataclass(frozen=True)
class VoiceForm:
    """`avoid` holds one word or phrase a line."""

    address: Address
    greeting: str
    signature: str
    avoid: str
    default_seconds: str
    windows: tuple[WindowField, ...]
    greeting_error: str | None = None
    signature_error: str | None = None
    avoid_error: str | None = None
    default_error: str | None = None

    @property
    def has_errors(self) -> bool:
        fields = (self.greeting_error, self.signature_error, self.avoid_error, self.default_error)
        return any(fields) or any(window.error for window in self.windows)


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
