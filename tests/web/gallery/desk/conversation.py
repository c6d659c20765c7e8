"""Martine's conversation: what was written in it, and the answer that is drafted."""

from datetime import UTC, datetime, timedelta

from services.contracts.triage import DecisionKind, Reason
from tests.web.gallery.desk.morning import MARTINE, NOW, find_span, make_id
from web.pages.desk.conversation import (
    AuthorCard,
    Bubble,
    Composer,
    Conversation,
    DraftChoice,
    DraftSource,
)
from web.pages.desk.deciding import Decided, DecisionForm
from web.pages.desk.verdicts import Answer, Belonging, Datum, Other, Outdated, Told, Verdict
from web.rendering.spans import excerpt_text, split_text
from web.routes.desk.composer import hash_of

_FIRST = "48 h vraiment ? J’attends depuis le 1er novembre. Qui peut me dire où en est mon dossier ?"
_OURS = (
    "Bonjour Martine, nous comprenons votre inquiétude. Pouvez-vous nous écrire en message privé avec votre "
    "agence ? Nous regardons tout de suite."
)
_INSULT = "De toute façon c’est tous des escrocs, bande de c0nnards"

KINDS: frozenset[DecisionKind] = frozenset({"approve", "hide", "delete"})
HIDDEN = Decided(
    kind="hide",
    reason="insult",
    note="",
    state="in_force",
    decided_by="Nadia B.",
    decided_at=NOW - timedelta(minutes=8),
)

VERDICTS = (
    Verdict(
        "question",
        "very_likely",
        speaks_for=(
            Told("mark", "much", ("Que dois-je faire ?",)),
            Told("words", "some", ("dois-je", "faire")),
            Told("meaning", "little"),
        ),
        speaks_against=(Told("long", "some"),),
    ),
    Verdict(
        "service_request",
        "likely",
        speaks_for=(Told("pending", "some", ("j’attends",)),),
        other=True,
        belonging=(
            Belonging(
                "intent",
                answer="billing",
                speaks_for=(Told("words", "much", ("le dossier",)),),
            ),
        ),
    ),
    Verdict("lead", "unsure", speaks_for=(Told("trade", "some", ("prêt",)),)),
    Verdict(
        "spam",
        "likely",
        speaks_for=(Told("link", "some"),),
        belonging=(
            Belonging(
                "phishing",
                degree="likely",
                speaks_for=(Told("link", "much"), Told("words", "some", ("signature",))),
                speaks_against=(Told("polite", "some", ("bonjour",)),),
            ),
            Belonging("scam", degree="likely", speaks_against=(Told("long", "little"),)),
        ),
    ),
    Verdict("toxic", "said_no", said_by="Nadia B."),
)
ANSWERED = (
    Answer("intent", "billing", ("billing", "refund", "other")),
    Answer("sentiment", "negative", ("negative", "neutral", "positive"), said_by="Nadia B.", is_said=True),
    Answer("urgency_level", "0", ("0", "1", "2")),
)
BUBBLES = (
    Bubble(
        item_id=make_id(101),
        author_name="Martine Leclerc",
        created_at=NOW - timedelta(hours=15, minutes=39),
        segments=split_text(
            _FIRST, [find_span(_FIRST, "question", "Qui peut me dire où en est mon dossier ?")]
        ),
        labels=("question",),
        reasons=(Reason(code="question", points=30),),
        model="2026.11",
        url="https://reseau.example/1",
        can_answer=True,
        decision_form=DecisionForm(KINDS),
    ),
    Bubble(
        item_id=make_id(102),
        author_name="Banque Arvenne",
        created_at=NOW - timedelta(hours=15, minutes=1),
        segments=split_text(_OURS, []),
        depth=1,
        is_ours=True,
    ),
    Bubble(
        item_id=make_id(103),
        author_name="Martine Leclerc",
        created_at=NOW - timedelta(minutes=27),
        segments=split_text(
            MARTINE,
            [
                find_span(MARTINE, "question", "Que dois-je faire ?"),
                find_span(MARTINE, "phone", "06 12 34 56 78"),
            ],
        ),
        is_focal=True,
        can_answer=True,
        labels=("question",),
        verdicts=VERDICTS,
        answers=ANSWERED,
        tone=Belonging(
            "sentiment",
            answer="negative",
            speaks_for=(Told("complaint", "much", ("ne peut pas attendre",)),),
            speaks_against=(Told("polite", "little"),),
        ),
        outdated=(Outdated("lead", value=True, answer="", said_by="Théo"),),
        other=Other("petit-modele", "modele.example", "answered", reason="Une vraie question.", euros=0.0021),
        other_labels=("rumour", "spam"),
        personal_data=(Datum("phone"), Datum("iban", is_valid=False)),
        reasons=(
            Reason(code="question", points=30),
            Reason(code="personal_data", points=30, params={"kinds": "phone"}),
        ),
        model="2026.11",
        url="https://reseau.example/3",
        decision_form=DecisionForm(KINDS),
    ),
    Bubble(
        item_id=make_id(104),
        author_name="gerard.rx",
        created_at=NOW - timedelta(minutes=10),
        segments=split_text(_INSULT, [find_span(_INSULT, "insult", "c0nnards")]),
        depth=1,
        state="hidden",
        labels=("toxic", "insult"),
        standing="hidden",
        decisions=(HIDDEN,),
        explained_by=HIDDEN,
        decision_form=DecisionForm(frozenset({"restore", "delete"})),
    ),
)

