"""The workplace's cookies: never readable by scripts, never sent from other sites' forms, and bound to this host.

On HTTPS their names begin with __Host-, which browsers accept only with Secure, Path=/ and no domain. Plain HTTP
exists on loopback alone, where Secure would keep some browsers from sending them at all.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from web.identity.domain import SESSION_LIFE
from web.identity.doors import Entered

_YEAR_SECONDS = 31_536_000
# A notice that nobody fetched is not shown later on another page.
_NOTICE_SECONDS = 60
_HANDED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cookies:
    is_https: bool

    @property
    def session(self) -> str:
        return self._name("palabre")

    @property
    def device(self) -> str:
        return self._name("palabre-device")

    @property
    def notice(self) -> str:
        return self._name("palabre-notice")

    @property
    def handed(self) -> str:
        return self._name("palabre-once")

    def let_in(self, response: Response, entered: Entered) -> None:
        """The server ends a session earlier than the cookie says; the cookie only must not outlive it."""
        self._set(response, self.session, entered.token, int(SESSION_LIFE.total_seconds()))
        self._set(response, self.device, entered.device, _YEAR_SECONDS)

    def let_out(self, response: Response) -> None:
        self._set(response, self.session, "", 0)

    def leave_notice(self, response: Response, code: str) -> None:
        self._set(response, self.notice, code, _NOTICE_SECONDS)

    def take_notice(self, request: Request, response: Response) -> None:
        """Forget the notice that this answer shows."""
        if self.notice in request.cookies:
            self._set(response, self.notice, "", 0)

    def hand_over(self, response: Response, sealed: str) -> None:
        """Give the next page what it shows once."""
        self._set(response, self.handed, sealed, _HANDED_SECONDS)

    def forget_handed(self, response: Response) -> None:
        self._set(response, self.handed, "", 0)

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.is_https else name

    def _set(self, response: Response, name: str, value: str, max_age: int) -> None:
        response.set_cookie(
            name, value, max_age=max_age, path="/", secure=self.is_https, httponly=True, samesite="lax"
        )
