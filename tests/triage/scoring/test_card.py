"""`GET /v1/model`: what the model is and how good it was measured to be."""

from services.contracts.triage import GET_MODEL, ModelCard
from services.runtime.ids import new_id
from services.triage.app import create_app
from services.triage.scoring.outputs import KINDS, LABELS
from services.triage.settings import TriageSettings
from tests.house import House, bearer, opened


class TestGetModel:
    async def test_nadia_sees_goals_figures_and_what_it_learnt_from(self, house: House) -> None:
        token = house.token("web", "user:nadia", "triage", {"queue:read"}, new_id())
        async with opened(create_app(house.settings(TriageSettings))) as (http, _runtime):
            answer = await http.get(GET_MODEL.path, headers=bearer(token))
        card = ModelCard.model_validate_json(answer.content)
        assert card.version.startswith("palabre-fr-")
        assert card.licence == "Apache-2.0"
        assert card.measured is not None
        assert {"own.toxic", "messages_per_second", "calibration.lead"} <= {
            goal.code for goal in card.measured.goals
        }
        (standard, _careful) = card.measured.profiles
        kinds = {kind for kinds in KINDS.values() for kind in kinds}
        assert {label.name for label in standard.labels} == {*LABELS, *kinds, "personal_data"}
        toxic = next(label for label in standard.labels if label.name == "toxic")
        assert sum(one.rows for one in toxic.reliability) == toxic.rows == card.measured.test_rows
