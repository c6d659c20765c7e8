"""The page of second opinions: a lead switches them and sets a budget, and everybody reads why there are none."""

from tests.web.routes.cast import Cast

PLACE = "/clients/telvia/opinion"


class TestSetting:
    async def test_a_lead_switches_it_on_with_a_budget(self, cast: Cast) -> None:
        page = await cast.lucie.get(PLACE)
        answer = await cast.lucie.send(page, PLACE, is_on="true", calls="50", euros="0,5")
        assert answer.status_code == 303
        (setting,) = cast.stage.agency.opinion_settings.values()
        assert (setting.is_on, setting.most_calls, setting.most_euros) == (True, 50, 0.5)
        after = (await cast.lucie.get(PLACE)).text
        assert "petit-modele" in after
        assert "0 appel" in after

    async def test_a_budget_that_is_no_number_comes_back_as_it_was_written(self, cast: Cast) -> None:
        page = await cast.lucie.get(PLACE)
        answer = await cast.lucie.send(page, PLACE, is_on="true", calls="beaucoup", euros="1")
        assert answer.status_code == 422
        assert 'value="beaucoup"' in answer.text
        assert not cast.stage.agency.opinion_settings

    async def test_without_a_model_it_says_so(self, cast: Cast) -> None:
        cast.stage.agency.opinion_model = None
        page = (await cast.lucie.get(PLACE)).text
        assert "Aucun modèle n’est configuré" in page
        assert 'name="is_on"' not in page

    async def test_a_model_that_went_meanwhile_is_named_as_the_reason(self, cast: Cast) -> None:
        page = await cast.lucie.get(PLACE)
        cast.stage.agency.opinion_model = None
        answer = await cast.lucie.send(page, PLACE, is_on="true", calls="50", euros="1")
        assert answer.status_code == 409
        assert "Aucun modèle n’est configuré" in answer.text
