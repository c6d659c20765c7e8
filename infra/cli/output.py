"""What a command answers: a sentence for a person, or with --json the service's own answer for a program."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel

AsJSON = Annotated[bool, typer.Option("--json", help="Answer with JSON, for programs.")]


def show(answer: "BaseModel", sentence: str, *, as_json: bool) -> None:
    print(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False) if as_json else sentence)
