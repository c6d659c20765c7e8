"""How a command ends badly: one sentence on the error output, or one JSON object, and an exit code."""

import contextlib
import json
import sys
from collections.abc import Iterator

import typer

REFUSED = 1
USED_WRONGLY = 2
UNANSWERED = 3


class Refusal(Exception):
    """A command cannot be done; the text is a sentence, `body` the problem that a service answered, if one did."""

    def __init__(
        self, sentence: str, *, exit_code: int = REFUSED, body: dict[str, object] | None = None
    ) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
        self.body = body or {"detail": sentence}


@contextlib.contextmanager
def told(*, as_json: bool = False) -> Iterator[None]:
    """Turn a Refusal, or an error of the runner or the engines, into its sentence and exit code."""
    from infra.engines.errors import EngineError
    from infra.run.errors import RunError

    try:
        yield
    except (EngineError, RunError) as error:
        fail(Refusal(str(error)), as_json=as_json)
    except Refusal as refusal:
        fail(refusal, as_json=as_json)


def fail(refusal: Refusal, *, as_json: bool) -> None:
    print(json.dumps(refusal.body, ensure_ascii=False) if as_json else str(refusal), file=sys.stderr)
    raise typer.Exit(refusal.exit_code)
