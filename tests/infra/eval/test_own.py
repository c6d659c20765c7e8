"""Figures of a configuration on rows, with a scorer whose answers are known."""

from infra.eval.cases import functional_cases, names_a_group, side_of, slices, without_known_words
from infra.eval.own import band_of, measure_own
from infra.eval.personal import measure_places
from infra.eval.rows import Place
from infra.eval.said import Said
from tests.infra.eval.fakes import ReadingJudge, SilentJudge, row

RIGHT = [row(f"toxic ici {number}", "toxic") for number in range(3)]
MISSED = [row("rien", "toxic")]
CALM = [row(f"calme {number}") for number in range(6)]
ROWS = [*RIGHT, *MISSED, *CALM]


def said(rows: list) -> list[Said]:  # type: ignore[type-arg]  # rows of any kind are asked
    return ReadingJudge().say([one.message for one in rows])


class TestLabels:
    def test_three_of_four_found_without_a_false_alarm(self) -> None:
        found = measure_own(ROWS, said(ROWS), 50)["labels"]["toxic"]
        assert found["confusion"] == {"right_yes": 3, "wrong_yes": 0, "wrong_no": 1, "right_no": 6}
        assert found["f1"]["value"] == round(6 / 7, 4)
        assert found["macro_f1"]["value"] == round((6 / 7 + 12 / 13) / 2, 4)
        # Three rows at .9 that all hold, and seven at .1 of which one does.
        assert found["calibration_error"]["value"] == round((3 * 0.1 + abs(0.7 - 1)) / 10, 4)

    def test_what_is_not_said_is_no_answer_and_no_zero(self) -> None:
        found = measure_own(ROWS, SilentJudge().say([one.message for one in ROWS]), 5)
        assert found["labels"]["toxic"] is not None
        assert found["labels"]["spam"] is None
        assert found["urgency_2"] is found["intent"] is found["sentiment"] is found["personal_data"] is None
        assert found["in_bands"] == {"testimony": None, "constructive": None}

    def test_intents_sentiment_and_level_come_from_their_own_answers(self) -> None:
        rows = [
            row("refund negative", "service_request", intent="refund", sentiment="negative"),
            row("refund positive", sentiment="positive"),
            *(row(f"urgency {number}", "urgency", urgency=2) for number in range(3)),
            *(row(f"urgency bientôt {number}", "urgency", urgency=1) for number in range(3)),
        ]
        found = measure_own(rows, said(rows), 5)
        assert found["sentiment"]["accuracy"] == 1.0
        # Refund: one right and one false alarm; the thirteen other intents were never said nor held.
        assert found["intent"]["macro_f1"]["value"] == round((2 / 3) / 14, 4)
        assert found["urgency_2"]["confusion"]["wrong_yes"] == 3


class TestPersonalData:
    def test_a_find_counts_once_and_only_for_its_own_kind(self) -> None:
        text = "phone card email"
        rows = [row(text, personal_data=(Place("phone", 0, 5), Place("email", 11, 16), Place("nir", 6, 10)))]
        finds = (
            Place("phone", 3, 8),
            Place("phone", 4, 5),
            Place("email", 16, 18),
            Place("card", 6, 10),
        )
        found = measure_places(rows, [Said(places=finds)], 5)
        assert found is not None
        assert found["kinds"]["phone"] == {"there": 1, "given": 2, "matched": 1, "f1": round(2 / 3, 4)}
        assert found["kinds"]["email"]["matched"] == 0
        # One match among three places there and four given.
        assert found["micro_f1"]["value"] == round(2 / 7, 4)
        # Phone, email and nir are there: (2/3 + 0 + 0) / 3.
        assert found["macro_f1"]["value"] == round(2 / 9, 4)


class TestLengthBands:
    def test_pairs_of_two_bands_are_not_compared(self) -> None:
        long = " x" * 100
        rows = [
            *(row(f"testimony {number}", "testimony") for number in range(3)),
            *(row(f"calme {number}") for number in range(3)),
            *(row(f"rien {number}{long}", "testimony") for number in range(3)),
            *(row(f"testimony {number}{long}") for number in range(3)),
        ]
        found = measure_own(rows, said(rows), 20)["in_bands"]["testimony"]
        assert [found["bands"][band]["auc"] for band in ("0-105", "106-135", "166+")] == [1.0, None, 0.0]
        assert found["auc"]["value"] == 0.5

    def test_the_ends_belong_to_the_shorter_band(self) -> None:
        assert [band_of("x" * size) for size in (105, 106, 165, 166)] == [
            "0-105",
            "106-135",
            "136-165",
            "166+",
        ]


class TestFunctionalCases:
    def test_each_side_counts_its_own_kinds_and_the_truth_decides_the_side(self) -> None:
        rows = [
            row("toxic cité", hard="quoted_insult"),
            row("calme", hard="self_mockery"),
            row("toxic", "toxic", hard="obfuscated"),
            row("calme", "toxic", hard="veiled_threat"),
            row("calme", "toxic", hard="implicit_hate"),
            row("calme", hard="sarcasm"),
        ]
        found = functional_cases(rows, said(rows), 20)
        assert found is not None
        assert (found["harmless"]["rows"], found["harmless"]["value"]) == (2, 0.5)
        assert (found["harmful"]["rows"], found["harmful"]["value"]) == (3, 0.3333)
        assert found["obfuscated"]["value"] == 1.0
        assert "sarcasm" not in found

    def test_a_harmless_kind_that_is_toxic_after_all_is_on_no_side(self) -> None:
        assert side_of(row("x", "toxic", hard="quoted_insult")) is None
        assert side_of(row("x", hard="veiled_threat")) is None


class TestSlices:
    def test_each_row_is_in_one_group_of_each_slice(self) -> None:
        found = slices(ROWS, said(ROWS))
        assert all(sum(one["rows"] for one in groups.values()) == len(ROWS) for groups in found.values())
        toxic = found["register"]["neutral"]["labels"]["toxic"]
        assert (toxic["positives"], toxic["right"]) == (4, 0.9)

    def test_groups_are_found_as_words_whatever_their_accents(self) -> None:
        assert names_a_group("Ma voisine est ALGÉRIENNE")
        assert not names_a_group("la romance des transports")

    def test_positives_without_a_known_word_are_counted(self) -> None:
        rows = [row("espèce de connard", "toxic"), row("retourne jouer", "toxic"), row("bonjour")]
        assert without_known_words(rows) == {"positives": 2, "without": 1, "share": 0.5}
