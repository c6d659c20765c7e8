"""Reasons as French sentences for `palabre score`, which runs without the workplace and its catalogues."""

from services.triage.scoring.domain import Reason

_SENTENCES = {
    "threat": "Contient une menace : à modérer sans attendre.",
    "toxic_likely": "Très probablement injurieux ou haineux : à modérer.",
    "toxic": "Probablement injurieux ou haineux : à modérer.",
    "toxic_unsure": "Peut-être injurieux : le modèle hésite, à relire.",
    "personal_data": "Données personnelles en public : {kinds}.",
    "question": "Pose une question.",
    "pending_request": "Attend qu'on s'occupe de son cas (« {words} »).",
    "negative": "Ton négatif.",
    "direct_message": "Message privé.",
    "many_followers": "Auteur suivi par {followers} personnes.",
    "nothing_pressing": "Rien de pressant.",
}
_KINDS = {
    "phone": "téléphone",
    "email": "adresse e-mail",
    "iban": "IBAN",
    "nir": "numéro de sécurité sociale",
    "card": "carte bancaire",
}


def say(reason: Reason) -> str:
    """One sentence. A code without words of its own stands for itself, so that nothing is hidden."""
    params = dict(reason.params)
    if "kinds" in params:
        params["kinds"] = ", ".join(_KINDS.get(kind, kind) for kind in params["kinds"].split(", "))
    return _SENTENCES.get(reason.code, reason.code).format_map(params)
