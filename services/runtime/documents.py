"""Pages that stand alone, each one file with its style in it: how they are read, and the colours that they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

_PALETTE = Path(__file__).with_name("palette.css")


@dataclass(frozen=True, slots=True)
class Document:
    """What a page is made of; `style` stands in the page itself."""

    template: Template
    style: str


def strict_environment(folder: Path, extensions: Sequence[str] = ()) -> Environment:
    """Return templates that escape what they show and fail at a name that they do not know."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=extensions,
    )


@cache
def read_document(folder: Path, name: str) -> Document:
    """Return the page that is NAME.html and NAME.css in a folder, in which other templates may stand beside it."""
    environment = strict_environment(folder)
    own = (folder / f"{name}.css").read_text(encoding="utf-8")
    return Document(environment.get_template(f"{name}.html"), _PALETTE.read_text(encoding="utf-8") + own)
