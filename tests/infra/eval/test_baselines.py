"""What must be beaten, on made rows of which it is known what each baseline can see."""

import json
from pathlib import Path

import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import FunctionTransformer

from infra.eval.__main__ import main
from infra.eval.baselines import fit, lengths, word_list
from infra.eval.overlap import overlap
from infra.eval.public import (
    LABELLED,
    MEASURED_ONLY,
    SENTIMENT,
    Labelled,
    MissingError,
    read_public,
)
from infra.eval.run import messages_of
from infra.eval.said import Said
from infra.eval.unshipped import guess, unaided
from infra.train.corpus.rows import Row
from services.triage.scoring.domain import Message

THINGS = ("le colis", "la carte", "le train", "un repas", "mon compte", "votre site", "la file", "ce livre")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Public sets in which every positive row asks or insults in the same way."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (*LABELLED, *MEASURED_ONLY):
        words = ["positive", "negative"] if name == SENTIMENT else [0, 1]
        rows = [
            {
                "text": f"{('merci pour', 'honte à vous pour')[number % 2]} {THINGS[number // 2 % 8]}",
                "label": words[number % 2],
            }
            for number in range(24)
        ]
        for part in ("train", "dev"):
            lines = "".join(json.dumps(entry) + "\n" for entry in rows)
            (folder / f"{name}.{part}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def ask(judge: object, *texts: str) -> list[Said]:
    said: list[Said] = judge.say([Message(text) for text in texts])  # type: ignore[attr-defined]  # any judge
    return said


def learnt(text: str, **marks: int) -> Row:
    return Row(text, "own", marks)


class TestTheWordList:
    def test_a_known_word_is_toxic_and_an_oath_alone_is_not(self) -> None:
        insult, oath, calm = ask(word_list(), "connard", "putain de pluie", "bonjour")
        assert {"toxic", "insult"} <= insult.found
        assert "toxic" not in oath.found | calm.found

    def test_a_question_is_its_mark(self) -> None:
        marked, unmarked = ask(word_list(), "merci qui ?", "vous ouvrez quand")
        assert (marked.labels["question"], unmarked.labels["question"]) == (1.0, 0.0)

    def test_it_says_nothing_of_what_it_has_no_list_for(self) -> None:
        (said,) = ask(word_list(), "bonjour")
        assert "lead" not in said.labels
        assert said.places is None


class TestWhatIsFitted:
    def test_it_learns_each_label_from_the_rows_that_were_looked_at_for_it(self) -> None:
        rows = [
            learnt(
                f"{('bravo', 'remboursez')[number % 2]} {THINGS[number // 2 % 8]}", service_request=number % 2
            )
            for number in range(24)
        ]
        asked, calm = ask(fit("tfidf", rows, CountVectorizer), "remboursez le billet", "bravo le billet")
        assert "service_request" in asked.found
        assert "service_request" not in calm.found
        assert asked.labels.keys() == {"service_request"}  # of spam no row says anything
        assert not asked.has_intents

    def test_one_answer_of_several_is_the_one_that_is_marked(self) -> None:
        tones = ("positive", "negative")
        rows = [
            learnt(
                f"{('merci', 'honte')[number % 2]} {THINGS[number // 2 % 8]}",
                **{f"tone:{tones[number % 2]}": 1},
            )
            for number in range(24)
        ]
        said = ask(fit("tfidf", rows, CountVectorizer), "honte le billet", "merci le billet")
        assert [one.sentiment for one in said] == ["negative", "positive"]

    def test_length_alone_sees_nothing_but_length(self) -> None:
        rows = [learnt("x" * (10 + 90 * (number % 2)), testimony=number % 2) for number in range(20)]
        fitted = fit("length", rows, lambda: FunctionTransformer(lengths))
        short, long, other = ask(fitted, "a" * 12, "a" * 95, "b" * 95)
        assert short.labels["testimony"] < 0.5 < long.labels["testimony"] == other.labels["testimony"]


class TestTheSetsThatMayOnlyBeMeasured:
    def test_the_architecture_learns_them_for_the_report(self, data: Path) -> None:
        train = read_public(data, SENTIMENT, "train")
        assert guess(train, ["honte à vous pour le vélo", "merci pour le vélo"]) == ["negative", "positive"]

    def test_the_shipped_model_answers_with_its_own_labels(self) -> None:
        dev = [Labelled("je le veux", 1), Labelled("bof", 0)]
        said = [Said({"lead": 0.9}, frozenset({"lead"})), Said({"lead": 0.6}, frozenset({"lead"}))]
        found = unaided("purchase_tweets_en", dev, said, 5)
        assert found is not None
        assert found["confusion"] == [[0, 1], [0, 1]]
        assert unaided("purchase_tweets_en", dev, [Said(), Said()], 5) is None


class TestWhatIsReadTwice:
    def test_near_copies_and_known_words_are_counted(self) -> None:
        found = overlap(
            ["le colis est arrivé cassé hier soir", "bonne journée"],
            ["Le colis est arrivé cassé hier matin", "un vélo"],
        )
        assert found is not None
        assert found["near_copies"] == 1
        # Of nine kinds of words in the test six stand in the training rows.
        assert found["word_kinds_known"] == pytest.approx(6 / 9, abs=1e-4)
        assert overlap([], ["un vélo"]) is None


class TestTheCommand:
    def test_every_set_is_asked_in_the_same_order(self, data: Path) -> None:
        sets = messages_of(data)
        assert list(sets) == ["frozen", "functional", *LABELLED, *MEASURED_ONLY]
        assert (len(sets["frozen"]), len(sets["functional"])) == (587, 120)

    def test_missing_rows_are_named_with_the_way_to_say_where_they_are(
        self, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = data / "toxicity_chat_fr.dev.jsonl"
        path.unlink()
        with pytest.raises(MissingError):
            read_public(data, "toxicity_chat_fr", "dev")
        assert main(["--data", str(data), "--out", str(tmp_path / "out")]) == 1
        said = capsys.readouterr().err
        assert str(path) in said
        assert "PALABRE_DATA" in said
        assert not (tmp_path / "out").exists()

    def test_one_configuration_alone_gives_a_whole_report(self, data: Path, tmp_path: Path) -> None:
        assert main(["--data", str(data), "--out", str(tmp_path / "out"), "--resamples", "20", "words"]) == 0
        report = json.loads((tmp_path / "out" / "report.json").read_text())
        assert list(report["configurations"]) == ["words"]
        assert report["apart"].keys() == set(MEASURED_ONLY)
        assert report["configurations"]["words"]["load_seconds"] > 0
