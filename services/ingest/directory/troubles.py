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
# The place still answers, and says that it stands elsewhere by now.
MOVED = "moved_for_good"


def trouble_of(error: NetworkError) -> AccountTrouble:
    """Return the kind of a failure; the network's own code stays beside it for whoever looks closer."""
    match error:
        case Gone(code=code) if code == MOVED:
            return "moved"
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
