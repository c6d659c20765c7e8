"""A hard thread: held, hidden there and here, being deleted, deleted, brought back, and what nobody knows."""

from dataclasses import replace
from datetime import timedelta

from services.contracts.triage import DecisionKind, Grounds, Reason
from tests.web.gallery.desk import CONVERSATION, HIDDEN, NOW, OPENED, make_id
from web.pages.desk.conversation import Bubble
from web.pages.desk.deciding import Decided, DecisionForm, Unsettled
from web.rendering.spans import split_text

ALL: frozenset[DecisionKind] = frozenset({"approve", "hide", "delete"})
BACK: frozenset[DecisionKind] = frozenset({"restore", "delete"})


def say(number: int, author: str, text: str, **changes: object) -> Bubble:
    bubble = Bubble(
        item_id=make_id(800 + number),
        author_name=author,
        created_at=NOW - timedelta(minutes=60 - number),
        segments=split_text(text, ()),
        url=f"https://site.example/{number}",
        reasons=(Reason(code="toxic", points=40),),
        model="2026.11",
    )
    return replace(bubble, **changes)  # type: ignore[arg-type]  # names of fields, checked by replace


def decide(kind: str, state: str = "in_force", **changes: object) -> Decided:
    return replace(HIDDEN, kind=kind, state=state, **changes)  # type: ignore[arg-type]  # codes of the contract


GROUNDS = Grounds(
    rule_id=make_id(901),
    label="spam",
    probability=0.97,
    model="2026.11",
    threshold=0.85,
    evidence_count=412,
    error_count=6,
    bound=0.041,
    highest_error=0.05,
)
DELETED = decide("delete", reason="hate", note="Signalé par deux lecteurs.")
MODERATED = replace(
    OPENED,
    conversation=replace(
        CONVERSATION,
        composer=None,
        bubbles=(
            say(
                1,
                "Yvonne Le Dantec",
                "Premier message ici, j’espère que ça passe avec le lien vers la pétition.",
                state="held",
                standing="held",
                is_focal=True,
                reasons=(Reason(code="question", points=30),),
                decision_form=DecisionForm(ALL),
            ),
            say(
                2,
                "cash-rapide",
                "Gagnez 300 € par jour depuis chez vous",
                state="hidden",
                standing="spam",
                labels=("spam",),
                decisions=(decide("hide", reason="spam", decided_by="", grounds=GROUNDS),),
                explained_by=decide("hide", reason="spam", decided_by="", grounds=GROUNDS),
                decision_form=DecisionForm(BACK),
            ),
            say(
                3,
                "gerard.rx",
                "Tous pourris",
                state="hidden",
                standing="hidden",
                decisions=(
                    decide("delete", "failed", detail="Sorry, you are not allowed to delete this comment."),
                    HIDDEN,
                ),
                explained_by=HIDDEN,
                decision_form=DecisionForm(BACK),
            ),
            say(
                4,
                "patriote29",
                "",
                state="deleted",
                decisions=(DELETED,),
                explained_by=DELETED,
                decision_form=DecisionForm(frozenset({"restore"})),
            ),
            say(
                5,
                "Annick",
                "Je retire ce que j’ai dit.",
                state="deleting",
                decisions=(decide("delete", "pending"),),
            ),
            say(
                6,
                "Ronan",
                "C’était une blague.",
                state="restoring",
                decisions=(decide("restore", "pending"), HIDDEN),
            ),
            say(
                7,
                "Loïc",
                "Merci de l’avoir remis.",
                labels=("toxic",),
                decisions=(decide("restore", reason="legitimate"), HIDDEN),
                decision_form=DecisionForm(frozenset({"hide", "delete"})),
            ),
            say(
                8,
                "Soizic",
                "Vous êtes des incapables.",
                decisions=(decide("hide", "unknown", detail="HTTP 502"),),
                unsettled=Unsettled(make_id(702), "hide", "https://site.example/8"),
                decision_form=DecisionForm(
                    ALL,
                    is_final=True,
                    refused="delete",
                    error="Ce réseau ne permet pas à Palabre de supprimer des messages.",
                ),
            ),
        ),
    ),
)
