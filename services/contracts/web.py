"""Operations of web that the operator's command line calls: who may come in."""

from typing import Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Text, Time

# A lead also keeps the settings of their clients: accounts, voice, keys, knowledge, reports.
Role = Literal["administrator", "lead", "moderator"]


class NewInvitation(Model):
    """`clients` are ids: those whom a moderator or lead sees. An administrator sees every client and names none."""

    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    name: Text = Field(default="", max_length=200)
    role: Role = "moderator"
    clients: list[UUID] = Field(default_factory=list, max_length=500, validate_default=True)

    @field_validator("clients")
    @classmethod
    def _fit_the_role(cls, clients: list[UUID], info: ValidationInfo) -> list[UUID]:
        role = info.data.get("role")
        if role != "administrator" and not clients:
            raise ValueError(f"a {role} needs at least one client, or would see nothing")
        if role == "administrator" and clients:
            raise ValueError("an administrator sees every client, so none is named")
        return clients


class Invitation(Model):
    """A link that works once, until it expires."""

    url: str
    expires_at: Time


class FirstSignIn(Model):
    """The link for the first administrator, or null once somebody has come in."""

    url: str | None


class NewColleague(NewInvitation):
    """Somebody whose deeds are known here, and who cannot come in: they have no password."""

    name: Text = Field(min_length=1, max_length=200)


class Colleague(Model):
    """`id` stands in `user:<id>`, as whom the services know them."""

    id: UUID
    name: str


class User(Model):
    """Somebody with an account here. Who never chose a password cannot come in, nor who was let in no more."""

    id: UUID
    email: str
    name: str
    role: Role
    has_password: bool
    closed_at: Time | None = None


LIST_USERS = Operation("web", "web.list_users", "GET", "/v1/users", "users:write", Listed[User])
INVITE_USER = Operation(
    "web",
    "web.invite_user",
    "POST",
    "/v1/invitations",
    "users:write",
    Invitation,
    body=NewInvitation,
    status=201,
)
FIRST_SIGN_IN = Operation("web", "web.first_sign_in", "POST", "/v1/first-sign-in", "users:write", FirstSignIn)
ADD_COLLEAGUE = Operation(
    "web",
    "web.add_colleague",
    "POST",
    "/v1/colleagues",
    "users:write",
    Colleague,
    body=NewColleague,
    status=201,
)
