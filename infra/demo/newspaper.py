"""Sites and their articles."""

import sqlite3
from dataclasses import dataclass

from infra.demo.content import ARTICLES
from infra.demo.database import Database
from infra.demo.errors import SiteError, not_found


@dataclass(frozen=True, slots=True)
class Site:
    slug: str
    name: str

    @property
    def path(self) -> str:
        return f"/sites/{self.slug}"


@dataclass(frozen=True, slots=True)
class Article:
    site: str
    slug: str
    kicker: str
    title: str
    standfirst: str
    body: str
    byline: str
    published_at: int

    @property
    def path(self) -> str:
        return f"/sites/{self.site}/articles/{self.slug}"

    @property
    def paragraphs(self) -> list[str]:
        return self.body.split("\n\n")


class Newspaper:
    def __init__(self, database: Database) -> None:
        self._database = database

    def found(self, slug: str, name: str, now: int) -> Site:
        """Start a site with the standing articles; a slug that is taken is refused."""
        with self._database.transaction() as connection:
            try:
                connection.execute("insert into site (slug, name) values (?, ?)", (slug, name))
            except sqlite3.IntegrityError:
                raise SiteError(409, "site_exists", "This site exists already.") from None
            connection.executemany(
                "insert into article (site, slug, kicker, title, standfirst, body, byline, published_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (slug, a.slug, a.kicker, a.title, a.standfirst, a.body, a.byline, now - a.seconds_old)
                    for a in ARTICLES
                ],
            )
        return Site(slug, name)

    def site(self, slug: str) -> Site:
        with self._database.transaction() as connection:
            row = connection.execute("select slug, name from site where slug = ?", (slug,)).fetchone()
        if row is None:
            raise not_found("site")
        return Site(**row)

    def has(self, slug: str) -> bool:
        with self._database.transaction() as connection:
            return connection.execute("select 1 from site where slug = ?", (slug,)).fetchone() is not None

    def article(self, site: str, slug: str) -> Article:
        with self._database.transaction() as connection:
            row = connection.execute(
                "select * from article where site = ? and slug = ?", (site, slug)
            ).fetchone()
        if row is None:
            raise not_found("article")
        return Article(**row)

    def articles(self, site: str) -> list[Article]:
        with self._database.transaction() as connection:
            rows = connection.execute(
                "select * from article where site = ? order by published_at desc", (site,)
            )
            return [Article(**row) for row in rows]
