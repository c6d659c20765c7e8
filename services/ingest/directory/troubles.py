"""What is to be done about an account that cannot be read: the kind of a network's failure, for people."""

from collections.abc import Sequence

from services.contracts.ingest import AccountTrouble
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    Moved,
    NetworkError,
    RateLimited,
    Refused,
    SurelyNotSent,
)

# From the narrow to the wide: the first kind that fits counts.
_TROUBLES: Sequence[tuple[type[NetworkError], AccountTrouble]] = (
    (Moved, "moved"),
    (CredentialsRejected, "credentials"),
    (RateLimited, "slowed"),
    (SurelyNotSent, "unreachable"),
    (Gone, "address"),
    (Refused, "rights"),
)
# An answer that is not the network's: the address leads to something else.
_ELSEWHERE = frozenset({"unreadable_answer"})


def trouble_of(error: NetworkError) -> AccountTrouble:
    """Return the kind of a failure; the network's own code stays beside it for whoever looks closer."""
    found = next((trouble for kind, trouble in _TROUBLES if isinstance(error, kind)), None)
    return found or ("address" if error.code in _ELSEWHERE else "failing")
