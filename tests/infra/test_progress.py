"""A start says what it is doing, and how long it has been at it."""

from infra.run.progress import Progress


def test_each_step_stands_with_the_seconds_since_the_start() -> None:
    said: list[str] = []
    seconds = iter((100.0, 100.0, 112.34))
    progress = Progress(said.append, now=lambda: next(seconds))
    progress.begin("Starting PostgreSQL and Valkey")
    progress.begin("Reading the program")
    assert said == ["  0.0 s  Starting PostgreSQL and Valkey", " 12.3 s  Reading the program"]
