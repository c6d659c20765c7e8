"""What WordPress's own codes mean; a status without one means what it means everywhere."""

import html
import re
from collections.abc import Mapping
from datetime import timedelta

from pydantic import ValidationError

from services.ingest.networks.errors import (
    CredentialsRejected,
    NetworkError,
    RateLimited,
    Refused,
    SurelyNotSent,
    for_status,
)
from services.ingest.networks.wordpress.wire import Problem
from services.ingest.networks.wordpress.words import words_for
from services.runtime.http import Answer

# check_comment_flood_db(): one comment every 15 s for those who do not moderate.
FLOOD_PAUSE = timedelta(seconds=15)
# Codes of the plugins that most sites use to switch their REST API off.
SWITCHED_OFF = frozenset({"rest_disabled", "rest_api_disabled", "rest_cannot_access", "rest_no_access"})
# Codes that say more than their status, 500 and 501: nothing was stored, and there is no bin.
_KINDS: Mapping[str, type[NetworkError]] = {
    "rest_comment_failed_create": SurelyNotSent,
    "rest_trash_not_supported": Refused,
}
_TAG = re.compile(r"<[^>]*>")


def problem_in(answer: Answer) -> Problem | None:
    """Return WordPress's own words on what went wrong; None when they are not its."""
    try:
        return Problem.model_validate_json(answer.body)
    except ValidationError:
        return None


def error_of(answer: Answer) -> NetworkError:
    """Return the meaning of an answer that is not success."""
    problem = problem_in(answer)
    if problem is None:
        return _error_without_words(answer)
    code, detail = problem.code, words_for(problem.code, plain(problem.message))
    if code == "comment_flood":
        return RateLimited(code, detail, retry_after=answer.retry_after or FLOOD_PAUSE)
    if code in SWITCHED_OFF:
        return refusal("rest_switched_off")
    if answer.status == 401 and code.startswith("rest_"):
        # Whoever sends wrong credentials is a stranger to most versions, as if he had sent none.
        return refusal("credentials_rejected", CredentialsRejected)
    kind = _KINDS.get(code)
    return kind(code, detail) if kind else for_status(answer.status, code, detail, answer.retry_after)


def refusal(code: str, kind: type[NetworkError] = Refused) -> NetworkError:
    """Return what we ourselves found out, in our words."""
    return kind(code, words_for(code))


def _error_without_words(answer: Answer) -> NetworkError:
    """What answered was not WordPress: a server in front of it, or something else in its place."""
    if 300 <= answer.status < 400 or answer.status in {404, 405, 410}:
        return SurelyNotSent("api_moved", "the site's API does not stand any more where it was found")
    return for_status(answer.status, retry_after=answer.retry_after)


def plain(text: str) -> str:
    """Return the words of what WordPress wrote for a page."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())
