"""The walk that must always work: a comment is seen, answered once, and the insult beside it is hidden."""

import re
import sys
import time

import pytest

from tests.journeys.desk import Desk
from tests.journeys.newsroom import Newsroom, until

pytestmark = pytest.mark.journey

NEWSROOM = "L’Écho de la rive"

QUESTION = "Bonjour, à quelle heure ouvre la piscine des Lavandières le dimanche ?"
INSULT = "Espèce de connard, tu es vraiment un abruti fini."
BODY = "La piscine des Lavandières ouvre le dimanche de 9 h à 13 h. Le dernier bain sort à 12 h 30."
# Two are promised; a machine that does other things meanwhile is given more.
SECONDS_TO_THE_QUEUE = 5


def recall_path(page: str) -> str:
    found = re.search(r'action="(/replies/[^"]+/recall)"', page)
    assert found, "nothing can be recalled"
    return found[1]


def times_accepted(newsroom: Newsroom, text: str) -> int:
    return newsroom.newspaper.accepted("reply").get(text, 0)


class TestWalk:
    def test_a_comment_is_answered_once_and_the_insult_beside_it_is_hidden(
        self, newsroom: Newsroom, nadia: Desk, capsys: pytest.CaptureFixture[str]
    ) -> None:
        nadia.keep_article(newsroom, "Horaires de la piscine le dimanche", BODY)
        newsroom.set_undo_seconds(600)
        asked, insulting = self.write_both(newsroom, nadia, capsys)
        answer = self.recall_an_answer(newsroom, nadia, asked)
        self.answer_once(newsroom, nadia, asked, answer)
        self.hide_with_its_reason(newsroom, nadia, insulting)
        assert newsroom.newspaper.accepted("reply") == {answer: 1}
        # This month's figures show both.
        shown = ("items_received", "replies_published", "decisions")
        until(
            lambda: [newsroom.figures()[one] for one in shown] == [2, 1, 1],
            f"the figures say {newsroom.figures()}",
        )
        # What else is measured may still be on its way to either of the two answers.
        key = newsroom.portal_key()
        until(lambda: newsroom.figures(key) == newsroom.figures(), "the portal reads other figures")

    def write_both(
        self, newsroom: Newsroom, nadia: Desk, capsys: pytest.CaptureFixture[str]
    ) -> tuple[str, str]:
        # What a visitor writes on the site's own page stands in the queue, scored, with the reason for its rank.
        visitor = newsroom.newspaper.browser()
        visitor.write("Martine", QUESTION)
        begin = time.monotonic()
        entry = newsroom.wait_for(QUESTION, SECONDS_TO_THE_QUEUE)
        with capsys.disabled():
            sys.stderr.write(f"\nFrom the site's page to the queue: {time.monotonic() - begin:.2f} s\n")
        assert "question" in entry["labels"]
        assert "question" in {reason["code"] for reason in entry["reasons"]}
        assert QUESTION in nadia.open("/queue")
        visitor.write("Kévin", INSULT)
        insulting = newsroom.wait_for(INSULT)
        assert "toxic" in insulting["labels"]
        assert next(newsroom.queue())["text"] == INSULT
        return entry["id"], insulting["id"]

    def recall_an_answer(self, newsroom: Newsroom, nadia: Desk, conversation: str) -> str:
        # A draft quotes the client's knowledge; edited, sent and recalled, it never existed.
        draft = nadia.proposed_reply(conversation)
        assert "9 h à 13 h" in draft.replace("\u202f", " ").replace("\u00a0", " ")
        answer = f"{draft}\nBonne baignade."
        page = nadia.reply(conversation, answer)
        assert "Bonne baignade." in page
        page = nadia.send(f"/conversations/{conversation}", recall_path(page))
        assert "elle n’est jamais partie" in page or "rappelée" in page
        assert "Bonne baignade." not in newsroom.page()
        assert newsroom.newspaper.accepted("reply") == {}
        return answer

    def answer_once(self, newsroom: Newsroom, nadia: Desk, conversation: str, answer: str) -> None:
        # Sent again, it leaves by itself at the end of its window and stands once under the comment.
        newsroom.set_undo_seconds(1)
        nadia.reply(conversation, answer)
        until(lambda: times_accepted(newsroom, answer), "the reply did not reach the site")
        until(lambda: newsroom.page().count("Bonne baignade.") == 1, "the reply is not under the comment")
        until(lambda: newsroom.find(QUESTION, "answered"), "the conversation is not answered")
        assert newsroom.newspaper.accepted("reply") == {answer: 1}

    def hide_with_its_reason(self, newsroom: Newsroom, nadia: Desk, conversation: str) -> None:
        # The insult is hidden on the network with its reason on record.
        item = newsroom.item(conversation, INSULT)
        nadia.hide(conversation, item["id"], "insult", "Charte, article 2")
        until(lambda: INSULT not in newsroom.page(), "the insult still stands on the site")

        def last_decision() -> dict[str, str]:
            decisions: list[dict[str, str]] = newsroom.item(conversation, INSULT)["decisions"]
            return decisions[-1]

        until(lambda: last_decision()["state"] == "in_force", "the decision is not in force")
        assert (last_decision()["reason"], last_decision()["note"]) == ("insult", "Charte, article 2")
        page = nadia.open(f"/conversations/{conversation}")
        assert "masqué par <bdi>Nadia" in page
        assert INSULT not in newsroom.page()
