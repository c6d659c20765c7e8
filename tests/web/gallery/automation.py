"""What a client lets the machine do alone: a rule in each state, none, and a form that came back."""

from datetime import timedelta

from tests.web.fakes.automation import make_rule
from tests.web.gallery.desk import NOW, make_id
from tests.web.gallery.settings import GAZETTE
from web.pages.automation.context import RuleForm, RuleRow, Rules

_CLIENT = make_id(900)
_LABELS = ("toxic", "hate", "spam", "question")
_ON = {"switched_by": "user:lucie", "switched_at": NOW - timedelta(days=9), "computed_at": NOW}
_ACTING = make_rule(
    _CLIENT,
    id=make_id(901),
    state="acting",
    network="wordpress",
    threshold=0.85,
    start=0.85,
    evidence_count=412,
    error_count=6,
    bound=0.041,
    missing=0,
    model="palabre-fr-2",
    model_since=NOW - timedelta(days=9),
    other_count=268,
    acted_count=87,
    reversed_count=1,
    audited_count=9,
    **_ON,
)
_GATHERING = make_rule(
    _CLIENT,
    id=make_id(902),
    label="spam",
    action="mark_spam",
    state="gathering",
    highest_error=0.02,
    evidence_count=1,
    missing=1,
    **_ON,
)
_STOPPED = make_rule(
    _CLIENT,
    id=make_id(903),
    label="hate",
    action="delete",
    state="stopped",
    threshold=0.95,
    evidence_count=140,
    bound=0.034,
    missing=0,
    acted_count=41,
    reversed_count=7,
    audited_count=6,
    audited_errors=3,
    stopped_at=NOW - timedelta(hours=2),
    **_ON,
)
_OFF = make_rule(
    _CLIENT,
    id=make_id(904),
    label="question",
    action="approve",
    evidence_count=300,
    error_count=210,
    bound=0.76,
    missing=None,
    computed_at=NOW,
)
_BEING_WEIGHED = make_rule(_CLIENT, id=make_id(905), label="question", action="approve", computed_at=None)

RULES = Rules(
    GAZETTE,
    (
        RuleRow(_ACTING, "Lucie Morvan"),
        RuleRow(_GATHERING, "Lucie Morvan"),
        RuleRow(_STOPPED, "Lucie Morvan"),
        RuleRow(_OFF),
        RuleRow(_BEING_WEIGHED),
    ),
    _LABELS,
    ("sandbox", "wordpress"),
)
CHANGED = Rules(
    GAZETTE,
    (RuleRow(_ACTING, "Lucie Morvan"),),
    _LABELS,
    ("sandbox", "wordpress"),
    RuleForm("toxic", "hide", "wordpress", "0.03", "0.1", make_id(901)),
    limits=("0.01", "0.02", "0.03", "0.05", "0.1", "0.2"),
)
NO_RULE = Rules(GAZETTE, (), _LABELS, ())
RULE_REFUSED = Rules(
    GAZETTE, (), _LABELS, (), RuleForm("toxic", "hide").refused({"highest_error": "Cela ne va pas ainsi."})
)
