"""What a lead lets the machine do alone for a client, and how it is switched."""

import pytest

from services.contracts.triage import ADD_AUTOMATION, SWITCH_AUTOMATION
from tests.web.browser import forms_of
from tests.web.routes.cast import Cast

ADDRESS = "/clients/telvia/automation"
RULE = {"label": "toxic", "act": "hide", "network": "", "limit": "0.05", "share": "0.1"}


async def add(cast: Cast) -> str:
    """Add a rule; return its address."""
    page = await cast.lucie.send_and_follow(await cast.lucie.get(ADDRESS), ADDRESS, **RULE)
    (switch,) = [form.action for form in forms_of(page.text) if form.action.endswith("/switch")]
    return switch.removesuffix("/switch")


class TestRules:
    async def test_it_promises_and_lists_nothing_at_first(self, cast: Cast) -> None:
        page = await cast.lucie.get(ADDRESS)
        assert page.status_code == 200
        assert "Learn then Test" in page.text
        assert "Aucune règle" in page.text

    async def test_a_rule_is_added_switched_off_and_says_what_is_missing(self, cast: Cast) -> None:
        page = await cast.lucie.send_and_follow(await cast.lucie.get(ADDRESS), ADDRESS, **RULE)
        (call,) = cast.stage.switchboard.of(ADD_AUTOMATION)
        assert (call.body.label, call.body.network, call.body.highest_error) == ("toxic", None, 0.05)
        assert "désactivée" in page.text
        assert "91" in page.text

    @pytest.mark.parametrize("wrong", [{"limit": "0.9"}, {"act": "praise"}, {"label": "!"}])
    async def test_what_cannot_be_taken_comes_back(self, cast: Cast, wrong: dict[str, str]) -> None:
        answer = await cast.lucie.send(await cast.lucie.get(ADDRESS), ADDRESS, **{**RULE, **wrong})
        assert answer.status_code == 422
        assert f'id="rule-{next(iter(wrong))}-error"' in answer.text
        assert cast.stage.switchboard.of(ADD_AUTOMATION) == []

    async def test_it_is_switched_on_and_off_and_removed(self, cast: Cast) -> None:
        rule = await add(cast)
        for is_on, words in ((True, "réunit des preuves"), (False, "désactivée")):
            page = await cast.lucie.send_and_follow(await cast.lucie.get(ADDRESS), f"{rule}/switch")
            assert cast.stage.switchboard.of(SWITCH_AUTOMATION)[-1].body.is_on is is_on
            assert words in page.text
        page = await cast.lucie.send_and_follow(page, f"{rule}/removal")
        assert "Aucune règle" in page.text

    async def test_moderators_have_no_business_there(self, cast: Cast) -> None:
        assert (await cast.nadia.get(ADDRESS)).status_code == 403
