"""French names of what is measured, and French numbers."""

from collections.abc import Mapping
from typing import Any

NARROW = "\u202f"
UNSAID = "non dit par ce modèle"

LABELS = {
    "toxic": "toxique",
    "spam": "spam",
    "question": "question",
    "service_request": "demande de service",
    "lead": "prospect",
    "urgency": "urgence ≥ 1",
    "urgency_2": "urgence 2",
    "urgency_level": "niveau d’urgence",
    "rumour": "rumeur",
    "testimony": "témoignage",
    "constructive": "constructif",
    "manipulation": "manipulation",
    "personal_data": "données personnelles",
    "insult": "insulte",
    "hate": "haine",
    "threat": "menace",
    "harassment": "harcèlement",
    "obscene": "obscénité",
    "defamation": "diffamation",
    "advertising": "publicité",
    "scam": "arnaque",
    "phishing": "hameçonnage",
    "bot": "robot",
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
    """The French name of a label, a case or a set; what has none, such as a network, is shown as it is."""
    return LABELS.get(code) or _CASES.get(code) or PUBLIC.get(code) or code


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
