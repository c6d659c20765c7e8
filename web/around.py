"""The frame around a page: counts in the rail, replies about to leave, notices.

A page must not fail because something around it cannot be said: what a service does not answer is left out.
"""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import structlog
from fastapi import Request

from services.contracts.reply import LIST_REPLIES, Reply, ReplyQuery
from services.contracts.triage import COUNT_QUEUE, LIST_STOPPED_AUTOMATION, CountsQuery, QueueCounts
from services.runtime.problems import Problem
from web.pages.desk.queue import ClientChoice
from web.pages.frame import ClientLink, Frame, PendingReply, StoppedRule, View
from web.pages.frame import Person as PersonShown
from web.preparation import percent_prepared
from web.rendering.languages import choose_language
from web.seat import Seat, Visit
from web.sentences import say_notice
from web.troubles import TroubleCount
from web.workplace import workplace_of

T = TypeVar("T")
log = structlog.get_logger()

# How long the end of one's own reply stays in sight; a good one goes sooner where nobody's pointer rests on it.
GOOD_END = timedelta(seconds=30)
BAD_END = timedelta(minutes=5)
LATEST_REPLIES = 20
NO_COUNTS = QueueCounts(open=0, by_client={}, by_network={}, by_label={})


def stranger_frame(request: Request, view: View) -> Frame:
    """The frame before sign-in: no person, and the browser's language."""
    workplace = workplace_of(request)
    language = choose_language(None, request.headers.get("accept-language", ""))
    notice = say_notice(request.cookies.get(workplace.cookies.notice, ""), language)
    return Frame(
        language=language,
        time_zone="Europe/Paris",
        now=workplace.runtime.clock.now(),
        csrf="",
        current=view,
        path=request.url.path,
        notices=(notice,) if notice else (),
    )


def plain_frame(request: Request, visit: Visit, view: View) -> Frame:
    """The frame of a signed-in person without anything that a service must be asked for."""
    person = visit.person
    notice = say_notice(request.cookies.get(visit.workplace.cookies.notice, ""), person.language)
    return Frame(
        language=person.language,
        time_zone=person.time_zone,
        now=visit.workplace.runtime.clock.now(),
        csrf=visit.csrf,
        current=view,
        theme=person.theme,
        person=PersonShown(person.name, person.email, person.is_administrator, person.keeps_settings),
        notices=(notice,) if notice else (),
        prepared=percent_prepared(visit.workplace.settings.var),
        path=_back_to(request),
        heard=visit.heard,
    )


async def full_frame(request: Request, seat: Seat, view: View, current_client: str | None = None) -> Frame:
    """The whole frame, for a page; its parts are asked for at once."""
    frame, pending, stopped = await asyncio.gather(
        counted_frame(request, seat, view, current_client), list_pending(seat), list_stopped(seat)
    )
    return replace(frame, pending=pending, stopped=stopped)


async def counted_frame(request: Request, seat: Seat, view: View, current_client: str | None = None) -> Frame:
    """The frame with what the rail counts."""
    counts, problems = await asyncio.gather(
        or_else(seat.ask(COUNT_QUEUE, query=CountsQuery()), NO_COUNTS), troubles_of(request).for_(seat)
    )
    links = tuple(
        ClientLink(c.slug, c.name, c.colour, counts.by_client.get(c.id, 0), c.slug == current_client)
        for c in seat.clients.values()
    )
    return replace(
        plain_frame(request, seat, view),
        clients=links,
        waiting=counts.open,
        problems=problems,
    )


def client_choices(seat: Seat) -> tuple[ClientChoice, ...]:
    """Every client that the person sees, for a page that is about one of them."""
    return tuple(ClientChoice(client.slug, client.name) for client in seat.clients.values())


async def list_pending(seat: Seat) -> tuple[PendingReply, ...]:
    """Return the person's own replies about to leave, and those whose end they should see; soonest first."""
    query = ReplyQuery(written_by=seat.person.subject, limit=LATEST_REPLIES)
    replies = await or_else(seat.ask(LIST_REPLIES, query=query), None)
    in_sight = [reply for reply in (replies.items if replies else ()) if _is_in_sight(reply)]
    settlers = {reply.settled_by for reply in in_sight if reply.settled_by}
    names = await seat.workplace.identity.profiles.name_subjects(settlers) if settlers else {}
    shown = [_pending(reply, names) for reply in in_sight]
    return tuple(sorted(shown, key=lambda reply: reply.send_at))


async def list_stopped(seat: Seat) -> tuple[StoppedRule, ...]:
    """Return the rules that stopped by themselves, to all who get their messages now, until a lead deals with it."""
    found = await or_else(seat.ask(LIST_STOPPED_AUTOMATION), None)
    return tuple(
        StoppedRule(rule.id, client.slug, client.name, rule.label, rule.action, rule.stopped_at)
        for rule in (found.items if found else ())
        if rule.stopped_at is not None and (client := seat.clients.get(rule.client_id)) is not None
    )


async def or_else(asked: Awaitable[T], otherwise: T) -> T:
    """Return the answer, or `otherwise` when the service has a problem."""
    try:
        return await asked
    except Problem as problem:
        log.warning("frame.incomplete", code=problem.code)
        return otherwise


def troubles_of(request: Request) -> TroubleCount:
    troubles: TroubleCount = request.app.state.troubles
    return troubles


def _is_in_sight(reply: Reply) -> bool:
    if reply.state in {"accepted", "sending"}:
        return True
    if reply.state == "published":
        return reply.published_at is not None and reply.now - reply.published_at < GOOD_END
    ended = reply.send_at or reply.created_at
    return reply.state in {"refused", "unknown"} and reply.now - ended < BAD_END


def _pending(reply: Reply, names: Mapping[str, str]) -> PendingReply:
    return PendingReply(
        reply_id=reply.id,
        conversation_id=reply.conversation_id,
        author_name=reply.author_name,
        state=reply.state,
        send_at=reply.send_at or reply.created_at,
        now=reply.now,
        can_recall=reply.can_recall,
        detail=None if reply.settled_by else reply.detail,
        settled_by=names.get(reply.settled_by, "") if reply.settled_by else None,
    )


def _back_to(request: Request) -> str:
    """The page to come back to after a form in the rail; after a post, its address may answer no GET."""
    if request.method != "GET":
        return "/queue"
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query
