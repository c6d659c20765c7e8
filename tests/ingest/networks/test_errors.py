"""What a status or a failure means for an act: again, never, or look first."""

from datetime import timedelta

import pytest

from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
    for_failure,
    for_status,
)
from services.runtime.http import AddressRefused, AnswerTimedOut, AnswerUnusable, ConnectFailed, OutgoingError


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (302, Refused), (400, Refused), (403, Refused), (409, Refused), (413, Refused), (422, Refused),
            (401, CredentialsRejected), (404, Gone), (410, Gone), (429, RateLimited),
            (408, OutcomeUnknown), (500, OutcomeUnknown), (502, OutcomeUnknown),
            (503, OutcomeUnknown), (101, OutcomeUnknown),
        ],
    )  # fmt: skip
    def test_decides(self, status: int, kind: type[NetworkError]) -> None:
        assert type(for_status(status)) is kind

    def test_keeps_the_networks_own_code_and_wait(self) -> None:
        error = for_status(429, "slow_down", "Pas si vite", timedelta(seconds=7))
        assert (error.code, error.detail, error.retry_after) == (
            "slow_down",
            "Pas si vite",
            timedelta(seconds=7),
        )

    def test_stands_in_for_a_missing_code(self) -> None:
        assert for_status(503).code == "http_503"


class TestFailure:
    @pytest.mark.parametrize(
        ("error", "kind"),
        [
            (ConnectFailed("x"), SurelyNotSent),
            (AddressRefused("x"), SurelyNotSent),
            (AnswerTimedOut("x"), OutcomeUnknown),
            (AnswerUnusable("x"), OutcomeUnknown),
        ],
    )
    def test_decides_by_what_was_sent(self, error: OutgoingError, kind: type[NetworkError]) -> None:
        assert type(for_failure(error)) is kind
        assert for_failure(error).code == error.code


class TestMayRepeat:
    @pytest.mark.parametrize("kind", [SurelyNotSent, RateLimited, CredentialsRejected])
    def test_what_surely_did_not_happen(self, kind: type[NetworkError]) -> None:
        assert kind.may_repeat

    @pytest.mark.parametrize("kind", [Refused, Gone, OutcomeUnknown])
    def test_never_what_is_final_or_unknown(self, kind: type[NetworkError]) -> None:
        assert not kind.may_repeat
