"""Comments: written by visitors, answered by the newsroom, moderated by it, in threads under an article.

Times are whole seconds on purpose, as with most real comment servers: several changes share one `updated_at`.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from infra.demo.database import Database
from infra.demo.errors import SiteError, not_found

# In code points, which is how this site counts.
TEXT_LIMIT = 2_000
OFFICIAL_ID = "redaction"


class State(StrEnum):
    """`binned` by the newsroom can come back, `deleted` by the author is gone."""

    PUBLISHED = "published"
    HELD = "held"
    HIDDEN = "hidden"
    SPAM = "spam"
    BINNED = "binned"
    DELETED = "deleted"


class Act(StrEnum):
    """What the newsroom does with a comment."""

    HIDE = "hide"
    UNHIDE = "unhide"
    MARK_SPAM = "mark_spam"
    DELETE = "delete"
    RESTORE = "restore"


_LEADS_TO = {
    Act.HIDE: State.HIDDEN,
    Act.UNHIDE: State.PUBLISHED,
    Act.MARK_SPAM: State.SPAM,
    Act.DELETE: State.BINNED,
    Act.RESTORE: State.PUBLISHED,
}
# What was put aside comes back by `restore` alone, so that making visible by mistake brings nothing back.
_PUT_ASIDE = frozenset({State.SPAM, State.BINNED})


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: `visitor` is the mark of a browser, which may change what it wrote; the newsroom has none."""

    id: str
    name: str
    visitor: str | None = None

    @property
    def is_official(self) -> bool:
        return self.id == OFFICIAL_ID


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    site: str
    article: str
    parent: int | None
    root: int
    author_id: str
    author_name: str
    visitor: str | None
    text: str
    state: State
    is_edited: bool
    created_at: int
    updated_at: int

    @property
    def is_official(self) -> bool:
        return self.author_id == OFFICIAL_ID

    @property
    def path(self) -> str:
        return f"/sites/{self.site}/articles/{self.article}#commentaire-{self.id}"


class Comments:
    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def write(self, *, site: str, article: str, parent: int | None, writer: Writer, text: str) -> Comment:
        """Store a comment. What comes from the newsroom is also recorded as an accepted publication."""
        text = cleaned(text)
        with self._database.transaction() as connection:
            above = _open_to_replies(connection, site, parent) if parent is not None else None
            if above is not None and above.article != article:
                raise not_found("comment")
            state = _first_state(connection, site, writer, text)
            now = self._now()
            row = connection.execute(
                "insert into comment (site, article, parent, root, author_id, author_name, visitor, text, state,"
                " created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                (site, article, parent, above and above.root, writer.id, writer.name, writer.visitor, text,
                 state, now, now),
            ).fetchone()  # fmt: skip
            if above is None:
                connection.execute("update comment set root = id where id = ?", (row["id"],))
            if writer.is_official and parent is not None:
                _record(connection, site, "reply", parent, text, now)
            return _get(connection, site, row["id"])

    def get(self, site: str, comment: int) -> Comment:
        with self._database.transaction() as connection:
            return _get(connection, site, comment)

    def changed(self, site: str, *, since: int, after: tuple[int, int], limit: int) -> list[Comment]:
        """Comments changed at or after `since`, oldest change first, behind the place (updated_at, id).

        What lies ahead of this clock is left for later: another process may write here by another one.
        """
        return self._list(
            "site = ? and updated_at between ? and ? and (updated_at, id) > (?, ?) order by updated_at, id limit ?",
            (site, since, self._now(), *after, limit),
        )

    def under_article(self, site: str, article: str) -> list[Comment]:
        return self._list("site = ? and article = ? order by id", (site, article))

    def thread(self, site: str, comment: int) -> list[Comment]:
        """The whole exchange in which a comment stands, in the order in which it was written."""
        return self._list("site = ? and root = ? order by id", (site, self.get(site, comment).root))

    def official_replies(self, site: str, parent: int, *, since: int, limit: int) -> list[Comment]:
        return self._list(
            "site = ? and parent = ? and author_id = ? and state != ? and created_at >= ? order by id limit ?",
            (site, parent, OFFICIAL_ID, State.DELETED, since, limit),
        )

    def rewrite(self, site: str, comment: int, text: str) -> None:
        self._change(site, comment, "text = ?, is_edited = 1", cleaned(text))

    def delete(self, site: str, comment: int) -> None:
        """Leave a tombstone: the place in the thread stays, the words and the name go."""
        self._change(site, comment, "text = '', author_name = '', state = ?", State.DELETED)

    def hold_newcomers(self, site: str, is_on: bool) -> None:
        """From now on keep for a moderator what is written by somebody of whom nothing is published, or no more."""
        with self._database.transaction() as connection:
            connection.execute("delete from holding where site = ?", (site,))
            if is_on:
                connection.execute("insert into holding (site) values (?)", (site,))

    def moderate(self, site: str, comment: int, act: Act) -> Comment:
        """Do what the newsroom wants; the same again changes nothing."""
        state = _LEADS_TO[act]
        with self._database.transaction() as connection:
            before = _get(connection, site, comment)
            if before.state is State.DELETED:
                raise SiteError(410, "comment_deleted", "This comment was deleted by its author.")
            if before.state is state:
                return before
            if act is Act.UNHIDE and before.state in _PUT_ASIDE:
                raise SiteError(409, "comment_put_aside", "This comment has to be restored.")
            now = self._now()
            connection.execute(
                "update comment set state = ?, updated_at = ? where id = ?", (state, now, comment)
            )
            _record(connection, site, act, comment, "", now)
            return _get(connection, site, comment)

    def acceptances(self, site: str) -> list[sqlite3.Row]:
        """How often each publication or moderation was accepted: more than once is a fault of the caller."""
        with self._database.transaction() as connection:
            return connection.execute(
                "select operation, comment, text, count(*) as times from acceptance where site = ?"
                " group by operation, comment, text order by min(id)",
                (site,),
            ).fetchall()

    def _change(self, site: str, comment: int, assignments: str, value: str) -> None:
        with self._database.transaction() as connection:
            if _get(connection, site, comment).state is State.DELETED:
                raise SiteError(410, "comment_deleted", "This comment was deleted by its author.")
            connection.execute(
                f"update comment set {assignments}, updated_at = ? where id = ?",  # noqa: S608 - constants above
                (value, self._now(), comment),
            )

    def _list(self, condition: str, values: tuple[object, ...]) -> list[Comment]:
        with self._database.transaction() as connection:
            rows = connection.execute(f"select * from comment where {condition}", values)  # noqa: S608 - likewise
            return [_comment(row) for row in rows]

    def _now(self) -> int:
        return int(self._clock())


