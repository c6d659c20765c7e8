"""The tables of the report as Markdown, for terminals and for whoever compares two runs line by line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infra.eval.page.sections import TITLE, Table, about, sections_of


def markdown(report: Mapping[str, Any]) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"# {TITLE}", "", about(report))
    for section in sections_of(report):
        yield from ("", f"## {section.title}", "", section.note)
        for table in section.tables:
            yield from ("", *_table(table))


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"### {table.title}", "")
    yield _row(table.columns)
    yield _row(["---"] * len(table.columns))
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
