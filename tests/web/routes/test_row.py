"""The row of the open conversation, fetched alone: it says what has become of it since the list was read."""

import pytest

from services.contracts.triage import Reason
from tests.web.fakes.agency import make_item
from tests.web.routes.cast import Cast
from tests.web.routes.test_decisions import change


async def row(cast: Cast) -> str:
    return (await cast.nadia.fragment(f"/conversations/{cast.conversation.id}/row")).text


def alter(cast: Cast, **changes: object) -> None:
    known = cast.stage.agency.conversations
    known[cast.conversation.id] = known[cast.conversation.id].model_copy(update=changes)


class TestRow:
    async def test_is_the_one_of_the_list(self, cast: Cast) -> None:
        found = await row(cast)
        assert f'id="row-{cast.conversation.id}"' in found
        assert "<bdi>Inès</bdi>" in found
        assert "urgent" in found
        assert "<title>" not in found
        assert found.split("row__head")[1].split("</li>")[0] in (await cast.nadia.get("/queue")).text

    @pytest.mark.parametrize(("state", "words"), [("hiding", "masquage en cours"), ("hidden", "masqué")])
    async def test_says_what_was_decided(self, cast: Cast, state: str, words: str) -> None:
        change(cast, state=state, is_waiting=False)
        alter(cast, status="closed", priority=0, waiting_since=None)
        found = await row(cast)
        assert "close" in found
        assert words in found
        assert "urgent" not in found
        assert "question" not in found

    async def test_shows_the_most_pressing_message_that_waits(self, cast: Cast) -> None:
        change(cast, is_waiting=False)
        cast.conversation.items.append(make_item("Omar", "Et chez moi ?", external_id="c-2"))
        alter(cast, reasons=[Reason(code="question", points=30)])
        found = await row(cast)
        assert "<bdi>Omar</bdi>" in found
        assert "Et chez moi" in found

    @pytest.mark.parametrize("name", ["   ", "\u200b\u202e"])
    async def test_who_has_no_name_to_be_seen_can_still_be_clicked_on(self, cast: Cast, name: str) -> None:
        change(cast, author_name=name)
        assert "<bdi>sans nom</bdi></a>" in await row(cast)

    async def test_says_that_there_is_no_text(self, cast: Cast) -> None:
        change(cast, text=" ")
        assert "sans texte" in await row(cast)
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert "Ce message n’a pas de texte ici." in page.text

    async def test_of_a_long_one_the_text_is_read_in_a_window_of_its_own(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        window = 'aria-label="Message de '
        assert window not in (await cast.nadia.get(address)).text
        change(cast, text="Encore une phrase. " * 200)
        assert window in (await cast.nadia.get(address)).text

    async def test_of_two_that_are_opened_at_once_the_last_one_wins(self, cast: Cast) -> None:
        """HTMX drops the request under way for the one that follows only where both wait in one line."""
        assert 'hx-sync="#rows:replace"' in await row(cast)
