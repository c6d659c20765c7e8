"""`POST /v1/score`: everything that `palabre score` says, over HTTP."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.runtime.ids import new_id
from services.triage.app import create_app
from services.triage.scoring.counter import Counter
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.domain.correcting import KIND_OF
from services.triage.scoring.lines import score_lines
from services.triage.scoring.service import Scorer
from services.triage.settings import TriageSettings
from tests.house import House, bearer, opened

TEXTS: list[dict[str, Any]] = [
    {"text": "👋 Où est mon colis ? Appelez le 06 12 34 56 78", "network": "facebook", "sector": "retail"},
    {"text": "Merci", "context": ["Soldes", "Vivement"], "lang": None, "kind": "direct"},
]


class Post:
    """Triage's front, and Nadia before it."""

    def __init__(self, house: House, http: httpx.AsyncClient) -> None:
        self._house, self._http = house, http

    async def __call__(self, body: Any, subject: str = "user:nadia", **headers: str) -> httpx.Response:
        token = self._house.token("web", subject, "triage", {"scores:read"}, new_id())
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"content-type": "application/json", **bearer(token), **headers}
        return await self._http.post("/v1/score", content=content, headers=sent)


class PausedAssessor:
    """The real one, which may be held up; it counts what it is given."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self.chunks: list[list[str]] = []
        self.has_begun, self.may_go = threading.Event(), threading.Event()
        self.may_go.set()

    def assess(self, messages: Sequence[Message], layer: object = None) -> list[Assessment]:
        self.chunks.append([message.text for message in messages])
        self.has_begun.set()
        assert self.may_go.wait(20)
        return self._scorer.assess(messages)


@pytest.fixture
def assessor(scorer: Scorer) -> PausedAssessor:
    return PausedAssessor(scorer)


@pytest.fixture
def app(house: House, assessor: PausedAssessor) -> FastAPI:
    app = create_app(house.settings(TriageSettings, score_rate=0.1, score_burst=4))
    app.state.score_counter = Counter(lambda: assessor)
    return app


@pytest.fixture
async def post(house: House, app: FastAPI) -> AsyncIterator[Post]:
    async with opened(app) as (http, _runtime):
        yield Post(house, http)


def errors(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


class TestScore:
    async def test_says_what_the_command_line_says_in_order(self, post: Post, scorer: Scorer) -> None:
        lines = score_lines([json.dumps(text) for text in TEXTS], scorer)
        said = [json.loads(line.text) for line in lines]
        answer = await post({"texts": TEXTS})
        assert answer.status_code == 200
        assert [{**text, **found} for text, found in zip(TEXTS, answer.json()["items"], strict=True)] == said

    async def test_personal_data_stand_with_their_places(self, post: Post) -> None:
        (found, _thanks) = (await post({"texts": TEXTS})).json()["items"]
        text = TEXTS[0]["text"]
        kinds = [(one["kind"], text[one["start"] : one["end"]]) for one in found["personal_data_spans"]]
        assert kinds == [("phone", "06 12 34 56 78")]

    async def test_says_why_a_kind_an_answer_and_what_is_pressing(self, post: Post) -> None:
        texts = ["Vous êtes des c0nnards", "Je demande le remboursement de ma commande", TEXTS[0]["text"]]
        for found in (await post(texts)).json()["items"]:
            why = {one["label"]: one for one in found["why"]}
            tone = found["sentiment"]
            assert why.get("sentiment", {}).get("answer") == (None if tone == "neutral" else tone)
            assert why.get("intent", {}).get("answer") == found["intent"]
            assert ("urgency_2" in why) == (found["urgency_level"] == 2)
            kinds = {kind for kind in KIND_OF if found["labels"][kind] >= 0.5}
            assert kinds <= why.keys()
            assert all(
                one["answer"] is None for label, one in why.items() if label not in {"sentiment", "intent"}
            )

    async def test_takes_an_array_and_texts_alone(self, post: Post) -> None:
        wrapped, bare = await post({"texts": TEXTS[:1]}), await post([TEXTS[0], "Merci"])
        assert bare.json()["items"][0] == wrapped.json()["items"][0]
        assert len(bare.json()["items"]) == 2

    async def test_nothing_asked_is_nothing_found(self, post: Post) -> None:
        assert (await post([])).json() == {"items": []}

    async def test_500_come_back_in_their_order(self, post: Post, assessor: PausedAssessor) -> None:
        texts = [f"Où est le colis {number} ?" if number % 7 else "ok" for number in range(500)]
        items = (await post({"texts": texts})).json()["items"]
        assert [bool(item["spans"]) for item in items] == [bool(number % 7) for number in range(500)]
        assert [text for chunk in assessor.chunks for text in chunk] == texts
        assert max(map(len, assessor.chunks)) <= 50

    async def test_one_text_does_not_wait_for_somebodys_500(self, assessor: PausedAssessor) -> None:
        counter = Counter(lambda: assessor)
        assessor.may_go.clear()
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(counter.answer([Message(f"message {number}") for number in range(500)]))
            await asyncio.to_thread(assessor.has_begun.wait, 20)
            group.create_task(counter.answer([Message("vite")]))
            await asyncio.sleep(0)  # it stands in line now
            assessor.may_go.set()
        assert assessor.chunks.index(["vite"]) == 1


class TestBadInput:
    @pytest.mark.parametrize(
        ("text", "field", "code"),
        [
            ({}, "text", "missing"),
            ({"text": 12}, "text", "not_a_string"),
            ({"text": "a\0b"}, "text", "nul"),
            ({"text": "\ud83d"}, "text", "lone_surrogate"),
            ({"text": "a" * 50_001}, "text", "too_long"),
            ({"text": "a", "context": ["b" * 50_000, "c"]}, "context", "too_long"),
            ({"text": "a", "context": [1]}, "context", "not_a_string"),
            ({"text": "a", "sector": 3}, "sector", "not_a_string"),
            ({"text": "a", "txt": "b"}, "txt", "unknown_field"),
        ],
    )
    async def test_is_named_by_place_and_field(
        self, post: Post, text: dict[str, Any], field: str, code: str
    ) -> None:
        assert errors(await post({"texts": ["ok", text]})) == [(f"texts.1.{field}", code)]
        assert errors(await post(["ok", text])) == [(f"1.{field}", code)]

    async def test_a_name_given_twice_is_named_where_it_stands(self, post: Post) -> None:
        assert errors(await post(b'["a", {"text": "b", "text": "c"}]')) == [("1.text", "repeated")]
        assert errors(await post(b'{"texts": [], "texts": []}')) == [("texts", "repeated")]

    @pytest.mark.parametrize("body", [{}, "text", None, {"texts": "a"}, {"texts": [], "more": 1}])
    async def test_another_shape_is_refused(self, post: Post, body: Any) -> None:
        assert errors(await post(body)) == [("texts", "not_a_list")]

    async def test_what_is_neither_text_nor_object_is_named(self, post: Post) -> None:
        assert errors(await post(["a", 3])) == [("1", "not_an_object")]

    @pytest.mark.parametrize("body", [b"{", b"[NaN]", b"\xff", b"[" * 100_000])
    async def test_what_is_no_json_is_400(self, post: Post, body: bytes) -> None:
        answer = await post(body)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")

    async def test_501_are_too_many(self, post: Post) -> None:
        answer = await post({"texts": ["a"] * 501})
        assert (answer.status_code, answer.json()["code"]) == (413, "too_many_texts")
        assert answer.json()["errors"][0]["field"] == "texts"

    async def test_too_many_bytes_and_other_types_are_refused(self, post: Post) -> None:
        assert (await post(b'["' + b"a" * 5_000_000 + b'"]')).status_code == 413
        assert (await post([], **{"content-type": "text/plain"})).status_code == 415


class TestLimits:
    async def test_who_asks_too_often_waits_and_others_do_not(self, post: Post) -> None:
        answers = [await post(["a"]) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 4 + [429]
        assert "ratelimit" in answers[0].headers
        assert int(answers[-1].headers["retry-after"]) > 0
        assert (await post(["a"], subject="user:théo")).status_code == 200

    async def test_needs_the_scope(self, house: House, app: FastAPI) -> None:
        async with opened(app) as (http, _runtime):
            token = house.token("web", "user:nadia", "triage", {"queue:read"}, new_id())
            assert (await http.post("/v1/score", json=[], headers=bearer(token))).status_code == 403
