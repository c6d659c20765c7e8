"""The page on WordPress names only codes that exist, and figures that hold."""

import re
from pathlib import Path

from services.ingest.networks.wordpress import CAPABILITIES
from services.ingest.networks.wordpress.cursor import PAGE_SIZE, STEP, WATCHED
from services.ingest.networks.wordpress.listing import HORIZON
from services.ingest.networks.wordpress.words import WORDS

PAGE = (Path(__file__).parents[2] / "docs/networks/wordpress.md").read_text()


def minutes_of_a_round(comments: int) -> float:
    pages = -(-(comments - PAGE_SIZE) // STEP)
    return pages * CAPABILITIES.poll_interval.total_seconds() / 60


def test_codes_are_those_of_the_adapter() -> None:
    table = PAGE.partition("| code | what to do |")[2]
    codes = {
        code
        for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
        for code in re.findall(r"`(\w+)`", row)
    }
    assert len(codes) > 10
    assert codes <= WORDS.keys()


def test_figures_are_those_of_the_adapter() -> None:
    assert f"every {CAPABILITIES.poll_interval.seconds} seconds" in PAGE
    assert f"last {HORIZON.days} days" in PAGE
    assert f"{CAPABILITIES.text_limits[0].count:,} bytes" in PAGE
    assert f"the {WATCHED:,} newest" in PAGE
    assert minutes_of_a_round(900) <= 2.5
    assert minutes_of_a_round(WATCHED) <= 14
