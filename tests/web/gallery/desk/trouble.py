"""The same conversation where things went wrong or are under way, and closed."""

from dataclasses import replace
from datetime import timedelta

from tests.web.gallery.desk.conversation import BUBBLES, COMPOSER, CONVERSATION, HIDDEN, KINDS
from tests.web.gallery.desk.morning import NOW, make_id
from web.pages.desk.deciding import Decided, DecisionForm, Unsettled

_APPROVED = Decided(
    kind="approve",
    reason="legitimate",
    note="",
    state="in_force",
    decided_by="Théo M.",
    decided_at=NOW - timedelta(minutes=4),
)
# What goes wrong or is under way: a hiding without reason, a reply of unknown outcome, one that is too long.
TROUBLED = replace(
    CONVERSATION,
    status="answered",
    pressure="calm",
    waiting_since=None,
    bubbles=(
        replace(
            BUBBLES[0],
            decisions=(_APPROVED,),
            is_edited=True,
            decision_form=DecisionForm(frozenset({"hide", "delete"})),
        ),
        replace(
            BUBBLES[1],
            reply_state="unknown",
            reply_detail="Le réseau n’a pas répondu à temps ; quatre relectures n’ont rien trouvé.",
            unsettled=Unsettled(make_id(701), "publish_reply", "https://reseau.example/1"),
        ),
        replace(
            BUBBLES[2],
            decision_form=DecisionForm(KINDS, refused="hide", note="déjà vu", error="Choisissez un motif."),
        ),
        replace(
            BUBBLES[3],
            state="hiding",
            standing="visible",
            decisions=(replace(HIDDEN, state="pending", decided_at=NOW),),
            explained_by=None,
            decision_form=None,
        ),
        replace(
            BUBBLES[3],
            item_id=make_id(105),
            state="deleted",
            segments=(),
            decisions=(),
            explained_by=None,
            decision_form=None,
            depth=2,
        ),
    ),
    composer=replace(
        COMPOSER,
        chosen=None,
        text="a" * 2012,
        address="tu",
        is_public=False,
        error="Son auteur a modifié ce message depuis que vous l’avez ouvert.",
        changed="Que dois-je faire avant jeudi ?",
        has_moved=True,
    ),
)
CLOSED = replace(CONVERSATION, status="closed", composer=None, post=None, bubbles=BUBBLES[:2], reasons=())
