"""A morning at the desk: Nadia moderates, Théo has answered, Martine waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.contracts.triage import DecisionKind, Reason, Span
from web.pages.desk.context import Desk
from web.pages.desk.conversation import (
    AuthorCard,
    Bubble,
    Composer,
    Conversation,
    DraftChoice,
    DraftSource,
)
from web.pages.desk.deciding import Decided, DecisionForm, Unsettled
from web.pages.desk.queue import ClientChoice, LabelChoice, Queue, QueueFilters, QueueRow, rate_pressure
from web.rendering.spans import excerpt_text, split_text
from web.routes.desk.composer import hash_of

NOW = datetime(2026, 11, 22, 9, 41, 5, tzinfo=UTC)


def make_id(number: int) -> UUID:
    return UUID(int=0x019AA000_0000_7000_8000_000000000000 + number)


def find_span(text: str, label: str, words: str) -> Span:
    start = text.index(words)
    return Span(label=label, start=start, end=start + len(words))


MARTINE = (
    "Bonjour, toujours aucune réponse à mon dossier de prêt déposé il y a trois semaines, ma conseillère est "
    "injoignable et la signature est vendredi. Que dois-je faire ? Mon numéro : 06 12 34 56 78"
)
KEVIN = (
    "encore un article pour défendre ces c0nnards d’élus, tous pourris, faudrait leur régler leur compte "
    "une bonne fois"
)

# number, author, client, colour, network, minutes, priority, text, spans, reasons, waiting
_ROWS = [
    (
        1,
        "Martine Leclerc",
        "Banque Arvenne",
        0,
        "facebook",
        161,
        87,
        MARTINE,
        [("question", "Que dois-je faire ?"), ("phone", "06 12 34 56 78")],
        ["question", "personal_data"],
        2,
    ),
    (
        2,
        "kev_du_44",
        "La Gazette de l’Ouest",
        1,
        "sandbox",
        4,
        81,
        KEVIN,
        [("insult", "c0nnards")],
        ["threat", "toxic_likely"],
        1,
    ),
    (
        3,
        "soniasmets_",
        "Banque Arvenne",
        0,
        "x",
        12,
        38,
        "c quoi la meilleur banque pour les étudiants??????",
        [("question", "c quoi la meilleur banque pour les étudiants??????")],
        ["question"],
        1,
    ),
    (
        4,
        "Thierry R.",
        "Telvia",
        3,
        "x",
        18,
        41,
        "@telvia plus de fibre depuis ce matin sur Saint-Brieuc centre, vous êtes au courant ou je tourne en rond "
        "avec votre robot ?",
        [("question", "vous êtes au courant ou je tourne en rond avec votre robot ?")],
        ["question", "negative"],
        3,
    ),
    (
        5,
        "Jeanne Perrin",
        "Fromagerie du Vercors",
        4,
        "instagram",
        26,
        33,
        "Mon fils a trouvé un morceau de plastique bleu dans le saint-marcellin acheté samedi, lot L2411. Je vous "
        "ai gardé la photo.",
        [],
        ["negative"],
        1,
    ),
    (
        6,
        "Alain Guého",
        "La Gazette de l’Ouest",
        1,
        "sandbox",
        33,
        22,
        "J’ai travaillé trente ans sur ce chantier naval, la fermeture de la forme 2 date de 1987 et non de 1992, "
        "j’en ai encore les plans.",
        [],
        ["nothing_pressing"],
        1,
    ),
    (
        7,
        "Émilie 👩🏽‍🌾",
        "Ville de Montrelais",
        2,
        "mastodon",
        58,
        18,
        "Le guichet est-il ouvert samedi matin ? J’ai vu les deux horaires 🤷🏽‍♀️, sur le site et sur la porte.",
        [("question", "Le guichet est-il ouvert samedi matin ?")],
        ["question"],
        1,
    ),
]


def make_row(
    number: int,
    author: str,
    client: str,
    colour: int,
    network: str,
    minutes: int,
    priority: int,
    text: str,
    marks: list[tuple[str, str]],
    reasons: list[str],
    waiting: int,
) -> QueueRow:
    return QueueRow(
        conversation_id=make_id(number),
        author_name=author,
        client_name=client,
        client_colour=colour,
        network=network,
        waiting_since=NOW - timedelta(minutes=minutes),
        excerpt=excerpt_text(text, [find_span(text, label, words) for label, words in marks]),
        reasons=tuple(
            Reason(code=code, points=20, params={"hours": "3", "kinds": "phone"}) for code in reasons
        ),
        pressure=rate_pressure(priority),
        status="open",
        waiting_count=waiting,
    )


QUEUE = Queue(
    rows=tuple(make_row(*row) for row in _ROWS),
    filters=QueueFilters(),
    labels=(LabelChoice("question", 12), LabelChoice("toxic", 9), LabelChoice("personal_data", 4)),
    clients=(
        ClientChoice("banque-arvenne", "Banque Arvenne"),
        ClientChoice("gazette", "La Gazette de l’Ouest"),
        ClientChoice("montrelais", "Ville de Montrelais"),
    ),
    networks=("sandbox", "facebook", "instagram", "x", "mastodon"),
    total=38,
    since=NOW,
    arrivals=3,
    next_cursor="eyJwIjoxOH0",
)
EMPTY_QUEUE = Queue(
    rows=(),
    filters=QueueFilters(label="toxic", client="montrelais"),
    labels=QUEUE.labels,
    clients=QUEUE.clients,
    networks=QUEUE.networks,
    total=0,
    since=NOW,
)

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
        personal_data=("phone",),
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

QUEUE_ALONE = Desk(queue=QUEUE)
NOTHING_WAITS = Desk(queue=EMPTY_QUEUE)
OPENED = Desk(queue=QUEUE, conversation=CONVERSATION)
WITH_TROUBLE = Desk(queue=QUEUE, conversation=TROUBLED)
SHUT = Desk(queue=QUEUE, conversation=CLOSED)
