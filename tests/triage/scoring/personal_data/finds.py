"""What a search finds, as kind and words."""

from services.triage.scoring.personal_data import find_personal_data


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find_personal_data(text)]


def checked(text: str) -> list[tuple[str, str, bool | None]]:
    return [(each.kind, text[each.start : each.end], each.valid) for each in find_personal_data(text)]
