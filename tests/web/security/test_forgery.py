"""Which requests were started by another site."""

import pytest
from starlette.requests import Request

from web.security.forgery import is_from_elsewhere

OWN = "https://palabre.example"


def request(method: str = "POST", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "headers": [*raw, (b"host", b"127.0.0.1:8000")]})


class TestIsFromElsewhere:
    @pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
    def test_what_the_browser_says_counts(self, site: str) -> None:
        assert is_from_elsewhere(request(sec_fetch_site=site), OWN)

    @pytest.mark.parametrize("site", ["same-origin", "none"])
    def test_our_own_pages_may(self, site: str) -> None:
        assert not is_from_elsewhere(request(sec_fetch_site=site), OWN)

    def test_an_older_browser_says_its_origin(self) -> None:
        assert not is_from_elsewhere(request(origin="http://127.0.0.1:8000"), OWN)
        assert not is_from_elsewhere(request(origin=OWN), OWN)
        assert is_from_elsewhere(request(origin="http://127.0.0.1:8001"), OWN)
        assert is_from_elsewhere(request(origin="null"), OWN)

    def test_reading_changes_nothing(self) -> None:
        assert not is_from_elsewhere(request("GET", sec_fetch_site="cross-site"), OWN)

    def test_what_no_browser_sent_carries_nobodys_cookies(self) -> None:
        assert not is_from_elsewhere(request(), OWN)
