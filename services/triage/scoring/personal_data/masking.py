"""A text with its personal data replaced by their kinds, for whoever may read the sense and not the person."""

from collections.abc import Iterable

from services.triage.scoring.domain import Finding

_WORDS = {
    "phone": "téléphone",
    "email": "e-mail",
    "address": "adresse",
    "iban": "IBAN",
    "nir": "numéro de sécurité sociale",
    "card": "carte bancaire",
    "order_number": "numéro de dossier",
    "full_name_private_person": "nom",
    "health": "santé",
}


def mask(text: str, findings: Iterable[Finding]) -> str:
    """`findings` in order of place and without overlap, as they are found."""
    parts, reached = [], 0
    for each in findings:
        parts += [text[reached : each.start], f"[{_WORDS[each.kind]}]"]
        reached = each.end
    return "".join([*parts, text[reached:]])
