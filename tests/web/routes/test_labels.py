"""Labels at the desk: how sure each is, in words, and one click that says otherwise."""

from services.contracts.triage import CORRECT_LABEL
from services.runtime.ids import new_id
from tests.web.browser import form_to
from tests.web.routes.cast import Cast


def address(cast: Cast) -> str:
    return f"/conversations/{cast.conversation.id}"


def labels(cast: Cast) -> str:
    return f"{address(cast)}/items/{cast.conversation.items[0].id}/labels"


def assess(cast: Cast, **changes: object) -> None:
    item = cast.conversation.items[0]
    assert item.assessment is not None
    found = item.assessment.model_copy(update=changes)
    cast.conversation.items[0] = item.model_copy(update={"assessment": found})


class TestLabels:
    async def test_each_says_in_words_how_sure_it_is(self, cast: Cast) -> None:
        chances = {"toxic": 0.95, "question": 0.6, "lead": 0.45}
        assess(cast, labels=chances, found=["toxic", "question"], unsure=["lead"])
        page = (await cast.nadia.get(address(cast))).text
        for words in ("très probable", "probable</span>", "incertain"):
            assert words in page

    async def test_one_click_denies_it_and_is_seen_at_once(self, cast: Cast) -> None:
        assess(cast, labels={"spam": 0.95}, found=["spam"])
        page = await cast.nadia.get(address(cast))
        answer = await cast.nadia.send(page, labels(cast), label="spam", value="no")
        assert answer.status_code == 303
        (call,) = cast.stage.switchboard.of(CORRECT_LABEL)
        assert (call.body.label, call.body.value) == ("spam", False)
        after = await cast.nadia.get(address(cast))
        assert "démenti ici" in after.text
        await cast.nadia.send(after, labels(cast), label="spam", value="back")
        assert "démenti ici" not in (await cast.nadia.get(address(cast))).text

    async def test_another_label_can_be_named(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        assert form_to(page.text, labels(cast), value="yes").values
        await cast.nadia.send(page, labels(cast), label="lead", value="yes")
        assert "confirmé ici" in (await cast.nadia.get(address(cast))).text

    async def test_a_message_of_another_conversation_is_not_found(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        place = f"{address(cast)}/items/{new_id()}/labels"
        sent = {**form_to(page.text, labels(cast)).values, "label": "spam", "value": "no"}
        answer = await cast.nadia.http.post(place, data=sent)
        assert answer.status_code == 404
        assert not cast.stage.switchboard.of(CORRECT_LABEL)