DRAFT = (
    "Bonjour Martine, une signature vendredi ne peut pas attendre. J’ai prévenu le responsable de votre agence, qui "
    "vous appelle aujourd’hui avant 17 h. Si vous préférez, le pôle crédit répond aussi au 09 69 00 00 00 jusqu’à "
    "19 h. Pensez à retirer votre numéro du commentaire : il est visible de tous. Nadia"
)
COMPOSER = Composer(
    item_id=make_id(103),
    author_name="Martine Leclerc",
    excerpt=excerpt_text(MARTINE, [find_span(MARTINE, "question", "Que dois-je faire ?")], 120),
    answers=hash_of(MARTINE),
    drafts=(
        DraftChoice(
            "Rendez-vous d’urgence",
            DRAFT,
            (
                DraftSource(
                    make_id(301), "Joindre un conseiller avant une signature", "https://banque.example/aide"
                ),
                DraftSource(make_id(302), "Horaires du pôle crédit", None),
            ),
        ),
        DraftChoice("Passage en privé", "Bonjour Martine, pouvez-vous nous écrire en privé ?", ()),
        DraftChoice("Délais du prêt immobilier", "Bonjour Martine, les délais sont de trois semaines.", ()),
    ),
    chosen=0,
    text=DRAFT,
    text_limit=2000,
    address="vous",
    undo_seconds=15,
    is_public=True,
    key="019aa000-0000-7000-8000-0000000000aa",
)
CONVERSATION = Conversation(
    conversation_id=make_id(1),
    client_name="Banque Arvenne",
    client_slug="banque-arvenne",
    client_colour=0,
    network="facebook",
    account_name="Page Banque Arvenne",
    status="open",
    pressure="urgent",
    reasons=(
        Reason(code="waiting", points=20, params={"hours": "3"}),
        Reason(code="personal_data", points=30, params={"kinds": "phone"}),
        Reason(code="question", points=30),
    ),
    bubbles=BUBBLES,
    author=AuthorCard(
        name="Martine Leclerc",
        first_seen_at=datetime(2026, 3, 4, 8, tzinfo=UTC),
        item_count=14,
        hidden_count=0,
        handle="martine.leclerc.56",
        url="https://reseau.example/martine",
        followers=1204,
    ),
    addressee_id=make_id(103),
    waiting_since=NOW - timedelta(minutes=161),
    post="« Prêt immobilier : votre réponse de principe en 48 h »",
    post_url="https://reseau.example/post",
    composer=COMPOSER,
)
