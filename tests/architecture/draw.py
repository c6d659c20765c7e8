"""Draws the house as import-linter's graph sees it: rooms, and who uses whom. `make house` writes the page."""

import sys
from collections import defaultdict
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "house.md"
GROUND = ("services.contracts", "services.runtime")
SERVICES = ("services.ingest", "services.triage", "services.reply", "services.reporting")
TOP = ("web", "infra")

HEAD = """# The house, drawn

Made by `make house` from the same graph of imports that `lint-imports` checks; a test keeps it true. An arrow means
"imports directly". Services meet only over HTTP, so no arrow crosses from one to another; what every room uses
(contracts and runtime) is drawn once per service.

```mermaid
flowchart LR
"""


def draw() -> str:
    """Return the page: Markdown with one Mermaid drawing."""
    graph = grimp.build_graph("services", "web", "infra", cache_dir=None)
    rooms = {
        service: sorted(room for room in graph.find_children(service) if graph.find_children(room))
        for service in SERVICES
    }
    places = [*GROUND, *TOP, *(room for found in rooms.values() for room in found), *SERVICES]
    lines = []
    for service, found in rooms.items():
        lines.append(f"  subgraph {_name(service)}")
        lines.extend(f"    {_id(room)}[{_name(room)}]" for room in found if not room.endswith(".migrations"))
        lines.append("  end")
    lines.extend(f"  {_id(place)}[{_name(place)}]" for place in (*GROUND, *TOP))
    arrows = defaultdict(set)
    for importer in graph.modules:
        home = _place(importer, places)
        for imported in graph.find_modules_directly_imported_by(importer):
            target = _place(imported, places)
            if home and target and home != target:
                arrows[_drawn(home, target)].add(target)
    for home in sorted(arrows):
        for target in sorted(arrows[home]):
            if _is_drawn(home, target):
                lines.append(f"  {_node(home)} --> {_node(target)}")
    return HEAD + "\n".join(lines) + "\n```\n"


def _place(module: str, places: list[str]) -> str | None:
    return next((place for place in places if module == place or module.startswith(f"{place}.")), None)


def _drawn(home: str, target: str) -> str:
    """Arrows to the ground start at the service as a whole."""
    return home.rpartition(".")[0] if target in GROUND and home.count(".") == 2 else home


def _is_drawn(home: str, target: str) -> bool:
    """A service's corridor composes its rooms, which needs no arrow."""
    is_corridor = target.startswith(f"{home}.") or home.startswith(f"{target}.")
    return not is_corridor and not home.endswith(".migrations") and not target.endswith(".migrations")


def _name(place: str) -> str:
    return place.rpartition(".")[2]


def _id(place: str) -> str:
    return place.replace(".", "_")


def _node(place: str) -> str:
    return _name(place) if place in SERVICES else _id(place)


if __name__ == "__main__":
    PAGE.write_text(draw())
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")
