"""Personal data that should not stand in public: numbers by their plans and check digits, addresses, names and health
by the words around them. The search reads a plain form of the text and answers with places in it as written.
"""

from collections.abc import Iterator

from services.triage.scoring.domain import Finding
from services.triage.scoring.personal_data.addresses import find_addresses
from services.triage.scoring.personal_data.checked import find_cards, find_corsican, find_ibans, find_insured
from services.triage.scoring.personal_data.digits import read_rows
from services.triage.scoring.personal_data.emails import find_emails
from services.triage.scoring.personal_data.finding import KINDS, settle
from services.triage.scoring.personal_data.health import find_health
from services.triage.scoring.personal_data.names import find_names
from services.triage.scoring.personal_data.orders import find_orders
from services.triage.scoring.personal_data.phones import find_phones
from services.triage.scoring.personal_data.reading import Reading

__all__ = ["KINDS", "Finding", "find_personal_data"]


def find_personal_data(text: str) -> list[Finding]:
    """Findings in order of place, none overlapping another; places are code points of the text as written."""
    reading = Reading(text)
    found = settle(_search(reading))
    return [Finding(each.kind, *reading.span(each.start, each.end), each.valid) for each in found]


def _search(reading: Reading) -> Iterator[Finding]:
    has_digits = any(map(str.isdigit, reading.lower))
    if has_digits:
        yield from find_ibans(reading)
        yield from find_corsican(reading)
        yield from find_orders(reading)
        yield from find_addresses(reading)
    if has_digits or "zero" in reading.words:
        for groups in read_rows(reading):
            yield from find_insured(reading, groups)
            yield from find_cards(reading, groups)
            yield from find_phones(reading, groups)
    yield from find_emails(reading)
    yield from find_names(reading)
    yield from find_health(reading)
