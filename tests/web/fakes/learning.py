"""What clients' people taught, and the model's card, as the fake triage keeps them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.contracts import triage
from services.contracts.values import Listed, Nothing
from services.runtime.ids import new_id
from services.runtime.problems import NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer
from tests.web.gallery.measured import CARD


class LearningAnswers:
    """One method per operation; a refit is only noted."""

    def __init__(self, agency: Agency) -> None:
        self.layers = agency.layers

    def read(self, call: Call) -> triage.Learning:
        call.client()
        return make_learning()

    def list_layers(self, call: Call) -> Listed[triage.ClientLayer]:
        client = call.client()
        found = [layer for layer in self.layers.values() if layer.client_id == client]
        return Listed(items=sorted(found, key=lambda layer: -layer.number))

    def refit(self, call: Call) -> Nothing:
        call.client()
        return Nothing()

    def choose(self, call: Call) -> Listed[triage.ClientLayer]:
        client, wanted = call.client(), call.body.layer
        if wanted is not None and wanted not in {one.id for one in self.list_layers(call).items}:
            raise NotFound
        for layer in self.list_layers(call).items:
            changes: dict[str, Any] = {"state": "live", "ended_at": None, "ended_by": None}
            if layer.id != wanted:
                changes = {"state": "retired", "ended_at": NOW, "ended_by": call.caller.subject}
            self.layers[layer.id] = layer.model_copy(update=changes)
        assert client is not None
        return self.list_layers(call)


def make_comparison(label: str = "toxic", outcome: str = "better", **changes: Any) -> triage.LabelComparison:
    values: dict[str, Any] = {
        "label": label,
        "outcome": outcome,
        "learnt_from": 280,
        "compared_on": 120,
        "agreed_before": 0.78,
        "agreed_after": 0.91,
        "loss_before": 0.52,
        "loss_after": 0.24,
        "missing": 0,
        "missing_yes": 0,
        "missing_no": 0,
    }
    return triage.LabelComparison(**{**values, **changes})


def make_layer(client: UUID, number: int = 1, **changes: Any) -> triage.ClientLayer:
    values: dict[str, Any] = {
        "id": new_id(),
        "client_id": client,
        "number": number,
        "state": "live",
        "general": CARD.version,
        "labels": [make_comparison()],
        "heads": {"toxic": number},
        "evidence_count": 400,
        "made_at": NOW,
        "made_by": "system:learning",
        "live_at": NOW,
        "ended_at": None,
        "ended_by": None,
    }
    return triage.ClientLayer(**{**values, **changes})


def make_curve(label: str = "toxic", weeks: int = 3, silent: int = 0) -> triage.LabelCurve:
    """Agreement grows by a word a week, `silent` words of each are none; the general model stays where it was."""
    monday = date(2026, 9, 7)
    shown = [
        triage.WeekAgreement(
            week=monday + timedelta(weeks=n),
            words=20,
            agreed=min(20, 14 + n),
            general=14,
            silent=silent,
            low=min(20, 14 + n) / 20 - 0.15,
            high=min(1.0, min(20, 14 + n) / 20 + 0.1),
        )
        for n in range(weeks)
    ]
    agreed = sum(week.agreed for week in shown)
    return triage.LabelCurve(
        label=label, words=20 * weeks, agreed=agreed, general=14 * weeks, silent=silent * weeks, weeks=shown
    )


def make_learning(**changes: Any) -> triage.Learning:
    values: dict[str, Any] = {
        "words": 412,
        "people": 4,
        "new": 12,
        "missing": 0,
        "is_fitting": False,
        "curves": [make_curve()],
    }
    return triage.Learning(**{**values, **changes})


def furnish_learning(server: FakeServer, agency: Agency) -> None:
    answers = LearningAnswers(agency)
    server.serve(triage.GET_LEARNING, answers.read)
    server.serve(triage.LIST_LAYERS, answers.list_layers)
    server.serve(triage.REFIT_LAYER, answers.refit)
    server.serve(triage.CHOOSE_LAYER, answers.choose)
    server.serve(triage.GET_MODEL, lambda _call: CARD)
