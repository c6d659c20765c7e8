"""Whatever happens in whatever second, a puller ends with the state of the site and hears nothing twice."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from hypothesis import example, given
from hypothesis import strategies as st

from services.ingest.networks.sandbox.cursor import OVERLAP_SECONDS, Cursor
from services.ingest.networks.sandbox.wire import Comment

BEGIN = 1_800_000_000
Step = tuple[Literal["write", "late", "edit", "pass", "pull"], int]
steps = st.lists(
    st.tuples(st.sampled_from(["write", "late", "edit", "pass", "pull"]), st.integers(0, OVERLAP_SECONDS)),
    max_size=60,
)


@dataclass
class Site:
    """The site's listing, as `infra/demo` states it: by (updated_at, id), from a second on, in pages."""

    now: int = BEGIN
    comments: dict[str, Comment] = field(default_factory=dict)

    def write(self, seconds_ago: int = 0) -> None:
        number = str(len(self.comments) + 1)
        at = datetime.fromtimestamp(self.now - seconds_ago, UTC)
        self.comments[number] = Comment(
            id=number, article="a", parent=None, author=None, text=f"{number}.0", state="published",
            created_at=at, updated_at=at, url="/",
        )  # fmt: skip

    def edit(self, which: int) -> None:
        if not self.comments:
            return
        comment = self.comments[str(which % len(self.comments) + 1)]
        version = int((comment.text or "").partition(".")[2]) + 1
        changed = {"text": f"{comment.id}.{version}", "updated_at": datetime.fromtimestamp(self.now, UTC)}
        self.comments[comment.id] = comment.model_copy(update=changed)

    def listing(self, since: int, page: str | None, size: int) -> tuple[list[Comment], str | None]:
        place = tuple(map(int, page.split("."))) if page else (0, 0)
        found = sorted(
            (comment.changed_at, int(comment.id))
            for comment in self.comments.values()
            if comment.changed_at >= since and (comment.changed_at, int(comment.id)) > place
        )
        shown = found[:size]
        following = f"{shown[-1][0]}.{shown[-1][1]}" if len(found) > size else None
        return [self.comments[str(number)] for _, number in shown], following


@dataclass
class Puller:
    site: Site
    page_size: int
    cursor: str | None = None
    heard: list[str] = field(default_factory=list)

    def pull(self) -> bool:
        """One page; the answer says whether there are more."""
        at = Cursor.read(self.cursor)
        comments, following = self.site.listing(at.since, at.page, self.page_size)
        self.heard += [comment.text or "" for comment in comments if at.is_new(comment)]
        self.cursor = at.after(comments, next_page=following, as_of=self.site.now).written()
        return following is not None

    def catch_up(self) -> None:
        while self.pull():
            continue


# What comes late while a long listing is under way stands before the listing's place already.
LATE_DURING_A_LISTING: list[Step] = [
    ("write", 0), ("write", 0), ("pull", 0), ("late", 5), ("pass", OVERLAP_SECONDS), ("write", 0)
]  # fmt: skip
# The listing after that goes far back, and must not forget too early what it is about to show again.
SHOWN_AGAIN: list[Step] = [("late", 1), ("late", 1), ("pull", 0), ("pass", OVERLAP_SECONDS), ("write", 0)]


class TestCursor:
    @example(LATE_DURING_A_LISTING, 1)
    @example(SHOWN_AGAIN, 1)
    @given(steps, st.integers(1, 4))
    def test_hears_everything_and_nothing_twice(self, script: list[Step], page_size: int) -> None:
        site = Site()
        puller = Puller(site, page_size)
        for step, amount in script:
            match step:
                case "write":
                    site.write()
                case "late":
                    site.write(seconds_ago=amount)
                case "edit":
                    site.edit(amount)
                case "pass":
                    site.now += amount
                case "pull":
                    puller.pull()
        puller.catch_up()
        puller.catch_up()
        last = {text.partition(".")[0]: text for text in puller.heard}
        assert last == {comment.id: comment.text for comment in site.comments.values()}
        assert len(puller.heard) == len(set(puller.heard))

    def test_of_a_quiet_pull_is_the_same(self) -> None:
        puller = Puller(Site(), 4)
        puller.site.write()
        puller.catch_up()
        before = puller.cursor
        puller.catch_up()
        assert puller.cursor == before

    def test_that_is_no_cursor_begins_anew(self) -> None:
        assert Cursor.read("[1, 2]") == Cursor.read('"x"') == Cursor.read("") == Cursor()

    def test_reads_what_it_wrote(self) -> None:
        cursor = replace(Cursor(), since=3, newest=4, page="4.1", seen={"1": (4, "ab")})
        assert Cursor.read(cursor.written()) == cursor
