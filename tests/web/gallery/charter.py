"""A client's charter and its replays: written, tried, refused, under way, with nothing to tell, and adopted."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid5

from services.contracts.triage import CharterDraft, Clause, ClauseChange, Proposal, RuleTrial
from services.contracts.triage.replay import LabelFigures, RuleFigures, Sides
from tests.web.fakes.charter import make_agreement, make_change, make_figures, make_replay
from tests.web.gallery.desk import NOW, make_id
from tests.web.gallery.settings import GAZETTE
from web.pages.charter.context import CharterPage, PeriodForm, VersionRow
from web.pages.replay.context import ChangeRow, ReplayPage, ReplayRow, Replays, TrialForm
from web.rendering.spans import Segment
from web.routes.charter_form import form_of, refused_clauses

_CLIENT = make_id(900)


def _clause(label: str, proposal: str, threshold: float, reason: str) -> Clause:
    return Clause.model_validate(
        {"label": label, "proposal": proposal, "threshold": threshold, "reason": reason}
    )


_DRAFT = CharterDraft(
    allowed="La critique dure de la rédaction, l’ironie, les liens vers la presse.\nPas d’attaque contre une personne.",
    clauses=[
        _clause("toxic", "look_first", 0.5, "other"),
        _clause("insult", "hide", 0.7, "insult"),
        _clause("hate", "delete", 0.625, "hate"),
        _clause("obscene", "let_stand", 0.7, "other"),
        _clause("spam", "hide", 0.85, "spam"),
        _clause("personal_data", "look_first", 0.5, "personal_data"),
    ],
)
_PERIOD = PeriodForm("2026-11-16", "2026-11-22")
_FORM = form_of(_DRAFT, 3, _PERIOD)
_VERSIONS = (
    VersionRow(
        3,
        "Lucie Morvan",
        NOW - timedelta(hours=2),
        (ClauseChange(label="hate", before=_clause("hate", "hide", 0.7, "hate"), after=_DRAFT.clauses[2]),),
        replay_id=make_id(910),
    ),
    VersionRow(2, "Claire Duval", NOW - timedelta(days=9), (), is_wording_changed=True),
    VersionRow(
        1,
        "Lucie Morvan",
        NOW - timedelta(days=30),
        (ClauseChange(label="obscene", before=None, after=_DRAFT.clauses[3]),),
        restores=0,
    ),
)
CHARTER = CharterPage(GAZETTE, _FORM, _VERSIONS, older="abc")
FIRST_CHARTER = CharterPage(
    GAZETTE, form_of(CharterDraft(clauses=[]), 0, _PERIOD), draft_of=date(2026, 11, 20)
)
_FAULTS = {"clauses.2.threshold": "", "version": "Quelqu’un a changé la charte entre-temps."}
CHARTER_REFUSED = CharterPage(
    GAZETTE,
    type(_FORM)(
        3,
        refused_clauses(_FORM, _FAULTS, "fr"),
        _PERIOD.refused({"last_day": "Cela ne va pas ainsi."}),
        "Le texte",
        errors={"version": _FAULTS["version"]},
    ),
    _VERSIONS,
)

_FIGURES = make_figures(
    proposals={
        "let_stand": Sides(before=1102, after=1041),
        "look_first": Sides(before=84, after=71),
        "hide": Sides(before=48, after=97),
        "delete": Sides(before=0, after=25),
    },
    labels=[
        LabelFigures(
            label=label,
            look_first=Sides(before=look, after=look),
            hide=Sides(before=hide, after=hide * 2),
            delete=Sides(before=0, after=delete),
        )
        for label, look, hide, delete in (
            ("insult", 0, 31, 0),
            ("hate", 0, 9, 25),
            ("personal_data", 12, 0, 0),
        )
    ],
    changes={"stricter": 98, "milder": 13, "reason": 4},
    gained=31,
    lost=6,
    team_before=make_agreement(212, 180, 166),
    team_after=make_agreement(212, 191, 184),
    rules=[
        RuleFigures(
            rule_id=make_id(901),
            label="toxic",
            action="hide",
            network=None,
            state="acting",
            threshold=0.85,
            reached=Sides(before=22, after=22),
            judged=Sides(before=9, after=9),
            agreed=Sides(before=9, after=9),
        )
    ],
)
_DONE = make_replay(
    _CLIENT,
    id=make_id(910),
    first_day=date(2026, 11, 16),
    last_day=date(2026, 11, 22),
    draft=_DRAFT,
    base_version=2,
    total=1240,
    done=1240,
    left_out=6,
    figures=_FIGURES,
    models=["2026.11-a1b2c3"],
    gone=2,
)
_ROW = ReplayRow(_DONE, "Lucie Morvan")
_HIDE = Proposal(kind="hide", label="insult", reason="insult", probability=0.74, threshold=0.7)
_LOOK = Proposal(kind="look_first", label="toxic", probability=0.58)
_DELETE = Proposal(kind="delete", label="hate", probability=0.81)
_SAID = (
    ("Marc Aubert", "Bande de nuls, comme d’habitude.", _LOOK, _HIDE, "hide", "insult"),
    (
        "Inès",
        "Vous racontez n’importe quoi, et vous le savez.",
        Proposal(kind="let_stand"),
        _HIDE,
        "approve",
        "other",
    ),
    ("Élodie", "Retournez chez vous.", _HIDE, _DELETE, None, None),
)
_CHANGES = tuple(
    ChangeRow(
        make_change(
            item_id=uuid5(_CLIENT, f"item {number}"),
            conversation_id=uuid5(_CLIENT, f"talk {number}"),
            network="wordpress",
            author_name=author,
            text=text,
            before=before,
            after=after,
            word=word,
            word_reason=reason,
            received_at=NOW - timedelta(hours=number),
        ),
        (Segment(text, "toxic", "insult"),),
    )
    for number, (author, text, before, after, word, reason) in enumerate(_SAID)
)
REPLAYED = ReplayPage(GAZETTE, _ROW, _CHANGES, "stricter", "abc")
ADOPTED = ReplayPage(
    GAZETTE,
    ReplayRow(_DONE.model_copy(update={"adopted_version": 3}), "Lucie Morvan"),
    (),
    error="Quelqu’un a changé la charte entre-temps.",
)
_UNDER_WAY = make_replay(_CLIENT, id=make_id(911), state="running", total=100_000, done=31_200, figures=None)
RUNNING = ReplayPage(GAZETTE, ReplayRow(_UNDER_WAY, "Lucie Morvan"))
_NOTHING = make_replay(_CLIENT, id=make_id(912), total=0, done=0, figures=None, models=[], model="shipped")
NOTHING_CAME = ReplayPage(GAZETTE, ReplayRow(_NOTHING, "Lucie Morvan"))
_TRIED = make_replay(
    _CLIENT,
    id=make_id(914),
    first_day=date(2026, 11, 16),
    last_day=date(2026, 11, 22),
    trial=RuleTrial(label="insult", action="hide", highest_error=0.02),
    threshold=0.93,
    total=1240,
    done=1240,
    figures=make_figures(
        changes={"stricter": 14, "milder": 0, "reason": 0}, stays=1226, gained=9, lost=1, rules=_FIGURES.rules
    ),
    models=["2026.11-a1b2c3"],
)
_ACT = Proposal(kind="hide", label="insult", reason="insult", probability=0.96, threshold=0.93)
TRIED = ReplayPage(
    GAZETTE,
    ReplayRow(_TRIED, "Lucie Morvan"),
    tuple(
        replace(
            row, change=row.change.model_copy(update={"before": Proposal(kind="let_stand"), "after": _ACT})
        )
        for row in _CHANGES
    ),
)
UNTRIED = ReplayPage(
    GAZETTE,
    ReplayRow(
        _TRIED.model_copy(
            update={
                "threshold": None,
                "figures": make_figures(changes={"stricter": 0, "milder": 0, "reason": 0}),
            }
        )
    ),
)
_CANCELLED = make_replay(_CLIENT, id=make_id(913), state="cancelled", done=12, figures=None)
_TRIAL = TrialForm(_PERIOD, "insult", "hide", "wordpress", "exact", "93")
_OFFERED = (("toxic", "insult", "spam"), ("bluesky", "wordpress"))
REPLAYS = Replays(
    GAZETTE,
    _PERIOD,
    _TRIAL,
    (
        ReplayRow(_UNDER_WAY, "Lucie Morvan"),
        ReplayRow(_DONE.model_copy(update={"adopted_version": 3}), "Lucie Morvan"),
        ReplayRow(_NOTHING, "Claire Duval"),
        ReplayRow(_CANCELLED),
        ReplayRow(_TRIED, "Lucie Morvan"),
    ),
    *_OFFERED,
)
_REFUSED = TrialForm(_PERIOD, bound="exact", percent="0").refused({"percent": "Un nombre entre 5 et 99."})
NO_REPLAY = Replays(GAZETTE, _PERIOD, _REFUSED, (), *_OFFERED)
