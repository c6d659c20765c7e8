"""The desk answering on the product's own addresses from invented content, to try what scripts and forms do."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from tests.web.gallery import desk
from tests.web.gallery.frames import LEAVING, NADIA, UNKNOWN
from web.pages.desk.context import Desk
from web.pages.frame import Frame
from web.rendering.assets import STATIC_DIRECTORY, ImmutableFiles
from web.rendering.htmx import announce_change, wants_fragment
from web.rendering.pages import shared_pages
from web.rendering.policy import SECURITY_HEADERS

# Longer than any test waits for what comes before: a gate that opened by itself would let the test try nothing.
_LISTEN_SECONDS = 30
RECALLED = "Bonjour Martine, une seconde."


@dataclass
class Walk:
    """`asked` lists method and path of each request; `seconds_left` is the undo window that toasts show.

    A composer that refetches itself is answered when `may_answer` is set, and a reply or a thread
    while `may_accept` or `may_show` is.
    """

    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    seconds_left: float = 60
    has_toast: bool = True
    is_published: bool = False
    is_broken: bool = False
    has_listener: Event = field(default_factory=Event)
    may_answer: Event = field(default_factory=Event)
    may_accept: Event = field(default_factory=Event)
    may_show: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.may_accept.set()
        self.may_show.set()

    def make_app(self) -> Starlette:
        self.pages = shared_pages()
        routes = [
            Route("/queue", self.show_queue),
            Route("/queue/arrivals", self.show_arrivals),
            Route("/queue/total", self.show_total),
            Route("/conversations/{id}", self.show_conversation),
            Route("/conversations/{id}/composer", self.show_composer),
            Route("/conversations/{id}/row", self.show_row),
            Route("/conversations/{id}/thread", self.show_thread),
            Route("/conversations/{id}/author", self.show_author),
            Route("/conversations/{id}/replies", self.accept_reply, methods=["POST"]),
            Route("/replies/pending", self.show_toasts),
            Route("/replies/{id}/recall", self.recall, methods=["POST"]),
            Route("/views", self.show_views),
            Route("/automation/stopped", self.show_stopped),
            Route("/live", self.stream),
            Mount(self.pages.assets.prefix, ImmutableFiles(directory=STATIC_DIRECTORY)),
        ]
        return Starlette(routes=routes)

    def say(self, name: str, conversation: int) -> None:
        """Send a live event from the test's thread, once the page listens."""
        assert self.has_listener.wait(_LISTEN_SECONDS), "the page never asked for the stream"
        event: dict[str, object] = {"name": name, "ids": [str(desk.make_id(conversation))]}
        self.loop.call_soon_threadsafe(self.events.put_nowait, event)

    def make_frame(self) -> Frame:
        if self.is_published:
            gone = replace(LEAVING, state="published", can_recall=False)
            return replace(NADIA, pending=(gone, UNKNOWN))
        leaving = replace(LEAVING, send_at=desk.NOW + timedelta(seconds=self.seconds_left))
        return replace(NADIA, pending=(leaving,) if self.has_toast else ())

    def answer(self, request: Request, page: Desk, *blocks: str, announcement: str = "") -> Response:
        self.asked.append(f"{request.method} {request.url.path}")
        if self.is_broken:
            return Response(status_code=503)
        frame = self.make_frame()
        html = (
            self.pages.fragment(page, frame, *blocks, announcement=announcement)
            if wants_fragment(request.headers)
            else self.pages.page(page, frame)
        )
        return HTMLResponse(html, headers=SECURITY_HEADERS)

    async def show_queue(self, request: Request) -> Response:
        if "cursor" in request.query_params:
            further = tuple(
                replace(row, author_name=f"{row.author_name} bis", conversation_id=desk.make_id(900 + number))
                for number, row in enumerate(desk.QUEUE.rows)
            )
            page = Desk(replace(desk.QUEUE, rows=further, cursor="abc", next_cursor=None))
            return self.answer(request, page, "rows")
        return self.answer(request, Desk(replace(desk.QUEUE, arrivals=0)), "queue")

    async def show_arrivals(self, request: Request) -> Response:
        return self.answer(request, desk.QUEUE_ALONE, "arrivals")

    async def show_total(self, request: Request) -> Response:
        return self.answer(request, Desk(replace(desk.QUEUE, total=37)), "total")

    async def show_conversation(self, request: Request) -> Response:
        page = replace(desk.OPENED, queue=replace(desk.QUEUE, arrivals=0))
        return self.answer(request, page, "pane", announcement="Conversation ouverte")

    async def show_row(self, request: Request) -> Response:
        closed = replace(desk.QUEUE.rows[0], status="closed", state="hidden", waiting_count=0)
        page = Desk(replace(desk.QUEUE, rows=(closed,), next_cursor=None))
        return self.answer(request, page, "rows")

    async def show_composer(self, request: Request) -> Response:
        if "draft" not in request.query_params:
            return await self.give_back(request)
        chosen = int(request.query_params["draft"]) - 1
        composer = replace(desk.COMPOSER, chosen=chosen, text=desk.COMPOSER.drafts[chosen].text)
        page = replace(desk.OPENED, conversation=replace(desk.CONVERSATION, composer=composer))
        return self.answer(request, page, "composer")

    async def recall(self, request: Request) -> Response:
        """The toast goes, and the composer is to ask for what was recalled."""
        self.asked.append(f"{request.method} {request.url.path}")
        self.has_toast = False
        return HTMLResponse(self.pages.toasts(self.make_frame()), headers=announce_change("composer"))

    async def give_back(self, request: Request) -> Response:
        recalled = replace(desk.COMPOSER, chosen=None, text=RECALLED)
        page = replace(desk.OPENED, conversation=replace(desk.CONVERSATION, composer=recalled))
        answer = self.answer(request, page, "composer")
        await asyncio.to_thread(self.may_answer.wait, _LISTEN_SECONDS)
        return answer

    async def show_thread(self, request: Request) -> Response:
        changed = replace(desk.CONVERSATION, bubbles=desk.BUBBLES[:3])
        await asyncio.to_thread(self.may_show.wait, _LISTEN_SECONDS)
        return self.answer(request, replace(desk.OPENED, conversation=changed), "thread")

    async def show_author(self, request: Request) -> Response:
        known = replace(desk.CONVERSATION, author=replace(desk.CONVERSATION.author, item_count=15))
        return self.answer(request, replace(desk.OPENED, conversation=known), "author")

    async def accept_reply(self, request: Request) -> Response:
        async with request.form() as form:
            self.forms.append({name: str(value) for name, value in form.items()})
        await asyncio.to_thread(self.may_accept.wait, _LISTEN_SECONDS)
        if not wants_fragment(request.headers):
            return RedirectResponse(f"/conversations/{request.path_params['id']}", status_code=303)
        return self.answer(request, desk.OPENED, "pane", announcement="La réponse est acceptée")

    async def show_toasts(self, request: Request) -> Response:
        self.asked.append(f"{request.method} {request.url.path}")
        return HTMLResponse(self.pages.toasts(self.make_frame()))

    async def show_views(self, request: Request) -> Response:
        return HTMLResponse(self.pages.views(self.make_frame()))

    async def show_stopped(self, request: Request) -> Response:
        return HTMLResponse(self.pages.stopped(self.make_frame()))

    async def stream(self, request: Request) -> Response:
        """Stay open, as the product's stream does, and pass on what `say` is told."""
        self.loop, self.events = asyncio.get_running_loop(), asyncio.Queue[dict[str, object]]()

        async def speak() -> AsyncIterator[str]:
            self.has_listener.set()
            while True:
                yield f"data: {json.dumps(await self.events.get())}\n\n"

        return StreamingResponse(speak(), media_type="text/event-stream")
