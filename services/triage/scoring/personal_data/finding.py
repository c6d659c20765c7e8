"""What a search for personal data gives, and which of two findings about the same words is kept."""

from collections.abc import Iterable

from services.triage.scoring.domain import Finding

KINDS = (
    "iban",
    "nir",
    "card",
    "phone",
    "email",
    "address",
    "order_number",
    "full_name_private_person",
    "health",
)
"""The first that fits a place wins, save that a number with wrong check digits yields to all others."""


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in order of place, none overlapping another."""
    kept: list[Finding] = []
    reached = 0
    for each in sorted(findings, key=lambda finding: (finding.start, _rank(finding))):
        if each.start >= reached:
            kept.append(each)
        elif _rank(each) < _rank(kept[-1]):
            kept[-1] = each
        else:
            continue
        reached = each.end
    return kept


def _rank(finding: Finding) -> tuple[bool, int]:
    return finding.valid is False, KINDS.index(finding.kind)
