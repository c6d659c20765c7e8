"""What is to be done about an account that cannot be read: the kind of a network's failure, for people."""

from collections.abc import Mapping, Sequence

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
# Where our own code says more than its kind.
_BY_CODE: Mapping[str, AccountTrouble] = {
    "credentials_missing": "no_credentials",
    # An answer that is not the network's: the address leads to something else.
    "unreadable_answer": "address",
}


def trouble_of(error: NetworkError) -> AccountTrouble:
    """Return the kind of a failure; the network's own code stays beside it for whoever looks closer."""
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    return next((trouble for kind, trouble in _TROUBLES if isinstance(error, kind)), "failing")
