"""The page on networks says what their capabilities say."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from services.ingest.networks.capabilities import Act, Capabilities
from services.ingest.networks.registry import NETWORKS

PAGE = (Path(__file__).parents[2] / "docs/networks/index.md").read_text()


def table() -> dict[str, list[str]]:
    """The cells of each row by its first one."""
    rows = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("|")]
    return {first.strip(): [cell.strip() for cell in cells] for first, *cells in rows}


def yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def acts(act: Act) -> Callable[[Capabilities], str]:
    return lambda one: yes(one.offers(act))


ROWS: Mapping[str, Callable[[Capabilities], str]] = {
    "": lambda one: one.network,
    "credentials": lambda one: ", ".join(f"`{field.name}`" for field in one.credentials) or "none",
    "is read": lambda one: ", ".join(sorted(one.reads)),
    "every": lambda one: f"{one.poll_interval.seconds} s",
    "edits are noticed": lambda one: yes(one.shows_edits),
    "deletions are noticed": lambda one: yes(one.shows_deletions),
    "a reply holds": lambda one: ", ".join(f"{x.count:,} {x.unit}" for x in one.text_limits) or "nothing",
    "a lost answer is settled by": lambda one: one.certainty,
    **{act.value: acts(act) for act in Act if act.value in table()},
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_what_the_networks_say(row: str) -> None:
    assert table()[row] == [ROWS[row](NETWORKS[name].capabilities) for name in table()[""]]


def test_every_network_and_every_act_that_one_offers_stands_there() -> None:
    assert set(table()[""]) == set(NETWORKS)
    offered = {act for one in NETWORKS.values() for act in Act if one.capabilities.offers(act)}
    assert {act.value for act in offered - {Act.REPLY_TO_REPLY}} <= table().keys()
