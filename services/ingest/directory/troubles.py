"""What is to be done about an account that cannot be read: the kind of a network's failure, for people."""

from services.contracts.ingest import AccountTrouble
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    RateLimited,
    Refused,
    SurelyNotSent,
)

# An answer that is not the network's: the address leads to something else.
_ELSEWHERE = frozenset({"unreadable_answer"})


def trouble_of(error: NetworkError) -> AccountTrouble:
    """Return the kind of a failure; the network's own code stays beside it for whoever looks closer."""
    match error:
        case CredentialsRejected():
            return "credentials"
        case RateLimited():
            return "slowed"
        case SurelyNotSent():
            return "unreachable"
        case Gone():
            return "address"
        case Refused():
            return "rights"
        case _:
            return "address" if error.code in _ELSEWHERE else "failing"
