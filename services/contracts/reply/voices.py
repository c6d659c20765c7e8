"""How a client speaks."""

from typing import Annotated, Literal

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Model, Text

Address = Literal["tu", "vous"]
Avoided = Annotated[Text, Field(min_length=1, max_length=100)]


class Voice(Model):
    """How a client speaks. `undo_seconds` holds seconds by network; `default` is for the rest.

    `avoid` are words that this client does not use: whoever writes one is told, and nothing is refused.
    """

    address: Address = "vous"
    greeting: Text = Field(default="Bonjour {name},", max_length=200)
    signature: Text = Field(default="", max_length=200)
    undo_seconds: dict[str, int] = Field(default_factory=lambda: {"default": 15}, max_length=50)
    avoid: list[Avoided] = Field(default_factory=list, max_length=200)


GET_VOICE = Operation(
    "reply", "reply.get_voice", "GET", "/v1/clients/{client}/voice", "knowledge:read", Voice
)
SET_VOICE = Operation(
    "reply", "reply.set_voice", "PUT", "/v1/clients/{client}/voice", "knowledge:write", Voice, body=Voice
)
