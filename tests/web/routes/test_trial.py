"""A lead tries on past days what a rule would have done alone, and chooses with which charter days are compared."""

import pytest

from services.contracts.triage import START_REPLAY, RuleTrial
from tests.web.fakes.automation import make_rule
from tests.web.fakes.charter import make_figures, make_replay
from tests.web.routes.cast import Cast

REPLAYS = "/clients/telvia/replay"
TRIALS = "/clients/telvia/trials"
DAYS = {"first_day": "2026-11-02", "last_day": "2026-11-08"}
TRIAL = {"label": "insult", "act": "hide", "network": "", "bound": "exact", "percent": "93"}


class TestAsk:
    async def test_a_threshold_or_a_limit_is_sent_as_it_was_written(self, cast: Cast) -> None:
        for changes in ({"percent": "92,5"}, {"bound": "0.02"}):
            page = await cast.lucie.get(REPLAYS)
            await cast.lucie.send_and_follow(page, TRIALS, **{**TRIAL, **DAYS, **changes})
        exact, limited = (call.body.trial for call in cast.stage.switchboard.of(START_REPLAY))
        assert (exact.label, exact.threshold, exact.highest_error) == ("insult", 0.925, None)
        assert (limited.threshold, limited.highest_error) == (None, 0.02)

    async def test_it_begins_with_the_rule_from_whose_page_it_is_asked(self, cast: Cast) -> None:
        rule = make_rule(cast.telvia.id, label="spam", action="delete", threshold=0.875, state="acting")
        waiting = make_rule(cast.telvia.id, label="insult", threshold=None, highest_error=0.03)
        for one in (rule, waiting):
            cast.stage.agency.rules[one.id] = one
        assert (
            f'href="{REPLAYS}?rule={rule.id}#trial"'
            in (await cast.lucie.get("/clients/telvia/automation")).text
        )
        text = (await cast.lucie.get(f"{REPLAYS}?rule={rule.id}")).text
        for chosen in (
            'value="spam" selected',
            'value="delete" selected',
            'value="exact" selected',
            '"87,5"',
        ):
            assert chosen in text
        assert 'value="0.03" selected' in (await cast.lucie.get(f"{REPLAYS}?rule={waiting.id}")).text

    @pytest.mark.parametrize(
        ("wrong", "place"),
        [
            ({"percent": "0"}, "percent"),
            ({"percent": "100"}, "percent"),
            ({"percent": "1e400"}, "percent"),
            ({"percent": "nan"}, "percent"),
            ({"percent": ""}, "percent"),
            ({"bound": "7"}, "bound"),
            ({"bound": ""}, "bound"),
            ({"label": "idiot"}, "label"),
            ({"act": "praise"}, "act"),
        ],
    )
    async def test_what_cannot_be_tried_comes_back_beside_its_field(
        self, cast: Cast, wrong: dict[str, str], place: str
    ) -> None:
        page = await cast.lucie.get(REPLAYS)
        answer = await cast.lucie.send(page, TRIALS, **{**TRIAL, **DAYS, **wrong})
        assert answer.status_code == 422
        assert f'id="trial-{place}-error"' in answer.text
        assert cast.stage.switchboard.of(START_REPLAY) == []

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"first_day": ""}, "Choisissez un jour jusqu’à aujourd’hui."),
            ({"last_day": "2025-01-01"}, "qui ne précède pas le premier"),
            ({"model": "x"}, 'id="replay-model-error"'),
            ({"before": "x"}, 'id="replay-before-error"'),
        ],
    )
    async def test_a_period_or_a_side_that_is_none_is_said_where_it_stands(
        self, cast: Cast, wrong: dict[str, str], words: str
    ) -> None:
        answer = await cast.lucie.send(await cast.lucie.get(REPLAYS), REPLAYS, **{**DAYS, **wrong})
        assert answer.status_code == 422
        assert words in answer.text

    async def test_the_charter_of_then_or_of_now_is_chosen(self, cast: Cast) -> None:
        for before in ("then", "now"):
            page = await cast.lucie.get(REPLAYS)
            await cast.lucie.send_and_follow(page, REPLAYS, **DAYS, before=before)
        assert [call.body.before for call in cast.stage.switchboard.of(START_REPLAY)] == ["then", "now"]


class TestTell:
    async def test_it_says_how_many_and_how_many_against_the_team(self, cast: Cast) -> None:
        figures = make_figures(changes={"stricter": 14, "milder": 0, "reason": 0}, gained=9, lost=1)
        trial = RuleTrial(label="insult", action="hide", highest_error=0.02)
        replay = make_replay(cast.telvia.id, trial=trial, threshold=0.93, figures=figures)
        cast.stage.agency.replays[replay.id] = replay
        text = (await cast.lucie.get(f"{REPLAYS}/{replay.id}")).text
        assert "donc à partir d’une probabilité de 93\u202f%, 14 messages auraient été masqués" in text
        assert "1 contre la décision de l’équipe" in text
        assert "9 comme elle" in text
        assert "4 sans décision de sa part" in text
        assert "Adopter" not in text

    async def test_no_threshold_is_said_in_words(self, cast: Cast) -> None:
        trial = RuleTrial(label="insult", action="hide", highest_error=0.02)
        nothing = make_figures(changes={"stricter": 0, "milder": 0, "reason": 0}, gained=0)
        replay = make_replay(cast.telvia.id, trial=trial, threshold=None, figures=nothing)
        cast.stage.agency.replays[replay.id] = replay
        assert (
            "Rien n’aurait été fait automatiquement" in (await cast.lucie.get(f"{REPLAYS}/{replay.id}")).text
        )

    async def test_it_names_the_charters_that_held_then(self, cast: Cast) -> None:
        replay = make_replay(cast.telvia.id, base_versions=[2, 3])
        cast.stage.agency.replays[replay.id] = replay
        text = (await cast.lucie.get(f"{REPLAYS}/{replay.id}")).text
        assert "versions 2, 3" in text
        assert "À l’époque" in text
