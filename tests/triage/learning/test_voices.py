"""A head that did not change has the same voice under every version of its layer, and a new one a voice of its own."""

from services.triage.learning.domain.voices import Voices
from services.triage.learning.service import find_voices
from tests.triage.desk import Desk
from tests.triage.learning.taught import taught_desk, teach

VOICES = Voices(
    {
        "m/c1": {"toxic": 1},
        "m/c2": {"toxic": 1, "lead": 2},
        "m/c4": {"toxic": 4, "lead": 2},
        "n/c5": {"toxic": 5},
    }
)


class TestOf:
    def test_a_label_without_a_head_is_the_general_models(self) -> None:
        assert VOICES.of("m/c1", "lead") == VOICES.of("m", "lead") == "m"

    def test_a_head_keeps_its_voice_while_others_change(self) -> None:
        assert VOICES.of("m/c1", "toxic") == VOICES.of("m/c2", "toxic") != VOICES.of("m/c4", "toxic")

    def test_a_kind_follows_its_label_and_personal_data_nobody(self) -> None:
        assert VOICES.of("m/c1", "insult") == VOICES.of("m/c1", "toxic")
        assert VOICES.of("m/c4", "personal_data") == "m"

    def test_another_model_below_is_another_voice(self) -> None:
        assert VOICES.of("n/c5", "lead") == "n"

    def test_a_layer_that_is_not_known_speaks_for_itself(self) -> None:
        assert VOICES.of("m/c9", "lead") == "m/c9"


class TestAlike:
    def test_it_names_every_model_of_one_voice(self) -> None:
        assert VOICES.alike("m/c2", "lead") == ["m/c2", "m/c4"]
        assert VOICES.alike("m/c2", "toxic") == ["m/c1", "m/c2"]
        assert VOICES.alike("m", "question") == ["m", "m/c1", "m/c2", "m/c4"]
        assert VOICES.alike("m/c9", "lead") == ["m/c9"]


class TestFindVoices:
    async def test_a_layer_names_what_it_learnt_and_from_when(self, desk: Desk) -> None:
        await taught_desk(desk)
        async with desk.runtime.database.unit([desk.client], actor="user:nadia") as unit:
            voices = await find_voices(unit, desk.client)
        assert voices.heads == {"fake/c1": {"toxic": 1}}
        assert voices.of("fake/c1", "spam") == "fake"

    async def test_a_head_that_was_bettered_is_a_new_voice(self, desk: Desk) -> None:
        await taught_desk(desk)
        desk.move_clock_by_minutes(10)
        await teach(desk, 60, first=1_000)
        await desk.ring_timers()
        async with desk.runtime.database.unit([desk.client], actor="user:nadia") as unit:
            voices = await find_voices(unit, desk.client)
        assert voices.heads == {"fake/c1": {"toxic": 1}, "fake/c2": {"toxic": 2}}
        assert voices.alike("fake/c2", "spam") == ["fake", "fake/c1", "fake/c2"]
