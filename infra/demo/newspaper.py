"""Sites and their articles."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from infra.demo.content import ARTICLES, Story
from infra.demo.database import Database
from infra.demo.errors import SiteError, not_found

SPEAKS_AS = "La rédaction"
MOTTO = "Le journal du pays de Montrelais, depuis 1894"


@dataclass(frozen=True, slots=True)
class Site:
    """`speaks_as` stands above its own answers, `motto` below its title."""

    slug: str
    name: str
    speaks_as: str
    motto: str

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

    def found(
        self,
        slug: str,
        name: str,
        now: int,
        *,
        speaks_as: str = SPEAKS_AS,
        motto: str = MOTTO,
        articles: Iterable[Story] = ARTICLES,
    ) -> Site:
        """Start a site with the standing articles; a slug that is taken is refused."""
        with self._database.transaction() as connection:
            try:
                connection.execute("insert into site (slug, name) values (?, ?)", (slug, name))
            except sqlite3.IntegrityError:
                raise SiteError(409, "site_exists", "This site exists already.") from None
            connection.execute("insert into house values (?, ?, ?)", (slug, speaks_as, motto))
            for story in articles:
                _publish(connection, slug, story, now - story.seconds_old)
        return Site(slug, name, speaks_as, motto)

    def publish(self, site: str, story: Story, at: int) -> None:
        """Put an article on a site, or date one that stands there anew."""
        with self._database.transaction() as connection:
            _publish(connection, site, story, at)

    def site(self, slug: str) -> Site:
        with self._database.transaction() as connection:
            row = connection.execute(
                "select slug, name, coalesce(speaks_as, ?) as speaks_as, coalesce(motto, ?) as motto"
                " from site left join house on house.site = site.slug where slug = ?",
                (SPEAKS_AS, MOTTO, slug),
            ).fetchone()
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


def _publish(connection: sqlite3.Connection, site: str, story: Story, at: int) -> None:
    connection.execute(
        "insert into article (site, slug, kicker, title, standfirst, body, byline, published_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (site, slug) do update set published_at = excluded.published_at",
        (site, story.slug, story.kicker, story.title, story.standfirst, story.body, story.byline, at),
    )
