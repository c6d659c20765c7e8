"""What a lead lets the machine do alone for a client, and how it is switched."""

import pytest

from services.contracts.triage import ADD_AUTOMATION, CHANGE_AUTOMATION, SWITCH_AUTOMATION
from tests.web.browser import forms_of
from tests.web.fakes.agency import NOW
from tests.web.fakes.automation import make_rule
from tests.web.routes.cast import Cast
from web.rendering import paths

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

    async def test_one_that_is_being_weighed_says_so_until_the_open_page_hears_of_it(
        self, cast: Cast
    ) -> None:
        weighed = make_rule(cast.telvia.id, computed_at=None)
        cast.stage.agency.rules[weighed.id] = weighed
        page = await cast.lucie.get(ADDRESS)
        assert "en cours d’examen" in page.text
        assert "palabre:refetch, every 2s" in page.text
        cast.stage.agency.rules[weighed.id] = weighed.model_copy(update={"computed_at": NOW})
        fragment = (await cast.lucie.fragment(ADDRESS)).text
        assert 'id="rules"' in fragment
        assert "<html" not in fragment
        assert "en cours d’examen" not in fragment
        assert "every 2s" not in fragment
        assert '<form class="form"' not in fragment

    async def test_every_label_and_kind_may_have_one(self, cast: Cast) -> None:
        page = await cast.lucie.get(ADDRESS)
        for label in ("insult", "advertising", "phishing", "service_request"):
            assert f'<option value="{label}"' in page.text
        await cast.lucie.send_and_follow(page, ADDRESS, **{**RULE, "label": "insult"})
        assert cast.stage.switchboard.of(ADD_AUTOMATION)[-1].body.label == "insult"

    async def test_it_is_changed_in_the_form_that_added_it(self, cast: Cast) -> None:
        written = make_rule(cast.telvia.id, label="spam", highest_error=0.03, state="acting", threshold=0.9)
        cast.stage.agency.rules[written.id] = written
        page = await cast.lucie.get(f"{ADDRESS}?rule={written.id}")
        assert '<option value="spam" selected>' in page.text
        assert '<option value="0.03" selected>' in page.text
        changed = {**RULE, "label": "spam", "act": "mark_spam", "limit": "0.02"}
        page = await cast.lucie.send_and_follow(page, f"{ADDRESS}/{written.id}", **changed)
        (call,) = cast.stage.switchboard.of(CHANGE_AUTOMATION)
        assert (call.body.action, call.body.highest_error) == ("mark_spam", 0.02)
        assert "désactivée" in page.text

    async def test_a_change_that_cannot_be_taken_comes_back_to_the_same_rule(self, cast: Cast) -> None:
        rule = await add(cast)
        page = await cast.lucie.get(f"{ADDRESS}?rule={rule.rpartition('/')[2]}")
        answer = await cast.lucie.send(page, rule, **{**RULE, "limit": "nan"})
        assert answer.status_code == 422
        assert 'id="rule-limit-error"' in answer.text
        assert f'action="{rule}"' in answer.text

    async def test_moderators_have_no_business_there(self, cast: Cast) -> None:
        assert (await cast.nadia.get(ADDRESS)).status_code == 403


class TestStopped:
    async def test_leads_are_told_on_every_page_until_one_deals_with_it(self, cast: Cast) -> None:
        stopped = make_rule(cast.telvia.id, label="insult", state="stopped", stopped_at=NOW)
        cast.stage.agency.rules[stopped.id] = stopped
        for address in ("/queue", "/accounts", ADDRESS):
            assert "s’est arrêtée d’elle-même" in (await cast.lucie.get(address)).text
        page = await cast.lucie.get("/queue")
        after = await cast.lucie.send_and_follow(page, f"{ADDRESS}/{stopped.id}/switch")
        assert cast.stage.switchboard.of(SWITCH_AUTOMATION)[-1].body.is_on is False
        assert after.url.path == "/queue"
        assert "s’est arrêtée d’elle-même" not in after.text

    async def test_an_open_page_asks_again_when_it_hears_of_one(self, cast: Cast) -> None:
        assert f'hx-get="{paths.STOPPED}"' in (await cast.lucie.get("/queue")).text
        stopped = make_rule(cast.telvia.id, state="stopped", stopped_at=NOW)
        cast.stage.agency.rules[stopped.id] = stopped
        assert "s’est arrêtée d’elle-même" in (await cast.lucie.fragment(paths.STOPPED)).text

    async def test_moderators_are_told_too_and_have_no_switch(self, cast: Cast) -> None:
        stopped = make_rule(cast.telvia.id, state="stopped", stopped_at=NOW)
        cast.stage.agency.rules[stopped.id] = stopped
        for text in (
            (await cast.nadia.get("/queue")).text,
            (await cast.nadia.fragment(paths.STOPPED)).text,
        ):
            assert "s’est arrêtée d’elle-même" in text
            assert "reviennent à l’équipe" in text
            assert f"{ADDRESS}/{stopped.id}/switch" not in text
            assert ADDRESS not in text

    async def test_those_of_other_clients_are_not(self, cast: Cast) -> None:
        stopped = make_rule(cast.telvia.id, state="stopped", stopped_at=NOW)
        cast.stage.agency.rules[stopped.id] = stopped
        assert "s’est arrêtée" not in (await cast.marc.get("/queue")).text
        assert "s’est arrêtée" not in (await cast.marc.fragment(paths.STOPPED)).text
