"""Reasons as French sentences for `palabre score`, which runs without the workplace and its catalogues."""

from services.triage.scoring.domain import Reason

_SENTENCES = {
    "threat": "Contient une menace : à modérer sans attendre.",
    "urgent_now": "Demande qu'on agisse tout de suite : danger, fraude ou crise.",
    "urgent_today": "Ne peut pas attendre demain.",
    "urgent_unsure": "Peut-être urgent : à lire sans tarder.",
    "toxic_likely": "Très probablement injurieux ou haineux : à modérer.",
    "toxic": "Probablement injurieux ou haineux : à modérer.",
    "toxic_unsure": "Peut-être injurieux : le modèle hésite, à relire.",
    "personal_data": "Données personnelles en public : {kinds}.",
    "question": "Pose une question.",
    "service_request": "Demande qu'on s'occupe de son cas.",
    "spam": "Probablement du spam ou une tentative d'escroquerie.",
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
    "address": "adresse postale",
    "health": "santé",
    "order_number": "numéro de dossier ou de commande",
    "full_name_private_person": "nom d'un particulier",
}


def say(reason: Reason) -> str:
    """One sentence. A code without words of its own stands for itself, so that nothing is hidden."""
    params = dict(reason.params)
    if "kinds" in params:
        params["kinds"] = ", ".join(_KINDS.get(kind, kind) for kind in params["kinds"].split(", "))
    return _SENTENCES.get(reason.code, reason.code).format_map(params)
