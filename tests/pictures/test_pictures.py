"""The docs show every picture there is, no other, and none that is heavy to load."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
PAGES = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
MOST_BYTES = 200_000


class TestPictures:
    def test_are_those_that_the_docs_show_each_with_words_for_who_cannot_see_it(self) -> None:
        shown = set()
        for page in PAGES:
            for words, address in re.findall(
                r"!\[([^\]]*)\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8")
            ):
                assert len(words) > 20, f"{page} says too little of {address}"
                shown.add((page.parent / address).resolve())
        assert shown == set(PICTURES.glob("*.png"))

    def test_are_light(self) -> None:
        assert [path.name for path in PICTURES.iterdir() if path.stat().st_size > MOST_BYTES] == []
