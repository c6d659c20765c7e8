"""Second opinions of a client: asked within a budget, refused, and where no model is set up."""

from datetime import timedelta

from services.contracts.triage import OpinionSetting
from tests.web.gallery.desk import NOW, make_id
from tests.web.gallery.settings import GAZETTE
from web.pages.opinion.context import BudgetForm, Opinions

_SETTING = OpinionSetting(
    client_id=make_id(900),
    is_on=True,
    most_calls=200,
    most_euros=1.5,
    model="petit-modele",
    host="modele.example",
    switched_by="user:lucie",
    switched_at=NOW - timedelta(days=3),
    calls_today=1,
    euros_today=0.0021,
    calls_this_month=412,
    euros_this_month=0.83,
)
_NONE = _SETTING.model_copy(update={"is_on": False, "model": None, "host": None, "switched_at": None})

ASKED = Opinions(GAZETTE, _SETTING, BudgetForm("200", "1,50"), "Lucie A.")
REFUSED = Opinions(
    GAZETTE,
    _SETTING.model_copy(update={"is_on": False}),
    BudgetForm("beaucoup", "1,00").refused(
        {"most_calls": "Appels par jour\u202f: écrivez un nombre entier entre 1 et 100\u202f000."}
    ),
)
NO_MODEL = Opinions(GAZETTE, _NONE, BudgetForm("200", "1,00"))
