"""What a client's people taught: a layer that speaks with those before it, none yet, and one that rests."""

from datetime import timedelta

from services.contracts.triage import ModelCard
from tests.web.fakes.learning import make_comparison, make_curve, make_layer, make_learning
from tests.web.gallery.desk import NOW, make_id
from tests.web.gallery.measured import CARD, VERSION
from tests.web.gallery.settings import GAZETTE
from web.pages.learning.context import CurveRow, LayerRow, LearningPage
from web.pages.learning.curve import draw_curve
from web.routes.model import page_of

_CLIENT = make_id(900)
_LIVE = make_layer(
    _CLIENT,
    3,
    id=make_id(953),
    made_at=NOW - timedelta(days=2),
    live_at=NOW - timedelta(days=2),
    labels=[
        make_comparison("toxic", "better"),
        make_comparison("spam", "not_better", agreed_before=0.94, agreed_after=0.94),
        make_comparison("question", "worse", agreed_before=0.8, agreed_after=0.9),
        make_comparison("lead", "too_few", missing=37),
        make_comparison("urgency", "too_few", missing=1),
        make_comparison("urgency_2", "too_few", missing=20),
        make_comparison("sentiment", "better", silent=610),
    ],
)
_REFUSED = make_layer(
    _CLIENT,
    2,
    id=make_id(952),
    state="refused",
    live_at=None,
    made_by="user:lucie",
    labels=[make_comparison("toxic", "not_better", compared_on=1)],
)
_PUT_AWAY = make_layer(
    _CLIENT, 1, id=make_id(951), state="retired", ended_at=NOW - timedelta(days=4), ended_by="user:lucie"
)
_RESTING = make_layer(_CLIENT, 1, id=make_id(961), general="palabre-fr-1+00000000")
_ROWS = (
    LayerRow(_LIVE, previous=_PUT_AWAY.id),
    LayerRow(_REFUSED, made_by="Lucie Morvan", is_past=True),
    LayerRow(_PUT_AWAY, ended_by="Lucie Morvan"),
)
_CURVES = tuple(
    CurveRow(label, figures, draw_curve(figures.weeks))
    for label, figures in (
        ("toxic", make_curve("toxic", 12)),
        ("spam", make_curve("spam", 1)),
        ("sentiment", make_curve("sentiment", 4, 9)),
    )
)

LEARNT = LearningPage(GAZETTE, make_learning(dealt_with=380), _CURVES, _ROWS, _ROWS[0])
LEARNING = LearningPage(GAZETTE, make_learning(is_fitting=True), _CURVES[:1], _ROWS[1:])
RESTING = LearningPage(
    GAZETTE,
    make_learning(missing=16),
    (),
    (LayerRow(_RESTING, is_resting=True),),
    LayerRow(_RESTING, is_resting=True),
)
NOTHING_LEARNT = LearningPage(GAZETTE, make_learning(words=0, people=0, new=0, missing=1, curves=[]), (), ())
MODEL = page_of(CARD)
NOT_MEASURED = page_of(ModelCard(version=VERSION, licence="Apache-2.0", trained_on=[], measured=None))
