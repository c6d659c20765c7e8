"""Second opinions as the fake triage keeps them: what was said of messages, and each client's setting."""

from typing import Any
from uuid import UUID

from services.contracts import triage
from services.contracts.triage import NewOpinionSetting, Opinion, OpinionSetting
from services.contracts.values import Listed
from services.runtime.problems import Conflict
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer


class OpinionAnswers:
    """`agency.opinion_model` is None where no model is configured."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def look_up(self, call: Call) -> Listed[Opinion]:
        client, ids = call.client(), set(call.body.ids)
        return Listed(
            items=[one for one in self.agency.opinions if one.client_id == client and one.item_id in ids]
        )

    def get_setting(self, call: Call) -> OpinionSetting:
        client = call.client()
        return self.agency.opinion_settings.get(client) or self._told(client, NewOpinionSetting(is_on=False))

    def set_setting(self, call: Call) -> OpinionSetting:
        if call.body.is_on and self.agency.opinion_model is None:
            raise Conflict("No model is configured.", code="no_opinion_model")
        told = self._told(call.client(), call.body, switched_by=call.caller.subject, switched_at=NOW)
        self.agency.opinion_settings[told.client_id] = told
        return told

    def _told(self, client: UUID, new: NewOpinionSetting, **changes: Any) -> OpinionSetting:
        values: dict[str, Any] = {
            **new.model_dump(),
            "client_id": client,
            "model": self.agency.opinion_model,
            "host": "modele.example" if self.agency.opinion_model else None,
            "switched_by": None,
            "switched_at": None,
            "calls_today": 0,
            "euros_today": 0.0,
            "calls_this_month": 0,
            "euros_this_month": 0.0,
        }
        return OpinionSetting(**{**values, **changes})


def make_opinion(client: UUID, item: UUID, **changes: Any) -> Opinion:
    """An answer to whether a message is to be moderated: it is not."""
    values: dict[str, Any] = {
        "client_id": client,
        "item_id": item,
        "version": 1,
        "outcome": "answered",
        "failure": None,
        "host": "modele.example",
        "model": "petit-modele",
        "asked_about": ["toxic"],
        "labels": {"toxic": False},
        "reason": "Une critique vive, sans injure.",
        "tokens_in": 300,
        "tokens_out": 30,
        "euros": 0.0021,
        "calls": 1,
        "asked_at": NOW,
    }
    return Opinion(**{**values, **changes})


def furnish_opinions(server: FakeServer, agency: Agency) -> None:
    answers = OpinionAnswers(agency)
    server.serve(triage.LOOK_UP_OPINIONS, answers.look_up)
    server.serve(triage.GET_OPINION_SETTING, answers.get_setting)
    server.serve(triage.SET_OPINION_SETTING, answers.set_setting)
