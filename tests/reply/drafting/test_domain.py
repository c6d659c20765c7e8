"""Rules of drafting: the words that count, whole sentences, and the limit of the network."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reply.drafting.domain import Frame, Passage, answer_from, sentences_of, words_that_count
from services.runtime.ids import new_id


def passage(title: str, *sentences: str) -> Passage:
    """A passage whose lexemes are simply its words in lower case."""

    def words(text: str) -> frozenset[str]:
        return frozenset(text.lower().rstrip(".").split())

    return Passage(new_id(), title, None, sentences, tuple(map(words, sentences)), words(title))


OPEN = Frame("Bonjour,", "L'équipe", None)


class TestWordsThatCount:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Bonjour, à quelle heure ouvrez-vous ? Merci", "à heure ouvrez"),
            ("@banque https://t.co/x?y=1 carte carte #CARTE perdue", "carte perdue"),
            ("Était-ce très bien ?", "ce"),
            ("🙂", ""),
        ],
    )
    def test_small_talk_links_and_handles_are_left_out(self, text: str, words: str) -> None:
        assert words_that_count(text) == words

    def test_a_very_long_message_is_bounded(self) -> None:
        assert len(words_that_count(" ".join(f"mot{n}" for n in range(5000))).split()) == 60


class TestSentencesOf:
    @pytest.mark.parametrize(
        ("body", "sentences"),
        [
            ("Un. Deux ! Trois ? Quatre…", ["Un.", "Deux !", "Trois ?", "Quatre…"]),
            ("M. Durand et Mme. Petit répondent. Voilà.", ["M. Durand et Mme. Petit répondent.", "Voilà."]),
            ("Selon l'art. 5, oui. Écrivez-nous.", ["Selon l'art. 5, oui.", "Écrivez-nous."]),
            ("Il dit : « Venez. » Puis rien.", ["Il dit : « Venez. »", "Puis rien."]),
            ("Horaires :\n- 9 h\n\n- 17 h", ["Horaires :", "- 9 h", "- 17 h"]),
            ("Coût : 3.50 € env. par mois", ["Coût : 3.50 € env. par mois"]),
            ("sans point", ["sans point"]),
            ("   ", []),
        ],
    )
    def test_each_is_kept_as_it_was_written(self, body: str, sentences: list[str]) -> None:
        assert sentences_of(body) == sentences

    def test_a_desert_of_blanks_takes_no_time(self) -> None:
        started = time.process_time()
        assert len(sentences_of("Un." + " " * 20_000 + "deux. Selon M. Durand et M. " * 500)) == 501
        assert time.process_time() - started < 2

    @given(st.text(alphabet='aA .!?…»«\n"1é', max_size=60))
    def test_no_character_but_blanks_is_lost(self, body: str) -> None:
        assert "".join("".join(sentences_of(body)).split()) == "".join(body.split())


class TestAnswerFrom:
    def test_the_relevant_sentences_stand_in_reading_order(self) -> None:
        article = passage("Agences", "horaires samedi", "rien ici", "horaires dimanche fermé")
        ((_, answer),) = answer_from([article], frozenset({"horaires", "dimanche"}), OPEN)
        assert answer == "horaires samedi horaires dimanche fermé"

    def test_the_article_with_the_rarer_words_comes_first(self) -> None:
        common = passage("Un", "carte carte", "carte neuve")
        rare = passage("Deux", "carte perdue")
        found = answer_from([common, rare], frozenset({"carte", "perdue"}), OPEN)
        assert [one.title for one, _ in found] == ["Deux"]

    def test_at_most_three_and_no_answer_twice(self) -> None:
        articles = [passage("Carte", f"carte {min(n, 4)}") for n in range(8)]
        answers = [answer for _, answer in answer_from(articles, frozenset({"carte"}), OPEN)]
        assert answers == ["carte 0", "carte 1", "carte 2"]

    def test_one_word_in_common_with_a_long_question_is_no_answer(self) -> None:
        article = passage("Agences", "le dimanche elles dorment")
        assert answer_from([article], frozenset({"carte", "perdue", "dimanche"}), OPEN) == []

    def test_a_title_that_matches_alone_gives_the_beginning(self) -> None:
        article = passage("Horaires", "de 9 à 17", "sauf le mardi")
        ((_, answer),) = answer_from([article], frozenset({"horaires", "ouverture"}), OPEN)
        assert answer == "de 9 à 17 sauf le mardi"

    def test_the_most_relevant_sentence_is_kept_when_not_all_fit(self) -> None:
        article = passage("Carte", "a" * 50 + " carte", "b" * 50 + " carte perdue")
        ((_, answer),) = answer_from(
            [article], frozenset({"carte", "perdue"}), Frame("Bonjour,", "L'équipe", 100)
        )
        assert answer.startswith("b")

    def test_a_sentence_that_fits_no_other_way_ends_at_a_word(self) -> None:
        article = passage("Carte", "carte " + "mot " * 60)
        frame = Frame("Bonjour,", "L'équipe", 80)
        ((_, answer),) = answer_from([article], frozenset({"carte"}), frame)
        assert (answer.endswith(" mot…"), len(frame.around(answer)) <= 80) == (True, True)

    def test_with_no_room_for_an_answer_there_is_none(self) -> None:
        article = passage("Carte", "carte " + "mot " * 60)
        assert answer_from([article], frozenset({"carte"}), Frame("Bonjour,", "L'équipe", 30)) == []

    @given(
        st.lists(
            st.text(alphabet="ab é🙂", min_size=1, max_size=80).filter(str.strip), min_size=1, max_size=6
        ),
        st.integers(20, 160),
        st.sampled_from(["", "Bonjour Léa,"]),
        st.sampled_from(["", "— L'équipe 🙂"]),
    )
    def test_whatever_the_words_the_limit_holds_and_the_signature_is_whole(
        self, sentences: list[str], limit: int, greeting: str, signature: str
    ) -> None:
        article = passage("carte", *(f"{sentence.strip()} carte." for sentence in sentences))
        frame = Frame(greeting, signature, limit)
        for _, answer in answer_from([article], frozenset({"carte"}), frame):
            draft = frame.around(answer)
            assert len(draft) <= limit
            assert draft.endswith(signature)
            assert draft.startswith(greeting)
            assert all(word in " ".join(article.sentences) for word in answer.rstrip("…").split())
