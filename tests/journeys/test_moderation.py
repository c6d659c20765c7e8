"""Moderation on a real site, from the desk and from the site itself: each sees what the other did."""

from typing import Any

import pytest

from tests.journeys.desk import Desk
from tests.journeys.newsroom import Newsroom, until
from tests.web.browser import form_to

pytestmark = pytest.mark.journey

NEWSROOM = "Le Phare de la baie"


def decide(nadia: Desk, conversation: str, kind: str, reason: str = "") -> None:
    """Press the button that stands there for the only message of a conversation."""
    address = f"/conversations/{conversation}"
    page = nadia.open(address)
    item = page.split('id="item-')[1].split('"')[0]
    action = f"{address}/items/{item}/decisions"
    form = form_to(page, action, kind=kind)
    nadia.http.post(action, data={**form.values, "reason": reason}).raise_for_status()


def wait_for_state(newsroom: Newsroom, conversation: str, state: str) -> dict[str, Any]:
    """Return the only message of a conversation as soon as it stands so and nothing is on its way."""

    def stands() -> bool:
        (item,) = newsroom.conversation(conversation)["items"]
        return item["state"] == state and all(one["state"] != "pending" for one in item["decisions"])

    until(stands, f"the message is not {state}")
    (item,) = newsroom.conversation(conversation)["items"]
    return dict(item)


class TestFromTheDesk:
    def test_hidden_shown_again_deleted_and_restored(self, newsroom: Newsroom, nadia: Desk) -> None:
        text = "Vous êtes vraiment des incapables, à la rédaction."
        newsroom.newspaper.write("Soizic", text)
        conversation = newsroom.wait_for(text)["id"]
        for kind, reason, state in (
            ("hide", "insult", "hidden"),
            ("restore", "", "visible"),
            ("delete", "insult", "deleted"),
            ("restore", "", "visible"),
        ):
            decide(nadia, conversation, kind, reason)
            item = wait_for_state(newsroom, conversation, state)
            assert (text in newsroom.page()) == (state == "visible")
            assert item["text"] == ("" if state == "deleted" else text)
            assert (newsroom.find(text) is not None) == (state == "visible")
        assert [one["kind"] for one in item["decisions"]] == ["restore", "delete", "restore", "hide"]
        assert {one["state"] for one in item["decisions"]} == {"in_force"}

    def test_what_the_site_holds_is_let_out(self, newsroom: Newsroom, nadia: Desk) -> None:
        text = "Je découvre votre journal, à quand un article sur le port ?"
        newsroom.newspaper.hold_newcomers()
        newsroom.newspaper.browser().write("Maël", text)
        conversation = newsroom.wait_for(text)["id"]
        assert wait_for_state(newsroom, conversation, "held")["is_waiting"]
        assert text not in newsroom.page()
        decide(nadia, conversation, "approve")
        wait_for_state(newsroom, conversation, "visible")
        assert text in newsroom.page()


class TestOnTheSiteItself:
    def test_the_desk_follows_what_is_hidden_and_shown_there(self, newsroom: Newsroom, nadia: Desk) -> None:
        text = "Le maire ment encore, comme toujours."
        comment = newsroom.newspaper.write("Ronan", text)
        conversation = newsroom.wait_for(text)["id"]
        newsroom.newspaper.moderate(comment, "hide")
        wait_for_state(newsroom, conversation, "hidden")
        assert newsroom.find(text) is None
        assert "masqué sur le réseau" in nadia.open(f"/conversations/{conversation}")
        newsroom.newspaper.moderate(comment, "unhide")
        assert wait_for_state(newsroom, conversation, "visible")["is_waiting"]
        assert newsroom.find(text) is not None