def cleaned(text: str) -> str:
    """The text as it will be stored: line ends made one, blank ends cut, and refused when unfit."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise SiteError(422, "text_empty", "A comment needs a text.")
    if len(text) > TEXT_LIMIT:
        raise SiteError(422, "text_too_long", f"A comment has at most {TEXT_LIMIT} characters.")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise SiteError(422, "text_invalid", "A comment holds characters that no text may hold.")
    return text


def _first_state(connection: sqlite3.Connection, site: str, writer: Writer, text: str) -> State:
    """Two links or more wait for a moderator, the oldest rule against spam there is, and newcomers where asked."""
    if writer.is_official:
        return State.PUBLISHED
    has_links = text.count("http://") + text.count("https://") > 1
    return State.HELD if has_links or _is_held_newcomer(connection, site, writer) else State.PUBLISHED


def _is_held_newcomer(connection: sqlite3.Connection, site: str, writer: Writer) -> bool:
    if connection.execute("select 1 from holding where site = ?", (site,)).fetchone() is None:
        return False
    published = connection.execute(
        "select 1 from comment where site = ? and author_id = ? and state = ? limit 1",
        (site, writer.id, State.PUBLISHED),
    )
    return published.fetchone() is None


def _open_to_replies(connection: sqlite3.Connection, site: str, parent: int) -> Comment:
    above = _get(connection, site, parent)
    if above.state is State.DELETED:
        raise SiteError(410, "parent_deleted", "The comment to be answered was deleted.")
    if above.state is not State.PUBLISHED:
        raise SiteError(403, "parent_not_published", "The comment to be answered is not published.")
    return above


def _record(
    connection: sqlite3.Connection, site: str, operation: str, comment: int, text: str, now: int
) -> None:
    connection.execute(
        "insert into acceptance (site, operation, comment, text, at) values (?, ?, ?, ?, ?)",
        (site, operation, comment, text, now),
    )


def _get(connection: sqlite3.Connection, site: str, comment: int) -> Comment:
    row = connection.execute("select * from comment where site = ? and id = ?", (site, comment)).fetchone()
    if row is None:
        raise not_found("comment")
    return _comment(row)


def _comment(row: sqlite3.Row) -> Comment:
    values = dict(row)
    return Comment(**values | {"state": State(values["state"]), "is_edited": bool(values["is_edited"])})
