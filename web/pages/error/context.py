"""What an error page is given: the status chooses the words, the detail adds what is known."""

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Failure:
    """`reference` is the correlation id, which an operator finds in the logs; `detail` is fit for everyone."""

    template: ClassVar[str] = "error/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("words",)

    status: Literal[400, 403, 404, 409, 422, 429, 500, 502, 503]
    detail: str | None = None
    reference: str | None = None
