"""E-mail addresses, also those dressed up to pass a filter: "sacha[at]riveneuve[dot]org", "x arobase y point fr"."""

import re
from collections.abc import Iterator

from services.triage.scoring.domain import Finding
from services.triage.scoring.patterns import load_pattern
from services.triage.scoring.personal_data.reading import Reading

_AT = re.compile(
    r"@{1,2}|[(\[{]\s?(?:at|arobase|chez|a|@)\s?[)\]}]|\b(?:arobase|arobas|arrobase|aroba|chez)\b"
)
_POINT = r"(?:\s?\.\s?|\s?[(\[{]\s?(?:dot|point|\.)\s?[)\]}]\s?|\s(?:point|dot)\s|,)"
_LOCAL_WITH_POINTS = re.compile(
    rf"[a-z0-9_+-]{{1,40}}+(?:{_POINT}[a-z0-9_+-]{{1,40}}+){{0,4}}(?:\s\d{{1,4}})?\s?$"
)
_LOCAL = re.compile(r"[a-z0-9_.+-]{1,64}$")
_DOMAIN = re.compile(rf"\s?((?:[a-z0-9-]{{1,63}}+{_POINT}){{1,4}}[a-z]{{2,18}}+)(?![a-z0-9@-])")
_LIKE_LOCAL = re.compile(r"[\d._]| point ")  # "vu chez marque point fr" has none
_TIGHT_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}+\.){1,4}[a-z]{2,24}+(?![a-z0-9_-])")
_ENDING = re.compile(
    r"(?:fr|com|org|net|eu|be|ch|ca|lu|re|gp|mq|nc|pf|de|es|it|uk|pt|pl|info|biz|io|me|co|pro|shop|online|bzh|paris"
    r"|alsace|asso|example|xyz|site|club|ma|dz|tn|sn|ci)$"
)
_LAST_LABEL = re.compile(r"[a-z]+")
_PUBLIC = load_pattern("email_public")
_BEFORE = 40
_LONGEST = 100
_MOST = 500


def find_emails(reading: Reading) -> Iterator[Finding]:
    """Valid when the address has one @ and points where points belong, however these are written."""
    reached = 0
    for count, at in enumerate(_AT.finditer(reading.lower)):
        if count == _MOST:
            break
        finding = _around(reading.lower, at, reached)
        if finding:
            reached = finding.end
            if not _PUBLIC.search(reading.lower[max(0, finding.start - _BEFORE) : finding.start]):
                yield finding


def _around(text: str, at: re.Match[str], reached: int) -> Finding | None:
    before = text[max(reached, at.start() - _LONGEST) : at.start()]
    if at.group() == "@":
        local, domain = _LOCAL.search(before[-64:]), _TIGHT_DOMAIN.match(text, at.end(), at.end() + 150)
        if local and domain:
            return Finding("email", at.start() - len(local.group()), domain.end(), valid=True)
    domain = _DOMAIN.match(text, at.end(), at.end() + 150)
    if not domain or not _ENDING.match(_LAST_LABEL.findall(domain[1])[-1]):
        return None
    is_mention = at.group() == "@" and before[-1:].isspace() and not domain.group()[0].isspace()
    written = "" if is_mention else _dressed_up(before)
    if not written or (at.group() == "chez" and not _LIKE_LOCAL.search(written)):
        return None
    is_valid = at.group() != "@@" and "," not in domain[1]
    return Finding("email", at.start() - len(written), domain.end(), valid=is_valid)


def _dressed_up(before: str) -> str:
    """The part before the sign. A space before "@" may as well part it from a mere mention: "merci @nadia . fr"."""
    words = [word for word in re.split(r"(?<=[\s(:])", before[-_LONGEST:]) if word]
    for index in range(max(0, len(words) - 12), len(words)):
        match = _LOCAL_WITH_POINTS.fullmatch("".join(words[index:]))
        if match and not (index > 0 and words[index - 1].strip() in {"point", "dot", "."}):
            return match.group()
    return ""
