"""What the pages before sign-in are given; a refused form keeps what was written, except passwords."""

from dataclasses import dataclass
from typing import ClassVar

from web.pages.form import Form


@dataclass(frozen=True)
class SignIn:
    """`back` is the path to go to afterwards; `error` is already in the reader's language."""

    template: ClassVar[str] = "entry/sign_in.html"
    blocks: ClassVar[tuple[str, ...]] = ("form",)

    back: str = "/queue"
    email: str = ""
    error: str | None = None


@dataclass(frozen=True)
class AcceptInvitation(Form):
    """`shortest_password` is the least number of characters, said before somebody types.

    `is_return` says that they are known already and choose a new password. Only the first administrator's
    invitation names no address; whoever takes it up writes their own.
    """

    template: ClassVar[str] = "entry/invitation.html"
    blocks: ClassVar[tuple[str, ...]] = ("form",)

    token: str
    email: str
    shortest_password: int
    name: str = ""
    is_email_given: bool = True
    is_return: bool = False
