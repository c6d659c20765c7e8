"""What waits in the morning, and a queue that holds nothing."""

from datetime import timedelta

from services.contracts.triage import Reason
from tests.web.gallery.desk.morning import MARTINE, NOW, find_span, make_id
from web.pages.desk.queue import ClientChoice, LabelChoice, Queue, QueueFilters, QueueRow, rate_pressure
from web.rendering.spans import excerpt_text

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
