"""What a lead sees of what the team taught, and the click that goes back."""

from uuid import UUID

from services.contracts.triage import CHOOSE_LAYER, REFIT_LAYER, ClientLayer
from tests.web.fakes.learning import make_layer
from tests.web.routes.cast import Cast

ADDRESS = "/clients/telvia/learning"


def telvia(cast: Cast) -> UUID:
    return next(client.id for client in cast.stage.agency.clients.values() if client.slug == "telvia")


def stands(cast: Cast, number: int = 1, **changes: object) -> ClientLayer:
    layer = make_layer(telvia(cast), number, **changes)
    cast.stage.agency.layers[layer.id] = layer
    return layer


class TestLearning:
    async def test_curves_stand_beside_their_tables(self, cast: Cast) -> None:
        page = (await cast.lucie.get(ADDRESS)).text
        assert page.count('<svg class="chart"') == 1
        assert "<td>70\u202f%</td>" in page

    async def test_it_is_learnt_now_when_a_lead_says_so(self, cast: Cast) -> None:
        page = await cast.lucie.send_and_follow(await cast.lucie.get(ADDRESS), f"{ADDRESS}/layers")
        assert len(cast.stage.switchboard.of(REFIT_LAYER)) == 1
        assert page.status_code == 200

    async def test_one_click_goes_back_and_another_lets_it_speak_again(self, cast: Cast) -> None:
        layer = stands(cast)
        standing = f"{ADDRESS}/standing"
        page = await cast.lucie.send_and_follow(await cast.lucie.get(ADDRESS), standing, layer="")
        assert cast.stage.switchboard.of(CHOOSE_LAYER)[-1].body.layer is None
        page = await cast.lucie.send_and_follow(page, standing, layer=str(layer.id))
        assert cast.stage.switchboard.of(CHOOSE_LAYER)[-1].body.layer == layer.id
        assert cast.stage.agency.layers[layer.id].state == "live"

    async def test_what_is_no_layer_is_refused_and_asks_nobody(self, cast: Cast) -> None:
        stands(cast)
        answer = await cast.lucie.send(await cast.lucie.get(ADDRESS), f"{ADDRESS}/standing", layer="zut")
        assert answer.status_code == 422
        assert cast.stage.switchboard.of(CHOOSE_LAYER) == []

    async def test_it_goes_back_to_the_version_before(self, cast: Cast) -> None:
        before = stands(cast, 1, state="retired")
        stands(cast, 2, state="refused")
        stands(cast, 3)
        page = (await cast.lucie.get(ADDRESS)).text
        assert f'name="layer" value="{before.id}"' in page

    async def test_earlier_attempts_that_never_spoke_are_folded_away(self, cast: Cast) -> None:
        for number in (1, 2, 3):
            stands(cast, number, state="refused", live_at=None)
        page = (await cast.lucie.get(ADDRESS)).text
        start = page.index(">2 essais")
        folded = page[start : page.index("</details>", start)]
        assert folded.count('class="case"') == 2
        assert page.count('class="case"') == 3

    async def test_it_does_not_go_back_to_one_that_would_rest(self, cast: Cast) -> None:
        before = stands(cast, 1, state="retired", general="palabre-fr-1+00000000")
        stands(cast, 2)
        page = (await cast.lucie.get(ADDRESS)).text
        assert f'name="layer" value="{before.id}"' not in page
        assert "Revenir au modèle général" in page

    async def test_a_layer_of_another_model_does_not_speak(self, cast: Cast) -> None:
        stands(cast, general="palabre-fr-1+00000000")
        page = (await cast.lucie.get(ADDRESS)).text
        assert 'role="status"' in page

    async def test_a_moderator_may_not_open_it(self, cast: Cast) -> None:
        assert (await cast.nadia.get(ADDRESS)).status_code == 403


class TestModel:
    async def test_everybody_may_see_what_is_missed(self, cast: Cast) -> None:
        page = (await cast.nadia.get("/model")).text
        assert "palabre-fr-2+013a43bc" in page
        assert page.count('data-tone="warn"') >= 5
