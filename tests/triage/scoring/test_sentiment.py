"""The tone in one word."""

import pytest

from services.triage.scoring.normalise import Normalised
from services.triage.scoring.sentiment import Sentiments


@pytest.fixture(scope="module")
def sentiments() -> Sentiments:
    return Sentiments()


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Merci à toute l'équipe, accueil parfait 😍", "positive"),
        ("C'est une honte", "negative"),
        ("Toujours pas de réponse", "negative"),
        ("Merci pour rien", "negative"),
        ("pas content du tout", "negative"),
        ("Aucun problème", "positive"),
        ("Jamais déçue", "positive"),
        ("Pas de chance. Super équipe", "positive"),
        ("La mairie ouvre à neuf heures", "neutral"),
        ("", "neutral"),
        ("👎", "negative"),
    ],
)
def test_tone(sentiments: Sentiments, text: str, tone: str) -> None:
    found = sentiments.tone(Normalised(text).text)
    assert {"positive": found > 0, "neutral": found == 0, "negative": found < 0}[tone]
