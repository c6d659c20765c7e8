"""A theatre of a test's own: a database without clients, a site, and what can be read there after a play."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from infra.demo.comments import Comment
from infra.demo.month.script import Message, Script
from infra.demo.month.story import Decided, Replied, Story, Written, story
from infra.demo.settings import DemoSettings
from infra.demo.stage.clock import StoryClock
from infra.demo.stage.house import Bill, Stage, open_stage
from infra.demo.stage.play import play
from infra.demo.stage.progress import Progress
from infra.demo.visitors import author_id
from infra.run.operator import OperatorSettings
from services.contracts.events import LIST_SET_ASIDE
from services.contracts.ingest import LIST_ACTIONS, LIST_CLIENTS, ActionQuery
from services.contracts.operation import Operation
from services.contracts.reporting import READ_METRICS, MetricName, MetricsQuery
from services.contracts.topology import SERVICES
from services.ingest.settings import IngestSettings
from services.reply.settings import ReplySettings
from services.reporting.settings import ReportingSettings
from services.runtime.callers import Actor
from services.triage.settings import TriageSettings
from web.settings import WebSettings

SHORT = Path(__file__).parent / "short"
COUNTED: dict[MetricName, type[Written | Replied | Decided]] = {
    "items_received": Written,
    "replies_published": Replied,
    "decisions": Decided,
}
Answer = TypeVar("Answer", bound=BaseModel)


def short_story(now: datetime) -> Story:
    return story(now, SHORT)


def yesterday_at_noon() -> datetime:
    """When a play's story ends: hours from midnight, where what one day wrote would come in on the next."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)


@dataclass(frozen=True)
class Theatre:
    var: Path
    database_url: str
    redis_url: str

    @property
    def bill(self) -> Bill:
        common: dict[str, Any] = {
            "var": self.var,
            "database_url": self.database_url,
            "redis_url": self.redis_url,
        }
        return Bill(
            ingest=IngestSettings(**common),
            triage=TriageSettings(**common),
            reply=ReplySettings(**common),
            reporting=ReportingSettings(**common),
            web=WebSettings(**common),
            operator=OperatorSettings(**common),
            site=DemoSettings(var=self.var),
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same for a process of its own."""
        return {
            "PALABRE_VAR": str(self.var),
            "PALABRE_DATABASE_URL": self.database_url,
            "PALABRE_REDIS_URL": self.redis_url,
        }

    async def play(self, make: Any = short_story, now: datetime | None = None) -> tuple[Progress, list[str]]:
        said: list[str] = []
        now = now or yesterday_at_noon()
        return await play(self.bill, say=said.append, make=make, now=now), said

    @asynccontextmanager
    async def visit(self) -> AsyncIterator["Visit"]:
        """After the play, at the time of day."""
        async with open_stage(self.bill, StoryClock(datetime.now(UTC))) as stage:
            listed = await stage.operator.call(LIST_CLIENTS, Actor("operator:test", None))
            yield Visit(stage, {client.slug: client.id for client in listed.items})


@dataclass(frozen=True)
class Visit:
    stage: Stage
    clients: dict[str, UUID]

    async def ask(self, operation: Operation[Answer], **parts: Any) -> Answer:
        actor = Actor("operator:test", frozenset(self.clients.values()))
        return await self.stage.operator.call(operation, actor, **parts)

    def comments(self, script: Script) -> list[Comment]:
        sites = self.stage.site
        return [
            comment
            for publication in script.publications
            for account in script.accounts
            if account.slug == publication.account
            for comment in sites.comments.under_article(account.site, publication.id)
        ]

    def comment(self, script: Script, message: Message, at: datetime) -> Comment:
        """The one that a message has become; it bears the message's time, or a later one after a kill."""
        by = author_id(message.author.id, message.author.name)
        (found,) = (
            comment
            for comment in self.comments(script)
            if comment.author_id == by and is_soon_after(comment.created_at, at)
        )
        return found

    def answers(self, replied: Replied, at: datetime) -> list[Comment]:
        """What stands in our name, with these words, under the message."""
        asked = self.comment(replied.client, replied.message, at)
        return [
            comment
            for comment in self.comments(replied.client)
            if comment.is_official and comment.parent == asked.id and comment.text == replied.deed.text
        ]

    def accepted(self, script: Script) -> Counter[int]:
        """How many acts the site took how many times."""
        sites = {account.site for account in script.accounts}
        return Counter(row["times"] for site in sites for row in self.stage.site.comments.acceptances(site))


def is_soon_after(seconds: int, at: datetime, within: timedelta = timedelta(minutes=5)) -> bool:
    return timedelta() <= datetime.fromtimestamp(seconds, UTC) - at.replace(microsecond=0) <= within


def times_of(told: Story) -> dict[tuple[str, str], datetime]:
    """When each message is written."""
    return {
        (one.client.client.slug, one.message.id): one.at
        for one in told.happenings
        if isinstance(one, Written)
    }


async def assert_told(visit: Visit, told: Story) -> None:
    """Every message and every reply of the story stands once on its site, at its time, and nothing was lost."""
    times = times_of(told)
    for script in told.clients:
        messages = [visit.comment(script, one, times[script.client.slug, one.id]) for one in script.messages]
        replies = [one for one in told.happenings if isinstance(one, Replied) and one.client is script]
        stands = [(one.created_at, one.author_name, one.text) for one in visit.comments(script)]
        assert len(stands) == len(messages) + len(replies), stands
        for replied in replies:
            (answer,) = visit.answers(replied, times[script.client.slug, replied.message.id])
            late = datetime.fromtimestamp(answer.created_at, UTC) - replied.at
            assert timedelta(seconds=-1) < late < timedelta(minutes=6), replied.message.id
        assert set(visit.accepted(script)) == {1}
        await assert_counted(visit, told, script)
    for service in SERVICES:
        assert (await visit.ask(LIST_SET_ASIDE[service])).items == []
    unsettled = [
        one
        for one in (await visit.ask(LIST_ACTIONS, query=ActionQuery(limit=200))).items
        if one.state != "sent"
    ]
    assert unsettled == []


async def assert_counted(visit: Visit, told: Story, script: Script) -> None:
    """What reporting counts lies on the days of the story."""
    days = [one.at.astimezone(script.client.zone).date() for one in told.happenings]
    query = MetricsQuery.model_validate({"from": min(days), "to": max(days) + timedelta(days=2)})
    answer = await visit.ask(READ_METRICS, path={"client": visit.clients[script.client.slug]}, query=query)
    counted = {
        metric.metric: {point.start: point.value for point in metric.points if point.value}
        for metric in answer.metrics
    }
    for name, kind in COUNTED.items():
        wanted = Counter(
            one.at.astimezone(script.client.zone).date()
            for one in told.happenings
            if isinstance(one, kind) and one.client is script
        )
        assert counted[name] == wanted, (script.client.slug, name)


async def play_from_environment() -> None:
    """For a process that a test kills."""
    await play(Bill.read(), say=print, make=short_story, now=yesterday_at_noon())
