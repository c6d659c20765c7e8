"""Sentences and the cues by which they ask."""

import pytest

from services.triage.scoring.normalise import Normalised
from services.triage.scoring.questions import CUES, read_cues
from services.triage.scoring.sentences import Sentence, split_sentences


def cues(text: str) -> set[str]:
    read = Normalised(text).text
    return {cue for cue, shown in zip(CUES, read_cues(Sentence(read, 0, len(read))), strict=True) if shown}


class TestSentences:
    def test_end_at_marks_and_line_ends(self) -> None:
        text = "bonjour. ca coute 9.99 euros ? ok\n- merci !!"
        assert [each.text for each in split_sentences(text, 10)] == [
            "bonjour.",
            "ca coute 9.99 euros ?",
            "ok",
            "merci !!",
        ]

    def test_say_where_they_stand(self) -> None:
        text = '  "quoi ??" dit-il...  '
        assert [text[each.start : each.end] for each in split_sentences(text, 10)] == ["quoi ??", "dit-il..."]

    def test_are_read_up_to_a_number(self) -> None:
        assert len(list(split_sentences("a. " * 100, 7))) == 7

    @pytest.mark.parametrize("text", ["", "   ", "\n\n", '"()"'])
    def test_an_empty_text_has_none(self, text: str) -> None:
        assert list(split_sentences(text, 10)) == []


class TestCues:
    @pytest.mark.parametrize(
        ("text", "cue"),
        [
            ("c quoi la meilleur banque", "opening"),
            ("Bonjour, combien coûte l'envoi", "opening"),
            ("pk ma facture augmente", "opening"),
            ("et à quelle heure ça ouvre", "opening"),
            ("ma box clignote, est-ce que c'est grave", "inside"),
            ("ça ouvre quand", "inside"),
            ("Avez-vous des places", "inversion"),
            ("la piscine est-elle ouverte", "inversion"),
            ("j'aimerais savoir où en est ma demande", "request"),
            ("quelqu'un sait si c'est ouvert", "request"),
            ("tu te fous de nous ?", "rhetorical"),
            ("Vous n'avez pas honte ?", "rhetorical"),
            ("c'est ouvert ?", "mark"),
        ],
    )
    def test_shown(self, text: str, cue: str) -> None:
        assert cue in cues(text)

    @pytest.mark.parametrize(
        "text", ["Merci pour votre aide", "Rendez-vous lundi", "Le livre est arrivé", ""]
    )
    def test_a_plain_sentence_shows_none(self, text: str) -> None:
        assert cues(text) == set()
