"""`make train` on small made data: the same bytes from the same rows, and clear words without them."""

import json
import random
from pathlib import Path

import pytest

from infra.train.__main__ import main
from infra.train.speed import comments
from services.triage.scoring.domain import Message
from services.triage.scoring.service import load_scorer

SETS = {
    "toxicity_forum_fr": (["tu es un {}", "sale {} va"], ["merci pour le {}", "beau {} ce matin"]),
    "toxicity_chat_fr": (["dégage {}", "ferme la {}"], ["on se voit {}", "ok {}"]),
    "toxicity_tweets_fr": (["sale {} de merde"], ["j'aime le {}"]),
    "question_lines_fr": (["comment va {}", "où est {}"], ["je vois {}", "voilà {}"]),
}
OWN: list[tuple[str, list[str], str]] = [
    ("merci pour le", [], "positive"),
    ("quand arrive mon", ["question", "service_request"], "neutral"),
    ("espèce de sale", ["toxic"], "negative"),
]
WORDS = [
    "chien",
    "marché",
    "voisin",
    "livre",
    "train",
    "jardin",
    "bus",
    "vélo",
    "colis",
    "repas",
    "film",
    "match",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    chance = random.Random(7)
    for name, (positives, negatives) in SETS.items():
        for part, count in (("train", 60), ("dev", 20)):
            rows = []
            for index in range(count):
                pattern = chance.choice([negatives, positives][index % 2])
                rows.append({"text": pattern.format(chance.choice(WORDS)), "label": index % 2})
            lines = "".join(json.dumps(row) + "\n" for row in rows)
            (folder / f"{name}.{part}.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    rows = [
        {
            "text": f"{opening} {word}",
            "sector": "retail",
            "labels": labels,
            "toxic": ["insult"] * ("toxic" in labels),
            "sentiment": tone,
        }
        for word in WORDS
        for opening, labels, tone in OWN
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "made.jsonl").write_text(lines, encoding="utf-8")
    return folder


def train(data: Path, corpus: Path, out: Path) -> int:
    where = {"data": data, "corpus": corpus, "out": out / "models", "report": out / "report.json"}
    return main([part for name, path in where.items() for part in (f"--{name}", str(path))])


@pytest.mark.long
class TestWithTheData:
    def test_the_same_rows_give_the_same_bytes_and_a_scorer_that_works(
        self, data: Path, corpus: Path, tmp_path: Path
    ) -> None:
        assert train(data, corpus, tmp_path / "one") == train(data, corpus, tmp_path / "two") == 0
        files = sorted(path.name for path in (tmp_path / "one" / "models").iterdir())
        assert len(files) == 11
        for name in files:
            one, two = ((tmp_path / run / "models" / name).read_bytes() for run in ("one", "two"))
            assert one == two
        scorer = load_scorer(tmp_path / "one" / "models")
        calm, rude = scorer.assess([Message("merci pour le repas"), Message("tu es un sale chien")])
        assert calm.labels["toxic"] < rude.labels["toxic"]

    def test_other_rows_give_another_version_and_the_measures_are_told(
        self, data: Path, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        train(data, corpus, tmp_path / "one")
        path = data / "question_lines_fr.train.jsonl"
        path.write_text(path.read_text() + json.dumps({"text": "quel temps fait-il", "label": 1}) + "\n")
        train(data, corpus, tmp_path / "two")
        one, two = (json.loads((tmp_path / run / "report.json").read_text()) for run in ("one", "two"))
        assert one["model"] != two["model"]
        assert {*SETS, "own: toxic", "own: lead", "own: sentiment"} <= two["dev"].keys()
        assert all(0 <= measures["macro_f1"] <= 1 for measures in two["dev"].values())
        printed = capsys.readouterr().out
        assert all(name in printed for name in [*SETS, two["model"]])

    def test_the_set_that_may_only_be_measured_is_measured_where_it_is(
        self, data: Path, corpus: Path, tmp_path: Path
    ) -> None:
        rows = [
            {"text": "merci pour le film", "label": "positive"},
            {"text": "espèce de sale chien", "label": "negative"},
        ]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (data / "sentiment_tweets_fr.dev.jsonl").write_text(lines, encoding="utf-8")
        train(data, corpus, tmp_path)
        report = json.loads((tmp_path / "report.json").read_text())
        assert report["sentiment"]["sentiment_tweets_fr"]["accuracy"] == 1.0

    def test_speed_is_measured_on_enough_of_the_real_comments(self, data: Path) -> None:
        messages = comments(data)
        assert len(messages) >= 3_000
        assert {message.text for message in messages} == {
            json.loads(line)["text"]
            for name in ("toxicity_forum_fr", "toxicity_chat_fr")
            for line in (data / f"{name}.train.jsonl").read_text(encoding="utf-8").splitlines()
        }


class TestWithoutTheData:
    def test_it_names_what_is_missing_and_where_to_say_so(
        self, data: Path, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (data / "toxicity_chat_fr.dev.jsonl").unlink()
        assert train(data, corpus, tmp_path) == 1
        said = capsys.readouterr().err
        assert str(data / "toxicity_chat_fr.dev.jsonl") in said
        assert "toxicity_forum_fr" not in said
        assert "PALABRE_DATA" in said
        assert not (tmp_path / "models").exists()

    def test_the_folder_may_come_from_the_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "elsewhere"))
        assert main(["--out", str(tmp_path), "--report", str(tmp_path / "report.json")]) == 1
        assert str(tmp_path / "elsewhere") in capsys.readouterr().err
