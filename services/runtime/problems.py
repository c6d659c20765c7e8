"""The tree of errors that callers see; each has a stable code, a status and says whether to try again.

Problem                     500 internal_error
├── Malformed               400 malformed            the body cannot be read
├── Unauthenticated         401 unauthenticated
├── Forbidden               403 forbidden
├── NotFound                404 not_found            also another client's id
├── WrongMethod             405 wrong_method         this address answers others
├── Conflict                409 conflict             the state does not allow it
├── TooLarge                413 too_large
├── UnsupportedMedia        415 unsupported_media
├── Invalid                 422 invalid              names the fields
├── TooMany                 429 too_many_requests    try again after a while
└── Unavailable             503 unavailable          try again
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from services.contracts.problem import FieldError, ProblemBody


class Problem(Exception):
    """An error with the shape of RFC 9457; `detail` never repeats what people wrote."""

    status: ClassVar[int] = 500
    code: str = "internal_error"
    title: ClassVar[str] = "Something went wrong on our side"
    retry: ClassVar[bool] = False

    def __init__(
        self,
        detail: str = "",
        *,
        code: str | None = None,
        errors: Sequence[FieldError] | None = None,
        retry_after_seconds: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.code = code or type(self).code
        self.errors = list(errors) if errors else None
        self.retry_after_seconds = retry_after_seconds
        self.headers = headers or {}

    def body(self) -> ProblemBody:
        return ProblemBody(
            status=self.status,
            code=self.code,
            title=self.title,
            detail=self.detail,
            retry=self.retry,
            errors=self.errors,
        )


class Malformed(Problem):
    status, code, title = 400, "malformed", "The request cannot be read"


class Unauthenticated(Problem):
    status, code, title = 401, "unauthenticated", "Say who you are"


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "This is not allowed"


class NotFound(Problem):
    status, code, title = 404, "not_found", "There is no such thing"


class WrongMethod(Problem):
    status, code, title = 405, "wrong_method", "This address does not answer that method"


class Conflict(Problem):
    status, code, title = 409, "conflict", "The present state does not allow this"


class TooLarge(Problem):
    status, code, title = 413, "too_large", "The request is too large"


class UnsupportedMedia(Problem):
    status, code, title = 415, "unsupported_media", "This type of content is not understood"


class Invalid(Problem):
    status, code, title = 422, "invalid", "Something in the request is not right"


class TooMany(Problem):
    status, code, title, retry = 429, "too_many_requests", "Too many requests", True


class Unavailable(Problem):
    status, code, title, retry = 503, "unavailable", "This cannot be reached at the moment", True


_BY_STATUS: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        Malformed,
        Unauthenticated,
        Forbidden,
        NotFound,
        WrongMethod,
        Conflict,
        TooLarge,
        UnsupportedMedia,
        Invalid,
        TooMany,
        Unavailable,
    )
}


def problem_of(body: ProblemBody) -> Problem:
    """Turn the body of another service's error back into the exception it was."""
    kind = _BY_STATUS.get(body.status, Unavailable if body.status in {502, 504} else Problem)
    return kind(body.detail, code=body.code, errors=body.errors)
