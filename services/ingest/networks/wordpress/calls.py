"""Calls to a site's API as one of its users."""

import base64
from typing import TypeVar

from pydantic import TypeAdapter

from services.ingest.networks.adapter import AccountAccess
from services.ingest.networks.errors import (
    CredentialsRejected,
    NetworkError,
    OutcomeUnknown,
    SurelyNotSent,
    for_failure,
)
from services.ingest.networks.wordpress.door import Door, Params, find_door, read
from services.ingest.networks.wordpress.errors import error_of, problem_in, refusal
from services.ingest.networks.wordpress.wire import Comment, Me
from services.runtime.http import Answer, OutgoingError, OutgoingHTTP

Shape = TypeVar("Shape")

ME = TypeAdapter(Me)
COMMENT = TypeAdapter(Comment)
COMMENTS = "wp/v2/comments"
# A site's door is found anew when it moves; this many are remembered at once.
REMEMBERED_DOORS = 10_000


class Calls:
    """Remembers where each site's API stands, for as long as it answers there."""

    def __init__(self, http: OutgoingHTTP) -> None:
        self._http = http
        self._doors: dict[str, Door] = {}

    async def door(self, account: AccountAccess) -> Door:
        known = self._doors.get(account.url)
        if known is None:
            if len(self._doors) >= REMEMBERED_DOORS:
                self._doors.clear()
            known = self._doors[account.url] = await find_door(self._http, account.url)
        return known

    def forget_door(self, account: AccountAccess) -> None:
        self._doors.pop(account.url, None)

    async def me(self, account: AccountAccess) -> Me:
        """Who we are there."""
        return await self.get(account, "wp/v2/users/me", ME, {"context": "edit"})

    async def comment(self, account: AccountAccess, comment: str) -> Comment:
        """A comment as it stands now. Raises Gone."""
        return await self.get(account, f"{COMMENTS}/{number_of(comment)}", COMMENT, {"context": "edit"})

    async def get(
        self, account: AccountAccess, route: str, shape: TypeAdapter[Shape], params: Params | None = None
    ) -> Shape:
        return read(await self.ask(account, "GET", route, params=params), shape)

    async def comment_to_act_on(self, account: AccountAccess, comment: str) -> Comment:
        """The same before anything is sent: where the answer fails, nothing has happened yet."""
        await self._door_to_act_through(account)
        try:
            return await self.comment(account, comment)
        except OutcomeUnknown as error:
            raise _later(error) from error

    async def act(self, account: AccountAccess, method: str, route: str, json: object = None) -> Answer:
        """Change something there."""
        await self._door_to_act_through(account)
        return await self.ask(account, method, route, json=json)

    async def _door_to_act_through(self, account: AccountAccess) -> None:
        """Where no API is found nothing was sent, so the act may be tried again."""
        try:
            await self.door(account)
        except NetworkError as error:
            raise _later(error) from error

    async def ask(
        self,
        account: AccountAccess,
        method: str,
        route: str,
        *,
        params: Params | None = None,
        json: object = None,
    ) -> Answer:
        """Return a good answer. Raises NetworkError for every other."""
        headers = {"authorization": _authorization(account), "accept": "application/json"}
        door = await self.door(account)
        url, asked = door.ask(route, params)
        try:
            answer = await self._http.request(method, url, params=asked or None, json=json, headers=headers)
        except OutgoingError as error:
            raise for_failure(error) from error
        if 200 <= answer.status < 300:
            return answer
        problem = problem_in(answer)
        if problem is None and answer.status < 500:
            # Not WordPress's words: the site may have moved, or changed its permalinks.
            self.forget_door(account)
        if problem is not None and answer.status == 401 and not door.takes_application_passwords:
            raise refusal("application_passwords_disabled", CredentialsRejected)
        raise error_of(answer)


def _later(error: NetworkError) -> NetworkError:
    if error.may_repeat:
        return error
    return SurelyNotSent(error.code, error.detail, retry_after=error.retry_after)


def number_of(external_id: str) -> int:
    """Return WordPress's number of a comment. Raises Refused for what is none."""
    if not external_id.isascii() or not external_id.isdecimal():
        raise refusal("not_a_comment")
    return int(external_id)


def _authorization(account: AccountAccess) -> str:
    user, password = (account.credentials.get(name, "").strip() for name in ("user", "application_password"))
    if not user or not password:
        raise refusal("credentials_missing", CredentialsRejected)
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
