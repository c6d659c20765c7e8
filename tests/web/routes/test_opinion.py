"""The page of second opinions: a lead switches them and sets a budget, and everybody reads why there are none."""

import pytest

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
        assert 'value="0,50"' in after

    @pytest.mark.parametrize(
        ("calls", "euros", "kept"),
        [
            ("1 000", "1.5", (1_000, 1.5)),
            (" 7 ", "1,50 €", (7, 1.5)),
            ("1\u202f000", "1\u00a0000,00", (1_000, 1_000.0)),
            ("1", "0,000001", (1, 0.000001)),
        ],
    )
    async def test_figures_may_be_written_as_people_write_them(
        self, cast: Cast, calls: str, euros: str, kept: tuple[int, float]
    ) -> None:
        page = await cast.lucie.get(PLACE)
        await cast.lucie.send(page, PLACE, is_on="true", calls=calls, euros=euros)
        (setting,) = cast.stage.agency.opinion_settings.values()
        assert (setting.most_calls, setting.most_euros) == kept

    @pytest.mark.parametrize(
        ("calls", "euros", "named"),
        [
            ("beaucoup", "1", "Appels par jour\u202f: "),
            ("1.000", "1", "Appels par jour\u202f: "),
            ("0", "1", "Appels par jour\u202f: "),
            ("", "1", "Appels par jour\u202f: "),
            ("50", "1,5,0", "Euros par jour\u202f: "),
            ("50", "nan", "Euros par jour\u202f: "),
            ("50", "-1", "Euros par jour\u202f: "),
            ("50", "0", "Euros par jour\u202f: "),
            ("50", "1000,01", "Euros par jour\u202f: "),
            ("50", "９" * 500, "Euros par jour\u202f: "),
        ],
    )
    async def test_a_budget_that_is_none_comes_back_as_it_was_written_and_its_field_is_named(
        self, cast: Cast, calls: str, euros: str, named: str
    ) -> None:
        page = await cast.lucie.get(PLACE)
        answer = await cast.lucie.send(page, PLACE, is_on="true", calls=calls, euros=euros)
        assert answer.status_code == 422
        assert f'value="{calls}"' in answer.text
        assert f'value="{euros}"' in answer.text
        assert answer.text.count('class="error"') == 1
        assert named in answer.text
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
