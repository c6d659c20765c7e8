"""The site as its visitors and its newsroom see it; Palabre is neither."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from tests.real.wordpress.mariadb import MariaDB

_numbers = count(1)


@dataclass(frozen=True)
class Person:
    login: str
    id: int
    password: str = field(repr=False)

    @property
    def credentials(self) -> dict[str, str]:
        return {"user": self.login, "application_password": self.password}

    @property
    def authorization(self) -> str:
        return "Basic " + base64.b64encode(f"{self.login}:{self.password}".encode()).decode()


@dataclass
class Site:
    url: str
    people: dict[str, Person]
    database: MariaDB
    http: httpx.Client
    folder: Path

    @property
    def server(self) -> str:
        """What answers beside the site, and is no WordPress."""
        return self.url.rpartition("/")[0]

    def ask(self, method: str, path: str, *, by: str = "redaction", **parts: Any) -> httpx.Response:
        """The site's API as the newsroom's own tools use it."""
        headers = {"authorization": self.people[by].authorization}
        return self.http.request(method, f"{self.url}/wp-json/wp/v2/{path}", headers=headers, **parts)

    def publish(self, title: str, *, kind: str = "posts", **more: Any) -> "Article":
        sent = {"title": title, "content": "…", "status": "publish", "comment_status": "open", **more}
        made = self.ask("POST", kind, json=sent).raise_for_status().json()
        return Article(self, made["id"], made["title"]["raw"], made["link"])

    def comments(self) -> list[int]:
        """The numbers of all that stand on the site, whatever their status."""
        return [int(row[0]) for row in self.database.ask("select comment_ID from wp_comments")]

    def clear(self) -> None:
        """Take away every comment, as if there had never been one; numbers go on rising."""
        self.database.ask("delete from wp_comments")

    @contextmanager
    def option(self, name: str, value: str) -> Iterator[None]:
        """A setting of the site's own, for as long as the block lasts."""
        [[before]] = self.database.ask("select option_value from wp_options where option_name = %s", name)
        statement = "update wp_options set option_value = %s where option_name = %s"
        self.database.ask(statement, value, name)
        try:
            yield
        finally:
            self.database.ask(statement, before, name)

    @contextmanager
    def plugin(self, code: str) -> Iterator[None]:
        """A plugin that is active for as long as the block lasts."""
        file = self.folder / "wp-content" / "mu-plugins" / f"plugin-{next(_numbers)}.php"
        file.write_text(f"<?php\n{code}\n")
        try:
            yield
        finally:
            file.unlink()

    @contextmanager
    def without_permalinks(self) -> Iterator[None]:
        with self.option("permalink_structure", ""), self.option("rewrite_rules", ""):
            yield


@dataclass
class Article:
    """A post or page with what is said below it."""

    site: Site
    id: int
    title: str
    link: str

    @property
    def external_id(self) -> str:
        return f"post-{self.id}"

    def fill(self, count: int) -> list[int]:
        """So many comments at once, as an importer writes them; the answer is their numbers."""
        self.site.database.ask(
            "insert into wp_comments (comment_post_ID, comment_author, comment_author_email, comment_date_gmt, "
            "comment_date, comment_content, comment_approved, comment_type) "
            "with recursive numbers as (select 1 as number union all select number + 1 from numbers "
            "where number < %s) select %s, 'Lectrice', 'lectrice@lecteurs.example', utc_timestamp(), "
            "convert_tz(utc_timestamp(), '+00:00', '+01:00'), concat('Question ', number), '1', 'comment' "
            "from numbers",
            count,
            self.id,
        )
        return self.ids()[-count:]

    def write(self, name: str, text: str, parent: int = 0, email: str | None = None) -> int:
        """A visitor sends the public form; the answer is the comment's id.

        WordPress slows down who writes twice within 15 s from one address, of mail or of a machine.
        """
        number = next(_numbers)
        sent = {
            "author": name,
            "email": email or f"visitor-{number}@lecteurs.example",
            "comment": text,
            "comment_post_ID": str(self.id),
            "comment_parent": str(parent),
        }
        headers = {"x-visitor": f"198.51.{number // 250}.{number % 250 + 1}"}
        answer = self.site.http.post(f"{self.site.url}/wp-comments-post.php", data=sent, headers=headers)
        assert answer.status_code == 302, answer.text
        found = re.search(r"#comment-(\d+)$", answer.headers["location"])
        if found:
            return int(found[1])
        return self.ids()[-1]  # A comment that is held back leads to no place on the page.

    def ids(self) -> list[int]:
        rows = self.site.database.ask(
            "select comment_ID from wp_comments where comment_post_ID = %s order by comment_ID", self.id
        )
        return [int(row[0]) for row in rows]

    def say(self, text: str, *, by: str = "redaction", parent: int = 0) -> int:
        """A member of the newsroom writes by the API."""
        sent = {"post": self.id, "parent": parent, "content": text}
        return int(self.site.ask("POST", "comments", by=by, json=sent).raise_for_status().json()["id"])

    def moderate(self, comment: int, status: str) -> None:
        self.site.ask("POST", f"comments/{comment}", json={"status": status}).raise_for_status()

    def rewrite(self, comment: int, text: str) -> None:
        self.site.ask("POST", f"comments/{comment}", json={"content": text}).raise_for_status()

    def delete(self, comment: int, *, for_good: bool = False) -> None:
        params = {"force": "true"} if for_good else {}
        self.site.ask("DELETE", f"comments/{comment}", params=params).raise_for_status()

    def date_back(self, comment: int, written: datetime) -> None:
        """Make a comment as old as the test needs it; `written` is in UTC."""
        self.site.database.ask(
            "update wp_comments set comment_date_gmt = %s, "
            "comment_date = convert_tz(comment_date_gmt, '+00:00', '+01:00') where comment_ID = %s",
            f"{written:%Y-%m-%d %H:%M:%S}",
            comment,
        )

    def page(self) -> str:
        """What the public reads."""
        return self.site.http.get(self.link).raise_for_status().text

    def status(self, comment: int) -> str | None:
        rows = self.site.database.ask(
            "select comment_approved from wp_comments where comment_ID = %s", comment
        )
        return rows[0][0] if rows else None

    def parent(self, comment: int) -> int:
        [[found]] = self.site.database.ask(
            "select comment_parent from wp_comments where comment_ID = %s", comment
        )
        return int(found)

    def close(self) -> None:
        """Nobody may comment here any more."""
        self.site.ask("POST", f"posts/{self.id}", json={"comment_status": "closed"}).raise_for_status()

    def texts(self) -> list[str]:
        """What stands in the database below the article, whatever its status."""
        rows = self.site.database.ask(
            "select hex(comment_content) from wp_comments where comment_post_ID = %s order by comment_ID",
            self.id,
        )
        return [bytes.fromhex(row[0]).decode() for row in rows]

    def count(self, text: str) -> int:
        """How often exactly this stands below the article, seen by the public or not."""
        return self.texts().count(text)
