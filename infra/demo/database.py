"""The site's own SQLite file. One connection behind a lock is enough for the sites of one town."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

SCHEMA = """
create table if not exists site (
  slug text primary key,
  name text not null
) strict;
create table if not exists house (
  site text primary key references site (slug),
  speaks_as text not null,
  motto text not null
) strict;
create table if not exists article (
  site text not null references site (slug),
  slug text not null,
  kicker text not null,
  title text not null,
  standfirst text not null,
  body text not null,
  byline text not null,
  published_at integer not null,
  primary key (site, slug)
) strict;
create table if not exists comment (
  id integer primary key autoincrement,
  site text not null,
  article text not null,
  parent integer references comment (id),
  root integer,
  author_id text not null,
  author_name text not null,
  visitor text,
  text text not null,
  state text not null,
  is_edited integer not null default 0,
  created_at integer not null,
  updated_at integer not null,
  foreign key (site, article) references article (site, slug)
) strict;
create index if not exists comment_by_update on comment (site, updated_at, id);
create index if not exists comment_by_article on comment (site, article, id);
create index if not exists comment_by_parent on comment (parent);
create table if not exists holding (
  site text primary key references site (slug)
) strict;
create table if not exists acceptance (
  id integer primary key,
  site text not null,
  operation text not null,
  comment integer not null,
  text text not null,
  at integer not null
) strict;
"""


class Database:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._connection.execute("pragma foreign_keys = on")
        self._connection.execute("pragma busy_timeout = 5000")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One unit: all of it is stored, or none. Reads use it too, so that they see one state."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield self._connection
            except BaseException:  # also a cancelled request: the transaction must not stay open
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")
