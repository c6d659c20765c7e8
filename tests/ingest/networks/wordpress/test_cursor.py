"""Whatever happens between two pulls, a puller ends with the state of the site, and hears nothing twice."""

import asyncio
from dataclasses import dataclass, field, replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.ingest.networks.adapter import AccountAccess, Page
from services.ingest.networks.wordpress import WordPressAdapter
from services.ingest.networks.wordpress.cursor import OVERLAP, PAGE_SIZE, STEP, WATCHED, Cursor
from tests.ingest.networks.wordpress.site import URL, FakeWordPress, Site

# Writing many at once, editing, moving to the bin and deleting somewhere in the list, and single pulls between.
Step = tuple[str, int]
steps = st.lists(
    st.tuples(st.sampled_from(["write", "edit", "bin", "delete", "purge", "pull"]), st.integers(0, 150)),
    max_size=12,
)
# More of the newest go than two pages share, while reading goes on downwards.
SLIPPED_THROUGH: list[Step] = [("write", 150), ("write", 150), ("pull", 0), ("purge", 40)]
# More go at once than four pulls look for.
GONE_AT_ONCE: list[Step] = [("write", 101), ("pull", 0), ("purge", 81)]
# Twelve steps write 1,800 comments at most, which are 22 pages, and delete half of them, twenty found at a time.
BOUND = 150


@dataclass
class Puller:
    """Remembers what it heard as a store of items would."""

    site: Site
    cursor: str | None = None
    standing: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[str, str, str]] = field(default_factory=list)

    async def pull(self) -> Page:
        account = AccountAccess(URL, {"user": "palabre", "application_password": "abcd"})
        page = await WordPressAdapter(FakeWordPress(self.site)).pull(account, self.cursor)
        self.cursor = page.cursor
        for item in page.items:
            self.heard.append((item.external_id, item.text, item.standing))
            self.standing[item.external_id] = item.text
        for gone in (*page.deleted, *page.binned):
            self.standing.pop(gone, None)
        return page

    async def catch_up(self) -> None:
        """As many pulls as two rounds through the site take, after those that it asks for at once and those that
        look for what is gone, so many at a time.
        """
        rounds, quiet = len(self.site.comments) // STEP + 2, 0
        for _ in range(BOUND):
            page = await self.pull()
            quiet = 0 if page.more or page.deleted else quiet + 1
            if quiet > 2 * rounds:
                return
        raise AssertionError("a puller that never comes to rest")


def change(site: Site, step: str, amount: int) -> None:
    numbers = sorted(site.comments)
    if step == "write":
        for _ in range(amount):
            site.write(f"Question {site.last}")
    elif step == "purge":
        for number in numbers[len(numbers) - amount :]:
            del site.comments[number]
    elif numbers:
        comment = site.comments[numbers[amount % len(numbers)]]
        if step == "edit":
            comment.text += " !"
        elif step == "bin":
            comment.status = "trash"
        else:
            del site.comments[comment.id]


class TestPuller:
    @settings(max_examples=60, deadline=None)
    @example(SLIPPED_THROUGH)
    @example(GONE_AT_ONCE)
    @given(steps)
    def test_ends_with_what_stands_on_the_site(self, script: list[Step]) -> None:
        async def play() -> None:
            site = Site()
            puller = Puller(site)
            for step, amount in script:
                if step == "pull":
                    await puller.pull()
                else:
                    change(site, step, amount)
            await puller.catch_up()
            visible = {str(one.id): one.text for one in site.comments.values() if one.status != "trash"}
            assert puller.standing == visible
            assert len(puller.heard) == len(set(puller.heard))

        asyncio.run(play())

    async def test_watches_so_many_of_the_newest(self) -> None:
        site = Site()
        change(site, "write", WATCHED + 2 * PAGE_SIZE)
        puller = Puller(site)
        while (await puller.pull()).more:
            continue
        assert len(puller.standing) == WATCHED + 2 * PAGE_SIZE
        assert len(Cursor.read(puller.cursor).marks) == WATCHED
        assert len(puller.cursor or "") < 50_000
        rounds = -(-WATCHED // STEP)
        for _ in range(rounds + 1):
            page = await puller.pull()
            assert (page.items, page.deleted, page.more) == ((), (), False)

    async def test_asks_for_one_page_where_one_holds_all(self) -> None:
        site = Site()
        change(site, "write", PAGE_SIZE)
        puller = Puller(site)
        await puller.pull()
        before = puller.cursor
        site.asked.clear()
        await puller.pull()
        assert [asked.url.rpartition("/")[2] for asked in site.asked] == ["", "comments"]
        assert puller.cursor == before


class TestCursor:
    def test_reads_what_it_wrote(self) -> None:
        cursor = Cursor("palabre", 7, 12, 190, 3, 5, {3: "abcde", 12: "fghij"})
        assert Cursor.read(cursor.written()) == cursor

    def test_that_is_no_cursor_begins_anew(self) -> None:
        for text in ("", "x", "[1, 2]", '["a", 1, 1, 1, 1, 1, [1, 2], "abcde"]', '{"of": "another"}'):
            assert Cursor.read(text) == Cursor()

    def test_pages_share_comments(self) -> None:
        assert PAGE_SIZE - STEP == OVERLAP

    def test_forgets_the_oldest_beyond_what_is_watched(self) -> None:
        marks = dict.fromkeys(range(WATCHED), "abcde")
        after = replace(Cursor(), marks=marks).remembering({WATCHED: "fghij"}, [5])
        assert len(after.marks) == WATCHED
        assert 5 not in after.marks
        assert after.remembering({WATCHED + 1: "abcde"}).marks.keys() == marks.keys() - {0, 5} | {
            WATCHED,
            WATCHED + 1,
        }
