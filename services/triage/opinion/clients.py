"""What is asked of ingest, and of the model elsewhere through the guarded door to the outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

import structlog

from services.contracts.ingest import LOOK_UP_ITEMS, Item
from services.contracts.triage.opinion import OpinionFailure
from services.runtime.callers import Actor
from services.runtime.context import Runtime
from services.runtime.http import AnswerTimedOut, Limits, NotSent, OutgoingError, OutgoingHTTP
from services.triage.opinion.domain.answer import Reading, read_answer
from services.triage.opinion.domain.budget import Prices
from services.triage.opinion.domain.question import MOST_TOKENS_OUT, Question
from services.triage.settings import AnswerForm, TriageSettings

log = structlog.get_logger()

_MOST_BYTES = 200_000
_PAUSE = timedelta(seconds=30)  # where the server does not say how long it wants to be left alone
_LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where opinions come from, and what they cost there."""

    url: str
    key: str
    model: str
    prices: Prices
    seconds: float
    form: AnswerForm

    @classmethod
    def of(cls, settings: TriageSettings) -> Self | None:
        """None where no model is configured."""
        if not (settings.opinion_url and settings.opinion_model):
            return None
        return cls(
            url=f"{settings.opinion_url.rstrip('/')}/chat/completions",
            key=settings.opinion_key.get_secret_value() if settings.opinion_key else "",
            model=settings.opinion_model,
            prices=Prices(settings.opinion_price_in, settings.opinion_price_out),
            seconds=settings.opinion_timeout,
            form=settings.opinion_form,
        )

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one call. `pause` is set where it may be asked again after so long; `is_free` where nothing was
    done that could be charged.
    """

    reading: Reading
    pause: timedelta | None = None
    is_free: bool = False


async def look_up_items(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Item]:
    """Return the newest versions; what ingest does not know any more is missing."""
    return await runtime.services.look_up(LOOK_UP_ITEMS, Actor.system("follow", client), client, ids)


async def ask(http: OutgoingHTTP, endpoint: Endpoint, question: Question) -> Heard:
    """Ask once; whatever happens is an outcome."""
    headers = {"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    seconds = endpoint.seconds
    limits = Limits(silence_seconds=seconds, total_seconds=seconds, max_bytes=_MOST_BYTES)
    try:
        answer = await http.request(
            "POST", endpoint.url, headers=headers, json=_body(endpoint, question), limits=limits
        )
    except NotSent:
        return Heard(Reading("unreachable"), pause=_PAUSE, is_free=True)
    except AnswerTimedOut:
        return Heard(Reading("timed_out"))
    except OutgoingError:
        return Heard(Reading("failed"))
    if answer.status == 200:
        return Heard(read_answer(answer.body, question.asked_about))
    # Status alone: what a server says of its refusal may repeat the message.
    log.warning("opinion.refused", host=endpoint.host, status=answer.status)
    pause = min(answer.retry_after or _PAUSE, _LONGEST_PAUSE)
    if answer.status == 429:
        return Heard(Reading("busy"), pause=pause, is_free=True)
    failed: OpinionFailure = "failed"
    return Heard(Reading(failed), pause=pause if answer.status >= 500 else None, is_free=True)


def _body(endpoint: Endpoint, question: Question) -> dict[str, object]:
    return {
        "model": endpoint.model,
        "messages": list(question.messages),
        "temperature": 0,
        "max_tokens": MOST_TOKENS_OUT,
        "stream": False,
        **_FORMS[endpoint.form](question),
    }


def _schema(question: Question) -> dict[str, object]:
    named = {"name": "opinion", "strict": True, "schema": question.schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


_FORMS: Mapping[AnswerForm, Callable[[Question], dict[str, object]]] = {
    "json_schema": _schema,
    "json_object": lambda _: {"response_format": {"type": "json_object"}},
    "none": lambda _: {},
}
