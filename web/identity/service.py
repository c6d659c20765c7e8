"""Identity as the rest of web uses it."""

from dataclasses import dataclass

from services.runtime.context import Runtime
from web.identity.brakes import Brakes
from web.identity.colleagues import Colleagues
from web.identity.doors import Doors
from web.identity.invitations import Invitations
from web.identity.passwords import Passwords
from web.identity.profiles import Profiles
from web.identity.secrets import Marks
from web.identity.team import Team


@dataclass(frozen=True, slots=True)
class Identity:
    doors: Doors
    profiles: Profiles
    invitations: Invitations
    colleagues: Colleagues
    team: Team
    marks: Marks


def open_identity(runtime: Runtime) -> Identity:
    """Build it on a process's resources."""
    database, passwords, marks = runtime.database, Passwords(), Marks(runtime.settings.secret())
    brakes = Brakes(database, marks)
    doors = Doors(database, passwords, brakes, marks)
    return Identity(
        doors=doors,
        profiles=Profiles(database, passwords, brakes),
        invitations=Invitations(database, passwords, doors),
        colleagues=Colleagues(database),
        team=Team(database),
        marks=marks,
    )
