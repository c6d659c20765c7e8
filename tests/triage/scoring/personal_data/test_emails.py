"""E-mail addresses, plain and dressed up."""

import pytest

from tests.triage.scoring.personal_data.finds import checked


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("écrivez à jean.dupont+test@exemple.fr, merci", "jean.dupont+test@exemple.fr"),
        ("sacha[at]rive[dot]org ou rien", "sacha[at]rive[dot]org"),
        ("à lucile (at) courriel.example", "lucile (at) courriel.example"),
        ("x.tardieu arobase poste point fr", "x.tardieu arobase poste point fr"),
        (
            "pascal\npoint\nhug\narobase\ncoin\npoint\ncom\nvoilà",
            "pascal\npoint\nhug\narobase\ncoin\npoint\ncom",
        ),
    ],
)
def test_found(text: str, address: str) -> None:
    assert checked(text)[0] == ("email", address, True)


@pytest.mark.parametrize(
    ("text", "address"),
    [("lolo_31@webmel,fr", "lolo_31@webmel,fr"), ("a.gall@@poste.fr", "a.gall@@poste.fr")],
)
def test_mistyped(text: str, address: str) -> None:
    assert checked(text) == [("email", address, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Merci @nadia et @theo.fr",
        "@ seul",
        "votre adresse mail contact@moulin.example renvoie une erreur",
        "service@votreenseigne dit le ticket",
        "rdv @ 18h",
        "@@@@",
    ],
)
def test_left_alone(text: str) -> None:
    assert checked(text) == []
