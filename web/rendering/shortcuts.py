"""The keys of the workplace, written once: the help shows them, and the script that listens reads them there."""

from dataclasses import dataclass

from web.rendering.languages import mark


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`presses` is the key that works the control which carries it as `data-key`, `does` names another act of the
    script; without either, the key is the browser's own or works in a field."""

    keys: tuple[str, ...]
    words: str
    presses: str | None = None
    does: str | None = None


SHORTCUTS = (
    Shortcut(("j", "↓"), mark("next conversation"), does="next"),
    Shortcut(("k", "↑"), mark("previous conversation"), does="previous"),
    Shortcut(("↵",), mark("open it")),
    Shortcut(("r",), mark("reply to the chosen message"), presses="r"),
    Shortcut(("a",), mark("approve it"), presses="a"),
    Shortcut(("h",), mark("hide it"), presses="h"),
    Shortcut(("d",), mark("delete it"), presses="d"),
    Shortcut(("e",), mark("close or reopen"), presses="e"),
    Shortcut((";", "Ctrl ;"), mark("saved replies"), presses=";"),
    Shortcut(("Ctrl ↵", "⌘ ↵"), mark("send")),
    Shortcut(("?",), mark("this help"), does="help"),
)
