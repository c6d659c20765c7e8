"""The pages beside the desk, with what an agency of five clients would see."""

from datetime import date, timedelta

from tests.web.gallery.desk import NOW, QUEUE, make_id
from web.pages.entry.context import AcceptInvitation, SignIn
from web.pages.error.context import Failure
from web.pages.figures.chart import draw_chart
from web.pages.figures.context import DayRow, Definition, Figures, ReasonRow, ReportRow, Totals
from web.pages.knowledge.context import ArticleForm, ArticleRow, Knowledge
from web.pages.system.context import ServiceState, SetAsideRow, System, UnknownOutcome

SIGN_IN = SignIn()
SIGN_IN_REFUSED = SignIn(email="nadia@agence.example", error="Adresse ou mot de passe inconnu.")
INVITED = AcceptInvitation(token="abc", email="theo@agence.example", shortest_password=12)
INVITED_BACK = AcceptInvitation(
    token="abc", email="theo@agence.example", shortest_password=12, name="Théo", is_return=True
)
FIRST_OF_ALL = AcceptInvitation(token="abc", email="", shortest_password=12, is_email_given=False)
INVITED_REFUSED = AcceptInvitation(
    token="abc",
    email="theo@agence.example",
    shortest_password=12,
    name="Théo",
    errors={"password": "Ce mot de passe compte 8 caractères ; il en faut 12."},
)

_ARTICLES = (
    ArticleRow(
        make_id(301),
        "Joindre un conseiller avant une signature",
        "Le responsable de l’agence rappelle dans la journée quand une signature est prévue sous huit jours.",
        NOW - timedelta(hours=3),
        "Claire Duval",
        "https://banque.example/aide",
    ),
    ArticleRow(
        make_id(302),
        "Horaires du pôle crédit",
        "Le pôle crédit répond au 09 69 00 00 00, de 9 h à 19 h, du lundi au vendredi.",
        NOW - timedelta(days=1, hours=5),
        "Théo Martin",
    ),
    ArticleRow(
        make_id(303),
        "Documents d’un dossier de prêt immobilier",
        "Trois derniers bulletins de salaire, dernier avis d’imposition, compromis de vente signé, relevés des "
        "trois derniers mois de tous les comptes.",
        NOW - timedelta(days=40),
        "Claire Duval",
    ),
)
KNOWLEDGE = Knowledge(
    client=QUEUE.clients[0], clients=QUEUE.clients, articles=_ARTICLES, form=ArticleForm(), next_cursor="b2s"
)
ARTICLE_OPENED = Knowledge(
    client=QUEUE.clients[0],
    clients=QUEUE.clients,
    articles=_ARTICLES,
    form=ArticleForm(
        article_id=make_id(302),
        title="Horaires du pôle crédit",
        body="Le pôle crédit répond au 09 69 00 00 00, de 9 h à 19 h, du lundi au vendredi.",
        url="banque",
        errors={"url": "Une adresse commence par https://."},
    ),
)

SYSTEM = System(
    services=(
        ServiceState("ingest", True),
        ServiceState("triage", True),
        ServiceState("reply", False, "La base de données est en retard d’une migration."),
        ServiceState("reporting", True),
    ),
    set_aside=(
        SetAsideRow(
            "triage",
            make_id(601),
            "gazette",
            "La Gazette de l’Ouest",
            "ingest:18204",
            "L’évaluation a échoué cinq fois : texte de 48 212 caractères.",
            NOW - timedelta(minutes=52),
        ),
    ),
    unknown=(
        UnknownOutcome(
            make_id(701),
            "publish_reply",
            "Fromagerie du Vercors",
            "instagram",
            NOW - timedelta(minutes=12),
            text="Bonjour Jeanne, nous sommes désolés. Pouvez-vous nous envoyer la photo et le lot en privé ?",
            author_name="Jeanne Perrin",
            code="not_found",
            conversation_id=make_id(5),
            url="https://reseau.example/5",
        ),
        UnknownOutcome(
            make_id(702),
            "hide",
            "La Gazette de l’Ouest",
            "wordpress",
            NOW - timedelta(hours=2),
            text="Vous êtes des incapables.",
            author_name="Soizic",
            code="http_502",
            detail="HTTP 502",
            conversation_id=make_id(6),
            url="https://site.example/8",
        ),
    ),
)
ALL_WELL = System(
    services=tuple(ServiceState(name, True) for name in ("ingest", "triage", "reply", "reporting"))
)

_RECEIVED = (
    212,
    198,
    240,
    231,
    187,
    176,
    203,
    219,
    244,
    260,
    231,
    228,
    190,
    611,
    702,
    655,
    540,
    471,
    402,
    380,
    344,
)
_DAYS = tuple(
    DayRow(
        date(2026, 11, 1) + timedelta(days=index), received, received // 9, received // 11, 1500 + received
    )
    for index, received in enumerate(_RECEIVED)
)
_DEFINITIONS = (Definition("items_received", "Messages du public reçus pendant la période."),)
FIGURES = Figures(
    since=date(2026, 11, 1),
    until=date(2026, 11, 22),
    clients=QUEUE.clients,
    client=QUEUE.clients[1],
    totals=Totals(
        received=sum(_RECEIVED), withdrawn=618, published=812, median=2290, p90=7900, answered_share=0.84
    ),
    before=Totals(received=4532, withdrawn=402, published=640, median=3050, p90=9100, answered_share=0.79),
    days=_DAYS,
    reasons=(ReasonRow("insult", 302, 0.49), ReasonRow("off_topic", 200, 0.32), ReasonRow("spam", 116, 0.19)),
    chart=draw_chart([(row.day, row.received, row.withdrawn) for row in _DAYS]),
    definitions=_DEFINITIONS,
    reports=(
        ReportRow(
            make_id(901),
            2,
            "La Gazette de l’Ouest, octobre 2026",
            date(2026, 10, 1),
            date(2026, 10, 31),
            NOW,
            True,
        ),
        ReportRow(make_id(900), 1, "Le pont", date(2026, 10, 12), date(2026, 10, 18), NOW, False),
    ),
    older_reports="/figures?client=gazette&cursor=WyIyIl0",
    key="0" * 32,
)
NO_FIGURES = Figures(
    since=date(2026, 11, 1),
    until=date(2026, 11, 22),
    clients=QUEUE.clients,
    client=QUEUE.clients[1],
    totals=Totals(),
    before=Totals(),
    days=(),
    reasons=(),
    chart=draw_chart([]),
    definitions=_DEFINITIONS,
    has_other_days=True,
)

NOT_FOUND = Failure(404)
BROKEN = Failure(500, reference="019aa000-0000-7000-8000-00000000beef")
FORBIDDEN = Failure(403)
AWAY = Failure(503, detail="Le tri des messages ne répond pas.")
