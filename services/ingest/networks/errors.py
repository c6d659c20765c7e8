"""What a call to a network can end in when it does not succeed: by status and error code, never by text.

NetworkError
├── SurelyNotSent            nothing happened there: may be repeated, after `retry_after` where it is known
│   ├── RateLimited          429: the network wants a pause
│   └── CredentialsRejected  401: the account's credentials must be renewed first
├── Refused                  the network's final no, whose `code` is the network's own
│   └── Gone                 what was meant is not there any more (or never was)
│       └── Moved            what was meant stands elsewhere for good, and is still answered from here
└── OutcomeUnknown           it may have happened: look before anything is repeated

A pull changes nothing on the network, so it may be repeated after any of them; of these, credentials and Gone
want a person.
"""

from datetime import timedelta

from services.runtime.http import NotSent, OutgoingError


class NetworkError(Exception):
    """`code` is stable; `detail` is for people. `may_repeat` is about acts that change something."""

    may_repeat = False

    def __init__(self, code: str, detail: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after


class SurelyNotSent(NetworkError):
    may_repeat = True


class RateLimited(SurelyNotSent):
    pass


class CredentialsRejected(SurelyNotSent):
    pass


class Refused(NetworkError):
    pass


class Gone(Refused):
    pass


class Moved(Gone):
    """`to` is the address at which it stands by now."""

    def __init__(self, to: str) -> None:
        super().__init__("moved_for_good", to)


class OutcomeUnknown(NetworkError):
    pass


def for_failure(error: OutgoingError) -> NetworkError:
    """The meaning of a request that brought no usable answer."""
    kind = SurelyNotSent if isinstance(error, NotSent) else OutcomeUnknown
    return kind(error.code, str(error))


def for_status(
    status: int, code: str = "", detail: str = "", retry_after: timedelta | None = None
) -> NetworkError:
    """The meaning of an HTTP status that is not success; a network with habits of its own looks at its codes first.

    A server's failure (5xx) says nothing about what it did before it failed, also when it asks to come again.
    """
    return _kind_of(status)(code or f"http_{status}", detail, retry_after=retry_after)


def _kind_of(status: int) -> type[NetworkError]:
    match status:
        case 401:
            return CredentialsRejected
        case 404 | 410:
            return Gone
        case 429:
            return RateLimited
        case 408:  # the server got tired of waiting for the rest of what was sent
            return OutcomeUnknown
        case _ if 300 <= status < 500:
            return Refused
        case _:
            return OutcomeUnknown
