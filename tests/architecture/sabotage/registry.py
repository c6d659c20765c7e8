"""What a switch is, how it reaches names that other modules have already imported, and how it is undone."""

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

# By test id: words that its failure must hold, so that it is red for the reason meant and no other one.
Reddens = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Switch:
    """The switches of one run are thrown in turn, in a pytest of their own."""

    name: str
    run: str
    take_away: Callable[[], None]
    reddens: Reddens


SWITCHES: dict[str, Switch] = {}
_undoing: list[Callable[[], None]] = []


def switch(reddens: Reddens) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function as the switch of its own name."""

    def register(take_away: Callable[[], None]) -> Callable[[], None]:
        assert reddens, "a switch that no test notices proves nothing"
        name = take_away.__name__
        assert name not in SWITCHES
        SWITCHES[name] = Switch(name, take_away.__module__.rpartition(".")[2], take_away, reddens)
        return take_away

    return register


def runs() -> dict[str, list[Switch]]:
    """Return the switches by the run in which they are thrown."""
    found = defaultdict(list)
    for one in SWITCHES.values():
        found[one.run].append(one)
    return found


def swap(original: object, substitute: object) -> None:
    """Put something else in the place of a value, in every module of ours that knows it by some name."""
    found = [
        (module, name)
        for home, module in list(sys.modules.items())
        if home.partition(".")[0] in {"services", "web", "tests"} and ".sabotage" not in home
        for name, value in list(vars(module).items())
        if value is original
    ]
    assert found, f"nobody knows {original!r} any more"
    for module, name in found:
        swap_member(module, name, substitute)


def swap_member(owner: object, name: str, substitute: object) -> None:
    """Put something else in the place of one name of a module or class."""
    original = vars(owner)[name]
    setattr(owner, name, substitute)
    undo_later(lambda: setattr(owner, name, original))


def undo_later(undo: Callable[[], None]) -> None:
    _undoing.append(undo)


def restore() -> None:
    """Undo everything, the last thing first."""
    while _undoing:
        _undoing.pop()()
