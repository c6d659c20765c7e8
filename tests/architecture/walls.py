"""Kinds of contract that import-linter has no words for; named in pyproject.toml.

`rooms`: a room of a service uses another room only through its service.py and domain.py.
`libraries`: a library is imported directly only where it belongs.
`pure`: some modules import nothing but the standard library and what is named.
"""

import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

OPEN_TO_OTHER_ROOMS = frozenset({"service", "domain"})


class _Listed(Contract):
    """A contract that is broken by the pairs of modules that `breaches` yields."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = sorted(set(self.breaches(graph)))
        return ContractCheck(kept=not found, metadata={"breaches": found})

    def breaches(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        raise NotImplementedError  # Every kind below says what breaks it.

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} must not import {imported}")


class RoomsContract(_Listed):
    """Options: `services`, whose sub-packages are rooms, and `doors`, further modules that others may use."""

    services: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]  # a field becomes its value
    doors: list[str] = fields.ListField(subfield=fields.StringField(), required=False)  # type: ignore[assignment]  # likewise

    def breaches(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        rooms = {
            room
            for service in self.services
            for room in graph.find_children(service)
            if graph.find_children(room)
        }
        for importer in graph.modules:
            home = _home(importer, rooms)
            if home is None:
                continue
            for imported in graph.find_modules_directly_imported_by(importer):
                other = _home(imported, rooms)
                if other is None or other == home or not _are_neighbours(home, other):
                    continue
                if not self._is_open(imported, other):
                    yield importer, imported

    def _is_open(self, module: str, room: str) -> bool:
        """Whether others may use a module: its room's service.py or domain.py, or a door."""
        first = module.removeprefix(room).lstrip(".").partition(".")[0]
        return first in OPEN_TO_OTHER_ROOMS or module in (self.doors or [])


def _home(module: str, rooms: set[str]) -> str | None:
    return next((room for room in rooms if module == room or module.startswith(f"{room}.")), None)


def _are_neighbours(room: str, other: str) -> bool:
    return room.rpartition(".")[0] == other.rpartition(".")[0]


class LibrariesContract(_Listed):
    """Options: `libraries`, and `allowed`, patterns of modules that may import them directly."""

    libraries: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]  # a field becomes its value
    allowed: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]  # a field becomes its value

    def breaches(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for library in self.libraries:
            if library not in graph.modules:
                continue
            for importer in graph.find_modules_that_directly_import(library):
                if not _matches(importer, self.allowed):
                    yield importer, library


class PureContract(_Listed):
    """Options: `modules`, patterns; `allowed`, packages beside the standard library that they may import."""

    modules: list[str] = fields.ListField(subfield=fields.StringField())  # type: ignore[assignment]  # a field becomes its value
    allowed: list[str] = fields.ListField(subfield=fields.StringField(), required=False)  # type: ignore[assignment]  # a field becomes its value

    def breaches(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        allowed = self.allowed or []
        for module in graph.modules:
            if not _matches(module, self.modules):
                continue
            for imported in graph.find_modules_directly_imported_by(module):
                is_standard = imported.partition(".")[0] in sys.stdlib_module_names
                if not is_standard and not _matches(imported, allowed):
                    yield module, imported


def _matches(module: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(module, pattern) for pattern in patterns)
