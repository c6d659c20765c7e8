"""What identity refuses, for the routes to say in words.

IdentityError
├── WrongCredentials       no such account, or not its password: never which
├── TooManyTries           wait `seconds` before the next try
├── InvitationGone         used, expired, or never given
├── EmailTaken             somebody already comes in under this address
├── NoSuchMember           nobody here has this id
├── LastAdministrator      without them nobody could put things right
└── PasswordRefused        `fault` says why
"""

from web.identity.domain import PasswordFault


class IdentityError(Exception):
    """Base of what identity refuses."""


class WrongCredentials(IdentityError):
    pass


class TooManyTries(IdentityError):
    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class InvitationGone(IdentityError):
    pass


class EmailTaken(IdentityError):
    pass


class NoSuchMember(IdentityError):
    pass


class LastAdministrator(IdentityError):
    pass


class PasswordRefused(IdentityError):
    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(fault)
        self.fault = fault
