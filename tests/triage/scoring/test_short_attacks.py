"""A bare insult is one in every trade: brevity beside a trade had spoken for harmlessness."""

import pytest

from services.triage.scoring.domain import Message
from services.triage.scoring.encoder import SECTORS
from services.triage.scoring.service import Scorer

TRADES = [None, *SECTORS]
ATTACKS = [
    "Quel c0nnard ce livreur",
    "connard",
    "ta gueule",
    "quelle conne cette vendeuse",
    "ce conseiller est un abruti fini",
    "c un fdp ce journaliste",
    "sale arabe rentre chez toi",
]
HARMLESS = [
    "Merci beaucoup pour votre aide",
    "Putain il fait chaud",
    "quel con je suis",
    "Vous ouvrez quand",
    "quelle merde ce réseau",
]


def found(scorer: Scorer, text: str) -> dict[str | None, bool]:
    """For each trade whether the text is said to be toxic there."""
    said = scorer.assess([Message(text, sector=trade) for trade in TRADES])
    return {trade: "toxic" in one.found for trade, one in zip(TRADES, said, strict=True)}


class TestShort:
    @pytest.mark.parametrize("text", ATTACKS)
    def test_an_attack_is_found_in_every_trade(self, scorer: Scorer, text: str) -> None:
        assert found(scorer, text) == dict.fromkeys(TRADES, True)

    @pytest.mark.parametrize("text", HARMLESS)
    def test_what_attacks_nobody_is_left_alone(self, scorer: Scorer, text: str) -> None:
        assert found(scorer, text) == dict.fromkeys(TRADES, False)
