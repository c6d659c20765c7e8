"""Saved replies, a voice and the picker, as an agency of five clients would see them."""

from dataclasses import replace
from datetime import timedelta

from tests.web.gallery.desk import NOW, OPENED, QUEUE, make_id
from web.pages.desk.context import Desk
from web.pages.desk.picker import Offer, Picker
from web.pages.saved.context import SavedForm, SavedReplies, SavedRow
from web.pages.voices.context import Preview, VoiceForm, VoicePage, WindowField

_ROWS = (
    SavedRow(
        make_id(701),
        "Carte perdue ou volée",
        "Faites opposition dès maintenant au 09 69 39 99 99, jour et nuit. La suivante arrive sous cinq jours.",
        NOW - timedelta(hours=2),
        "Claire Duval",
        shortcut="carte",
        speaks="vous",
    ),
    SavedRow(
        make_id(702),
        "Délai de réponse dépassé",
        "Désolés pour l’attente, {name}. Tu peux nous écrire en privé, on regarde ton dossier, pas de souci.",
        NOW - timedelta(days=3),
        "Théo Martin",
        network="facebook",
        speaks="tu",
        strays=True,
        avoided=("pas de souci",),
    ),
    SavedRow(
        make_id(703),
        "Remerciement",
        "Merci {name}, cela fait plaisir à toute l’équipe.",
        NOW - timedelta(days=40),
        "Claire Duval",
    ),
)
SAVED_REPLIES = SavedReplies(
    client=QUEUE.clients[0],
    clients=QUEUE.clients,
    address="vous",
    networks=("facebook", "x"),
    saved=_ROWS,
    form=SavedForm(),
    next_cursor="b2s",
    removed=make_id(704),
)
SAVED_REPLY_OPENED = replace(
    SAVED_REPLIES,
    form=SavedForm(
        saved_id=make_id(702),
        title="Délai de réponse dépassé",
        text_vous="Désolés pour l’attente, {prénom}. Tu peux nous écrire en privé, pas de souci.",
        text_tu="Désolés pour l’attente, {name}.",
        shortcut="carte",
        network="facebook",
        errors={"text_vous": "{prénom} ne correspond à rien ici.", "shortcut": "C’est déjà pris."},
        speaks="tu",
        strays=True,
        avoided=("pas de souci",),
    ),
    removed=None,
)
NO_SAVED_REPLY = replace(SAVED_REPLIES, saved=(), next_cursor=None, removed=None, address="tu")

VOICE = VoicePage(
    client=QUEUE.clients[0],
    clients=QUEUE.clients,
    form=VoiceForm(
        address="vous",
        greeting="Bonjour {name},",
        signature="L’équipe Banque Arvenne",
        avoid="pas de souci\ncher client",
        default_seconds="15",
        windows=(WindowField("facebook", "60"), WindowField("x", "")),
    ),
    preview=Preview(
        "Bonjour Léa,\n\nVotre carte peut être retirée dès demain.\n\nL’équipe Banque Arvenne",
        "Bonjour,\n\nVotre carte peut être retirée dès demain.\n\nL’équipe Banque Arvenne",
    ),
)
VOICE_REFUSED = replace(
    VOICE,
    form=replace(
        VOICE.form,
        greeting="Bonjour {prénom},",
        windows=(WindowField("facebook", "une minute"),),
        errors={
            "greeting": "{prénom} ne correspond à rien ici.",
            "signature": "C’est trop long.",
            "avoid": "C’est trop long.",
            "seconds-default": "Entre 0 et 3 600 secondes entières.",
            "seconds-facebook": "Entre 0 et 3 600 secondes entières.",
        },
    ),
)

PICKER = Picker(
    "",
    (
        Offer(
            make_id(701),
            "Carte perdue ou volée",
            "Faites opposition dès maintenant au 09 69 39 99 99, jour et nuit.",
            "Bonjour Marie,\n\nFaites opposition dès maintenant au 09 69 39 99 99, jour et nuit.\n\nL’équipe",
            shortcut="carte",
        ),
        Offer(
            make_id(702),
            "Délai de réponse dépassé",
            "Désolés pour l’attente. Tu peux nous écrire en privé, pas de souci.",
            "Bonjour Marie,\n\nDésolés pour l’attente. Tu peux nous écrire en privé, pas de souci.\n\nL’équipe",
            speaks="tu",
            strays=True,
            avoided=("pas de souci",),
        ),
    ),
    has_more=True,
)


def picking(picker: Picker) -> Desk:
    """The opened conversation with the picker above its answer."""
    assert OPENED.conversation is not None
    return replace(OPENED, conversation=replace(OPENED.conversation, picker=picker))


PICKING = picking(PICKER)
NOTHING_TO_PICK = picking(Picker("", ()))
NOTHING_FOUND = picking(Picker("horaires d’hiver", ()))
PICKER_AWAY = picking(Picker("", (), is_away=True))
