"""French words for the codes that figures carry."""

from collections.abc import Mapping

from services.contracts.triage import DecisionReason

REASONS: Mapping[DecisionReason, str] = {
    "insult": "Insulte",
    "hate": "Haine",
    "threat": "Menace",
    "harassment": "Harcèlement",
    "obscene": "Obscénité",
    "defamation": "Diffamation",
    "spam": "Publicité ou arnaque",
    "personal_data": "Données personnelles",
    "off_topic": "Hors sujet",
    "legitimate": "Message légitime",
    "other": "Autre motif",
}
# As a sentence names why messages were set aside.
BECAUSE_OF: Mapping[DecisionReason, str] = {
    "insult": "pour insulte",
    "hate": "pour propos haineux",
    "threat": "pour menace",
    "harassment": "pour harcèlement",
    "obscene": "pour obscénité",
    "defamation": "pour diffamation",
    "spam": "pour publicité ou arnaque",
    "personal_data": "pour protéger des données personnelles",
    "off_topic": "parce qu’ils étaient hors sujet",
    "legitimate": "sans autre motif",
    "other": "pour d’autres motifs",
}
_NETWORKS: Mapping[str, str] = {
    "sandbox": "Site",
    "wordpress": "WordPress",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "rss": "RSS",
    "email": "Courriel",
    "threads": "Threads",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "google_business": "Google",
    "trustpilot": "Trustpilot",
    "": "Réseau inconnu",
}


def network_name(network: str) -> str:
    return _NETWORKS.get(network, network)
