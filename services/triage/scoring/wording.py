"""Reasons and grounds as French sentences for `palabre score`, which runs without the workplace and its catalogues."""

from collections.abc import Iterable

from services.triage.scoring.domain import FOUND_FROM, LIKELY_FROM, Assessment, Explanation, Ground, Reason
from services.triage.scoring.outputs import KINDS

_SENTENCES = {
    "threat": "Contient une menace : à modérer sans attendre.",
    "urgent_now": "Demande qu'on agisse tout de suite : danger, fraude ou crise.",
    "urgent_today": "Ne peut pas attendre demain.",
    "urgent_unsure": "Peut-être urgent : à lire sans tarder.",
    "toxic_likely": "Très probablement insultant ou haineux : à modérer.",
    "toxic": "Probablement insultant ou haineux : à modérer.",
    "toxic_unsure": "Peut-être insultant : le modèle hésite, à relire.",
    "personal_data": "Données personnelles en public : {kinds}.",
    "question": "Pose une question.",
    "service_request": "Demande qu'on agisse.",
    "spam": "Probablement une publicité ou une arnaque.",
    "pending_request": "Attend une suite (« {words} »).",
    "negative": "Ton mécontent.",
    "direct_message": "Message privé.",
    "many_followers": "Auteur suivi par {followers} personnes.",
    "unsure": "Le modèle hésite ({labels}) : quelqu'un regarde d'abord.",
    "nothing_pressing": "Rien de pressant.",
}
_KINDS = {
    "phone": "téléphone",
    "email": "adresse électronique",
    "iban": "IBAN",
    "nir": "numéro de sécurité sociale",
    "card": "numéro de carte",
    "address": "adresse postale",
    "health": "information de santé",
    "order_number": "numéro de dossier ou de commande",
    "full_name_private_person": "nom d'un particulier",
}
LABELS = {
    "toxic": "à modérer",
    "spam": "publicité",
    "question": "question",
    "service_request": "demande qu'on agisse",
    "lead": "client possible",
    "rumour": "rumeur",
    "testimony": "témoignage",
    "constructive": "constructif",
    "manipulation": "cherche à manipuler la machine",
    "urgency": "urgent",
    "personal_data": "donnée personnelle en public",
    "insult": "insulte",
    "hate": "haine",
    "threat": "menace",
    "harassment": "harcèlement",
    "obscene": "obscénité",
    "defamation": "diffamation",
    "advertising": "démarchage",
    "scam": "arnaque",
    "phishing": "usurpation du client",
    "bot": "envoi automatique",
    "urgency_2": "à traiter tout de suite",
}
_ANSWERS = {
    "order_delivery": "demande sur une commande ou une livraison",
    "billing": "demande sur une facture",
    "account_access": "demande d'accès au compte",
    "outage_technical": "demande sur une panne",
    "cancellation": "demande de résiliation",
    "refund": "demande de remboursement",
    "opening_hours_place": "demande d'horaires ou de lieu",
    "product_info": "demande sur un produit",
    "quality_defect_safety": "demande sur la qualité, un défaut ou la sécurité",
    "job_application": "candidature",
    "administrative_procedure": "démarche administrative",
    "donation": "demande sur un don",
    "subscription": "demande sur un abonnement",
    "other": "autre demande",
    "negative": "ton mécontent",
    "positive": "ton content",
}
_GROUNDS = {
    "own_words": "des mots appris de l'équipe",
    "own_more": "l'équipe le dit plus souvent qu'ailleurs",
    "own_less": "l'équipe le dit plus rarement qu'ailleurs",
    "words": "ses mots",
    "trade": "ces mots dans ce métier",
    "context": "ce qui est dit plus haut",
    "meaning": "le sens du message entier",
    "insult": "un mot connu comme insulte",
    "hate": "un mot connu de la haine",
    "threat": "une tournure connue des menaces",
    "profanity": "un gros mot",
    "quoted": "des mots entre guillemets",
    "curt": "une attaque en peu de mots",
    "to_one_person": "s'adresse à une personne",
    "polite": "poli, ou à propos de soi",
    "pending": "dit qu'il attend",
    "complaint": "une tournure de plainte",
    "link": "un lien",
    "digits": "un numéro",
    "shouts": "écrit en capitales",
    "long": "un message long",
    "short": "un message court",
    "tone_good": "des mots de louange",
    "tone_bad": "des mots de reproche",
    "mark": "finit par un point d'interrogation",
    "opening": "s'ouvre sur un mot qui interroge",
    "inside": "une tournure qui interroge",
    "inversion": "le verbe avant le sujet",
    "request": "une demande directe",
    "rhetorical": "une tournure rhétorique",
    "asks": "une phrase qui demande",
    "asks_nothing": "aucune phrase qui demande",
    "personal_data": "trouvées dans le texte",
}

_KINDS_OF_LABELS = frozenset(kind for kinds in KINDS.values() for kind in kinds)


def explain(found: Assessment) -> str:
    """One line: for all that is said how likely it is, and what speaks for it and against it."""
    return " ".join(_explain(one, found) for one in found.explanation) or "Rien de particulier."


def _explain(one: Explanation, found: Assessment) -> str:
    sides = [
        f"{side} {', '.join(map(_ground, grounds))}"
        for side, grounds in (
            ("pour :", [ground for ground in one.grounds if ground.weight > 0]),
            ("contre :", [ground for ground in one.grounds if ground.weight < 0]),
        )
        if grounds
    ]
    name = _ANSWERS.get(one.answer, one.answer) if one.answer else LABELS.get(one.label, one.label)
    said = f"{name[:1].upper()}{name[1:]}"
    if degree := _degree(one, found):
        said += f", {degree}"
    return f"{said} ({' ; '.join(sides)})." if sides else f"{said}."


def _degree(one: Explanation, found: Assessment) -> str:
    """None in words for what is said without a probability of its own: an answer, and what must be done at once."""
    chance = found.labels.get(one.label)
    if chance is None:
        return ""
    if one.label in found.unsure:
        return "incertain"
    if one.label in _KINDS_OF_LABELS and chance < FOUND_FROM:
        return "possible"
    return "très probable" if chance >= LIKELY_FROM else "probable"


def _ground(ground: Ground) -> str:
    said = _GROUNDS.get(ground.code, ground.code)
    return f"{said} {_quoted(ground.words)}" if ground.words else said


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"« {word} »" for word in words)


def say(reason: Reason) -> str:
    """One sentence. A code without words of its own stands for itself, so that nothing is hidden."""
    params = dict(reason.params)
    if "kinds" in params:
        params["kinds"] = ", ".join(_KINDS.get(kind, kind) for kind in params["kinds"].split(", "))
    if "labels" in params:
        params["labels"] = ", ".join(LABELS.get(label, label) for label in params["labels"].split(", "))
    return _SENTENCES.get(reason.code, reason.code).format_map(params)
