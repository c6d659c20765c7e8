"""The drawing of the house in docs/ is the house as it is."""

from tests.architecture.draw import PAGE, draw


def test_the_drawing_is_true() -> None:
    assert PAGE.read_text() == draw(), "run `make house`"
