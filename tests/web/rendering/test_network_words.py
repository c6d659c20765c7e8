"""What an adapter, ingest or reply says of a refusal is said to people in their language."""

from services.ingest.actions.domain import ACCOUNT_REMOVED, ITEM_DELETED, NOT_DONE
from services.ingest.networks.wordpress.words import WORDS
from services.reply.replies.service.sending import NEVER_ANSWERED
from web.rendering.languages import load_language
from web.rendering.network_words import SENTENCES, explain_refusal

FRENCH, ENGLISH = load_language("fr"), load_language("en")


class TestExplainRefusal:
    def test_has_words_for_every_sentence_that_is_said(self) -> None:
        ours = {ACCOUNT_REMOVED, ITEM_DELETED, NOT_DONE, NEVER_ANSWERED}
        assert frozenset(WORDS.values()) | ours == SENTENCES

    def test_says_each_in_french(self) -> None:
        for sentence in SENTENCES:
            said = explain_refusal(sentence, FRENCH)
            assert said != sentence
            assert said.endswith(".")

    def test_says_each_in_english(self) -> None:
        sentence = WORDS["rest_comment_closed"]
        assert explain_refusal(sentence, ENGLISH) == sentence.replace("'", "’")

    def test_leaves_a_networks_own_words_alone(self) -> None:
        for words in ("100 % complet", "<b>Non</b>", ""):
            assert explain_refusal(words, FRENCH) == words
