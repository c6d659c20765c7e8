"""Who looks at the pages: Nadia, a moderator, and Claire, who administers."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.web.gallery.desk import NOW, make_id
from web.pages.frame import ClientLink, Frame, Notice, PendingReply, Person, StoppedRule

CLIENTS = (
    ClientLink("banque-arvenne", "Banque Arvenne", 0, 14),
    ClientLink("gazette", "La Gazette de l’Ouest", 1, 11),
    ClientLink("montrelais", "Ville de Montrelais", 2, 6),
    ClientLink("telvia", "Telvia", 3, 5),
    ClientLink("vercors", "Fromagerie du Vercors", 4, 2),
)
LEAVING = PendingReply(
    reply_id=make_id(501),
    conversation_id=make_id(4),
    author_name="Thierry R.",
    state="accepted",
    send_at=NOW + timedelta(seconds=11),
    now=NOW,
    can_recall=True,
)
UNKNOWN = PendingReply(
    reply_id=make_id(502),
    conversation_id=make_id(5),
    author_name="Jeanne Perrin",
    state="unknown",
    send_at=NOW - timedelta(minutes=12),
    now=NOW,
    can_recall=False,
    detail="Le réseau n’a pas répondu à temps.",
)
STRANGER = Frame(
    language="fr", time_zone="Europe/Paris", now=NOW, csrf="jeton-de-nadia", current="entry", path="/sign-in"
)
NADIA = replace(
    STRANGER,
    current="queue",
    person=Person("Nadia Benali", "nadia@agence.example", is_administrator=False),
    clients=CLIENTS,
    waiting=38,
    pending=(LEAVING,),
    path="/queue",
)
STOPPED = StoppedRule(UUID(int=903), "gazette", "La Gazette", "insult", "hide", NOW - timedelta(hours=2))
LUCIE = Person("Lucie Arnaud", "lucie@agence.example", is_administrator=False, keeps_settings=True)
CLAIRE = replace(
    NADIA,
    person=Person("Claire Duval", "claire@agence.example", is_administrator=True, keeps_settings=True),
    problems=2,
    pending=(),
    notices=(Notice("La relève est demandée."),),
)
