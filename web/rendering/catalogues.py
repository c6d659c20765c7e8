"""Keeps the catalogues in step with the source: `python -m web.rendering.catalogues` extracts, merges and compiles.

Compiled catalogues are committed, so that nothing has to be built before the first start; a test compares
them with what this module would write.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from web.rendering.languages import DOMAIN, LANGUAGES, LOCALE_DIRECTORY

_WEB = Path(__file__).parent.parent
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "mark": None}
_WIDTH = 110
# The date in the header is that of the first catalogue: one that moved would change the file at every run.
_WRITTEN = datetime(2026, 11, 22, tzinfo=UTC)


def extract_messages() -> Catalog:
    """Return every message of the templates and modules, with where it stands."""
    template = Catalog(project="Palabre", charset="utf-8", header_comment="# French of the workplace.")
    options = {"templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.do"}}
    for filename, line, message, comments, context in extract_from_dir(
        _WEB, method_map=_METHODS, options_map=options, keywords=_KEYWORDS, strip_comment_tags=True
    ):
        del line  # Line numbers would change the catalogue with every edit.
        template.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    return template


def catalogue_path(tag: str) -> Path:
    return LOCALE_DIRECTORY / tag / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(tag: str) -> Catalog:
    with catalogue_path(tag).open("rb") as file:
        return read_po(file, locale=tag, domain=DOMAIN)


def compile_catalogue(catalogue: Catalog) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def update_catalogue(tag: str) -> Catalog:
    """Return the catalogue of a language with new messages empty and vanished ones gone."""
    path = catalogue_path(tag)
    catalogue = read_catalogue(tag) if path.exists() else Catalog(locale=tag, domain=DOMAIN)
    catalogue.update(extract_messages(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# What the workplace says, msgids being its English."
    catalogue.project, catalogue.version, catalogue.fuzzy = "Palabre", "", False
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    catalogue.creation_date = catalogue.revision_date = _WRITTEN
    return catalogue


def main() -> int:
    """Rewrite the catalogues; return 1 and name what lacks a translation."""
    missing = 0
    for tag in LANGUAGES:
        if tag == "en":
            continue
        catalogue = update_catalogue(tag)
        path = catalogue_path(tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=_WIDTH, sort_output=True, omit_header=False, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compile_catalogue(catalogue))
        for message in catalogue:
            if message.id and not (
                all(message.string) if isinstance(message.string, tuple) else message.string
            ):
                sys.stderr.write(f"{tag}: no translation of {message.id!r}\n")
                missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
