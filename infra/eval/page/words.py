"""French names of what is measured, and French numbers."""

from collections.abc import Mapping
from typing import Any

from services.triage.scoring.wording import LABELS as SAID

NARROW = "\u202f"
UNSAID = "non dit par ce modèle"

# As the workplace says them; what is measured of a label is more exact than what is said of a message.
LABELS = {
    **SAID,
    "toxic": "toxique",
    "spam": "spam",
    "service_request": "demande de service",
    "urgency": "urgence ≥ 1",
    "urgency_2": "urgence 2",
    "urgency_level": "niveau d’urgence",
    "manipulation": "manipulation",
    "personal_data": "données personnelles",
    "sentiment": "sentiment",
    "intent": "intention",
    "negative": "négatif",
    "neutral": "neutre",
    "positive": "positif",
}
CONFIGURATIONS = {
    "standard": "profil standard",
    "careful": "profil soigneux",
    "words": "liste de mots",
    "tfidf": "TF-IDF + linéaire",
    "length": "longueur seule",
    "apart": "même architecture, à part",
    "rows": "lignes d’essai",
}
PUBLIC = {
    "toxicity_forum_fr": "forum, toxique",
    "toxicity_chat_fr": "tchat, toxique",
    "question_lines_fr": "répliques, question",
    "sentiment_tweets_fr": "tweets, sentiment",
    "purchase_tweets_en": "tweets anglais, achat",
}
SLICES = {
    "register": "registre",
    "network": "réseau",
    "sector": "secteur",
    "length": "longueur (caractères)",
    "identity": "groupe nommé",
    "hard": "cas difficile",
}
_CASES = {
    "harmless": "cas inoffensifs",
    "harmful": "cas nuisibles",
    "counter_speech": "contre-discours",
    "negated_hate": "haine niée",
    "proud_identity": "identité revendiquée",
    "reclaimed_word": "mot retourné",
    "quoted_insult": "insulte citée",
    "aimless_profanity": "juron sans cible",
    "hard_criticism": "critique dure",
    "friendly_teasing": "taquinerie",
    "self_mockery": "autodérision",
    "implicit_hate": "haine implicite",
    "veiled_threat": "menace voilée",
    "polite_insult": "insulte polie",
    "obfuscated": "mot déguisé",
    "names_a_group": "un groupe est nommé",
    "names_none": "aucun groupe nommé",
    "none": "aucun",
}
_INTENTS = {
    "order_delivery": "commande, livraison",
    "billing": "facturation",
    "account_access": "accès au compte",
    "outage_technical": "panne",
    "cancellation": "résiliation",
    "refund": "remboursement",
    "opening_hours_place": "horaires, lieu",
    "product_info": "produit",
    "quality_defect_safety": "qualité, sécurité",
    "job_application": "candidature",
    "administrative_procedure": "démarche",
    "donation": "don",
    "subscription": "abonnement",
    "other": "autre",
}
_PERSONAL = {
    "phone": "téléphone",
    "email": "courriel",
    "address": "adresse",
    "iban": "IBAN",
    "nir": "numéro de sécurité sociale",
    "card": "carte bancaire",
    "order_number": "numéro de dossier",
    "full_name_private_person": "nom d’un particulier",
    "health": "santé",
}
_SECTORS = {
    "bank": "banque",
    "telecom": "télécom",
    "city_hall": "mairie",
    "newspaper": "journal",
    "health_insurer": "mutuelle",
    "ngo": "association",
    "food": "alimentation",
    "travel": "voyage",
    "retail": "commerce",
}
_REGISTERS = {
    "formal": "soutenu",
    "familiar": "familier",
    "sms": "SMS",
    "elder": "aîné",
    "youth": "jeune",
    "dialect": "régional",
}
_HARD = {
    "sarcasm": "sarcasme",
    "rhetorical_question": "question rhétorique",
    "unmarked_question": "question sans marque",
    "indirect_question": "question indirecte",
    "told_question": "question rapportée",
    "false_urgency": "fausse urgence",
    "calm_urgency": "urgence dite calmement",
    "false_lead": "faux prospect",
    "sector_lead": "prospect de ce seul métier",
    "rumour_question": "rumeur en question",
    "rumour_denied": "rumeur démentie",
    "long_empty": "long et vide",
    "short_valuable": "court et utile",
    "native_spam": "spam déguisé en usager",
    "false_spam": "faux spam",
    "manipulation_hidden": "manipulation cachée",
    "about_ai": "propos sur les robots",
    "number_not_personal": "nombre non personnel",
    "mixed_language": "langues mêlées",
    "context_needed": "contexte nécessaire",
}
_NAMES = {**_INTENTS, **_PERSONAL, **_SECTORS, **_REGISTERS, **_HARD, **PUBLIC, **_CASES, **LABELS}
_GOALS = {
    "messages_per_second": "Messages par seconde, un cœur",
    "peak_memory_mb": "Mémoire au plus haut, Mo",
    "load_seconds": "Chargement, secondes",
    "personal_data": "Données personnelles, F1",
    "without_known_words": "Toxiques sans mot connu, part",
}
_PREFIXES = {
    "public": "Macro-F1, jeu public",
    "own": "Macro-F1, essai gelé",
    "functional": "Part juste",
    "in_bands": "AUC à longueur égale",
    "calibration": "Erreur de calibration",
    "apart": "Macro-F1, jeu mesuré seulement",
}


def name_of(code: str) -> str:
    """The French name of what is coded; what has none, such as a network, is shown as it is."""
    return _NAMES.get(code, code)


def goal_name(code: str) -> str:
    if code in _GOALS:
        return _GOALS[code]
    prefix, _, rest = code.partition(".")
    return f"{_PREFIXES[prefix]}{NARROW}: {name_of(rest)}"


def number(value: float, digits: int = 2) -> str:
    """A decimal comma, and narrow spaces between thousands."""
    return f"{value:,.{digits}f}".replace(",", NARROW).replace(".", ",")


def count(value: float) -> str:
    return number(value, 0)


def figure(entry: Mapping[str, Any] | None, digits: int = 2) -> str:
    """A value with its interval; a dash where too few rows would decide it."""
    if entry is None:
        return "–"
    low, high = number(entry["low"], digits), number(entry["high"], digits)
    return f"{number(entry['value'], digits)} [{low}{NARROW}; {high}]"


def verdict(is_met: bool | None) -> str:
    return {True: "✓ atteint", False: "✗ non atteint", None: UNSAID}[is_met]
