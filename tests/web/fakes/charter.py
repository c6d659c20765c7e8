"""Charters and replays as the fake triage keeps them; a replay is done as soon as it is asked for."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.contracts import triage
from services.contracts.triage.replay import Sides, TeamAgreement
from services.contracts.values import Listed
from services.runtime.ids import new_id
from services.runtime.problems import Conflict, NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer

CLAUSE = triage.Clause(label="insult", proposal="hide", threshold=0.7, reason="insult")


class CharterAnswers:
    """One method per operation; the newest version stands last."""

    def __init__(self, agency: Agency) -> None:
        self.charters, self.replays, self.changes = agency.charters, agency.replays, agency.changes

    def get(self, call: Call) -> triage.Charter:
        client = call.client()
        return (self.charters.get(client) or [make_charter(client)])[-1]

    def list_versions(self, call: Call) -> Listed[triage.Charter]:
        return Listed(items=self.charters.get(call.client(), [])[::-1])

    def change(self, call: Call) -> triage.Charter:
        return self._write(
            call, call.body.expected_version, call.body.model_dump(exclude={"expected_version"})
        )

    def restore(self, call: Call) -> triage.Charter:
        versions = [make_charter(call.client()), *self.charters.get(call.client(), [])]
        wanted = next((one for one in versions if one.version == call.body.version), None)
        if wanted is None:
            raise NotFound
        draft = {"allowed": wanted.allowed, "clauses": wanted.clauses, "restores": wanted.version}
        return self._write(call, call.body.expected_version, draft)

    def start(self, call: Call) -> triage.Replay:
        if any(one.state == "running" and one.client_id == call.client() for one in self.replays.values()):
            raise Conflict(code="replay_running")
        replay = make_replay(call.client(), **call.body.model_dump())
        self.replays[replay.id] = replay
        return replay

    def list_replays(self, call: Call) -> Listed[triage.Replay]:
        client = call.client()
        return Listed(items=[one for one in self.replays.values() if one.client_id == client])

    def get_replay(self, call: Call) -> triage.Replay:
        replay = self.replays.get(UUID(call.path["replay"]))
        if replay is None or replay.client_id != call.client():
            raise NotFound
        return replay

    def cancel(self, call: Call) -> triage.Replay:
        replay = self.get_replay(call)
        self.replays[replay.id] = replay.model_copy(update={"state": "cancelled"})
        return self.replays[replay.id]

    def list_changes(self, call: Call) -> Listed[triage.ReplayChange]:
        self.get_replay(call)
        wanted = call.query.direction
        return Listed(items=[one for one in self.changes if wanted in {None, one.direction}])

    def adopt(self, call: Call) -> triage.Charter:
        replay = self.get_replay(call)
        if replay.draft is None:
            raise Conflict(code="nothing_to_adopt")
        return self._write(call, replay.base_version, {**replay.draft.model_dump(), "replay_id": replay.id})

    def _write(self, call: Call, expected: int, draft: dict[str, Any]) -> triage.Charter:
        held = self.get(call)
        if held.version != expected:
            raise Conflict(code="charter_changed")
        by = {"version": expected + 1, "changed_by": call.caller.subject, "changed_at": NOW}
        charter = make_charter(call.client(), **draft, **by)
        self.charters.setdefault(charter.client_id, []).append(charter)
        return charter


def make_charter(client: UUID, **changes: Any) -> triage.Charter:
    values: dict[str, Any] = {
        "client_id": client,
        "version": 0,
        "allowed": "",
        "clauses": [CLAUSE],
        "changed_by": None,
        "changed_at": None,
        "changes": [],
    }
    return triage.Charter(**{**values, **changes})


def make_replay(client: UUID, **changes: Any) -> triage.Replay:
    """A replay of forty messages that is done."""
    values: dict[str, Any] = {
        "id": new_id(),
        "client_id": client,
        "state": "done",
        "first_day": NOW.date(),
        "last_day": NOW.date(),
        "time_zone": "Europe/Paris",
        "model": "as_assessed",
        "draft": None,
        "base_version": 0,
        "base": [CLAUSE],
        "asked_by": "user:lucie",
        "asked_at": NOW,
        "ended_at": NOW,
        "forgotten_at": NOW + timedelta(days=30),
        "total": 40,
        "done": 40,
        "left_out": 0,
        "models": ["test-1"],
        "figures": make_figures(),
        "adopted_version": None,
    }
    return triage.Replay(**{**values, **changes})


def make_figures(**changes: Any) -> triage.ReplayFigures:
    values: dict[str, Any] = {
        "proposals": {
            "let_stand": Sides(before=38, after=37),
            "look_first": Sides(before=1, after=1),
            "hide": Sides(before=1, after=2),
            "delete": Sides(before=0, after=0),
        },
        "labels": [],
        "changes": {"stricter": 1, "milder": 0, "reason": 0},
        "stays": 39,
        "gained": 1,
        "lost": 0,
        "team_before": make_agreement(20, 18, 17),
        "team_after": make_agreement(20, 19, 19),
        "rules": [],
    }
    return triage.ReplayFigures(**{**values, **changes})


def make_agreement(judged: int, sides: int, agreed: int) -> TeamAgreement:
    rate = agreed / sides if sides else None
    low, high = (None, None) if rate is None else (max(rate - 0.1, 0), min(rate + 0.04, 1))
    return TeamAgreement(judged=judged, sides=sides, agreed=agreed, rate=rate, low=low, high=high)


def make_change(**changes: Any) -> triage.ReplayChange:
    values: dict[str, Any] = {
        "item_id": new_id(),
        "conversation_id": new_id(),
        "network": "sandbox",
        "author_name": "Inès",
        "text": "Bande de nuls",
        "spans": [],
        "received_at": NOW,
        "before": triage.Proposal(kind="let_stand"),
        "after": triage.Proposal(
            kind="hide", label="insult", reason="insult", probability=0.62, threshold=0.5
        ),
        "direction": "stricter",
        "agreement": "gained",
        "word": "hide",
        "word_reason": "insult",
    }
    return triage.ReplayChange(**{**values, **changes})


def furnish_charter(server: FakeServer, agency: Agency) -> None:
    answers = CharterAnswers(agency)
    server.serve(triage.GET_CHARTER, answers.get)
    server.serve(triage.LIST_CHARTERS, answers.list_versions)
    server.serve(triage.CHANGE_CHARTER, answers.change)
    server.serve(triage.RESTORE_CHARTER, answers.restore)
    server.serve(triage.START_REPLAY, answers.start)
    server.serve(triage.LIST_REPLAYS, answers.list_replays)
    server.serve(triage.GET_REPLAY, answers.get_replay)
    server.serve(triage.CANCEL_REPLAY, answers.cancel)
    server.serve(triage.LIST_REPLAY_CHANGES, answers.list_changes)
    server.serve(triage.ADOPT_REPLAY, answers.adopt)
