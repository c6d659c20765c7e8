"""What we send: taken at most once, and every way of failing says whether it may be repeated."""

import unicodedata
from datetime import UTC, datetime, timedelta
from socket import create_server

import pytest

from services.ingest.networks.adapter import AccountAccess, Reply
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
)
from services.ingest.networks.sandbox import SandboxAdapter
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from tests.infra.demo.running import ARTICLE, Newspaper

TEXT = "Bonjour Sylvie, deux navettes gratuites."


@pytest.fixture
def reply(newspaper: Newspaper) -> Reply:
    return Reply(parent=newspaper.write("Sylvie", "Et les bus ?"), post=ARTICLE, text=TEXT, key="key-1")


def now() -> datetime:
    return datetime.now(UTC)


class TestCheck:
    async def test_says_whom_the_token_speaks_for(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        presence = await adapter.check(account)
        assert (presence.name, presence.url) == ("La Gazette de Montrelais", newspaper.url)
        assert presence.text_limit == 2_000

    @pytest.mark.parametrize("credentials", [{}, {"token": ""}, {"token": "wrong"}])
    async def test_refuses_other_credentials(
        self, adapter: SandboxAdapter, newspaper: Newspaper, credentials: dict[str, str]
    ) -> None:
        with pytest.raises(CredentialsRejected):
            await adapter.check(AccountAccess(newspaper.url, credentials))

    async def test_does_not_show_credentials(self, account: AccountAccess, newspaper: Newspaper) -> None:
        assert newspaper.token not in repr(account)


class TestPublishReply:
    async def test_stands_once_under_the_comment(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        published = await adapter.publish_reply(account, reply)
        assert published.url == f"{newspaper.url}/articles/{ARTICLE}#commentaire-{published.external_id}"
        assert newspaper.accepted() == {TEXT: 1}
        assert TEXT in newspaper.browser().open()

    @pytest.mark.parametrize(
        ("kind", "error", "accepted"),
        [
            ("refuse_5xx_before", OutcomeUnknown, 0),
            ("5xx_after_acceptance", OutcomeUnknown, 1),
            ("timeout_after_acceptance", OutcomeUnknown, 1),
            ("reset_after_acceptance", OutcomeUnknown, 1),
            ("reset_before", OutcomeUnknown, 0),
            ("slow", OutcomeUnknown, 1),
            ("rate_limited", RateLimited, 0),
            ("unauthorized", CredentialsRejected, 0),
            ("gone", Gone, 0),
            ("forbidden", Refused, 0),
        ],
    )
    async def test_that_fails_says_what_is_known(
        self,
        adapter: SandboxAdapter,
        account: AccountAccess,
        newspaper: Newspaper,
        reply: Reply,
        kind: str,
        error: type[NetworkError],
        accepted: int,
    ) -> None:
        began = now()
        newspaper.arm("reply", kind, seconds=1)
        with pytest.raises(NetworkError) as caught:
            await adapter.publish_reply(account, reply)
        assert type(caught.value) is error
        await self.settles_at(adapter, account, newspaper, reply, began, accepted)
        assert not (caught.value.may_repeat and accepted)

    @staticmethod
    async def settles_at(
        adapter: SandboxAdapter,
        account: AccountAccess,
        newspaper: Newspaper,
        reply: Reply,
        began: datetime,
        accepted: int,
    ) -> None:
        """A slow site takes the reply after we gave up, so reading back is repeated, as in production."""
        found = await adapter.find_reply(account, reply, since=began)
        while accepted and found is None and now() - began < timedelta(seconds=10):
            found = await adapter.find_reply(account, reply, since=began)
        assert (found is not None) == bool(accepted)
        assert sum(newspaper.accepted().values()) == accepted

    async def test_in_a_pause_learns_how_long(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        newspaper.arm("reply", "rate_limited", seconds=17)
        with pytest.raises(RateLimited) as caught:
            await adapter.publish_reply(account, reply)
        assert caught.value.retry_after == timedelta(seconds=17)

    async def test_of_too_long_a_text_is_refused_by_its_code(
        self, adapter: SandboxAdapter, account: AccountAccess, reply: Reply
    ) -> None:
        with pytest.raises(Refused) as caught:
            await adapter.publish_reply(account, Reply(reply.parent, None, "é" * 2_001, "key-2"))
        assert caught.value.code == "text_too_long"

    async def test_under_a_deleted_comment_is_gone(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        sylvie = newspaper.browser()
        comment = sylvie.write("Sylvie", "Et les bus ?")
        sylvie.delete(comment)
        with pytest.raises(Gone) as caught:
            await adapter.publish_reply(account, Reply(comment, None, TEXT, "key-1"))
        assert caught.value.code == "parent_deleted"

    async def test_under_a_strange_id_is_gone(self, adapter: SandboxAdapter, account: AccountAccess) -> None:
        with pytest.raises(Gone):
            await adapter.publish_reply(account, Reply("../../gazette/x?y#z", None, TEXT, "key-1"))

    async def test_at_a_dead_site_was_surely_not_sent(self, adapter: SandboxAdapter, reply: Reply) -> None:
        with create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/sites/x"
        with pytest.raises(SurelyNotSent):
            await adapter.publish_reply(AccountAccess(url, {"token": "t"}), reply)

    async def test_to_a_private_place_that_is_not_listed_is_never_sent(
        self, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        async with OutgoingHTTP(allowed=AllowedPlaces.parse("127.0.0.1:1")) as http:
            with pytest.raises(SurelyNotSent) as caught:
                await SandboxAdapter(http).publish_reply(account, reply)
        assert caught.value.code == "address_refused"
        assert newspaper.accepted() == {}


class TestFindReply:
    async def test_finds_what_only_spaces_or_composition_tell_apart(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        ours = newspaper.answer(reply.parent, "Été comme  hiver")
        sent = Reply(reply.parent, None, unicodedata.normalize("NFD", " Été comme\r\nhiver "), "key-1")
        found = await adapter.find_reply(account, sent, since=now())
        assert found is not None
        assert found.external_id == ours

    async def test_does_not_take_a_visitors_words_for_ours(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        newspaper.write("Marc", TEXT, reply.parent)
        assert await adapter.find_reply(account, reply, since=now()) is None

    async def test_does_not_take_another_reply_of_ours_for_this_one(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        earlier = newspaper.answer(reply.parent, TEXT)
        assert await adapter.find_reply(account, reply, since=now(), known=frozenset({earlier})) is None

    async def test_does_not_look_long_before_the_sending(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        newspaper.answer(reply.parent, TEXT)
        assert await adapter.find_reply(account, reply, since=now() + timedelta(hours=1)) is None

    async def test_that_fails_settles_nothing(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, reply: Reply
    ) -> None:
        newspaper.arm("replies", "refuse_5xx_before")
        with pytest.raises(OutcomeUnknown):
            await adapter.find_reply(account, reply, since=now())


class TestHide:
    async def test_takes_the_comment_from_the_page(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        insult = newspaper.write("Marc", "Bande de clowns")
        for _ in range(2):
            await adapter.hide(account, insult, "key-3")
        assert "Bande de clowns" not in newspaper.browser().open()
        assert newspaper.accepted("hide") == {insult: 1}

    async def test_can_be_taken_back(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        insult = newspaper.write("Marc", "Bande de clowns")
        await adapter.hide(account, insult, "key-3")
        await adapter.unhide(account, insult, "key-4")
        assert "Bande de clowns" in newspaper.browser().open()

    async def test_lets_out_what_is_held(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        newspaper.hold_newcomers()
        question = newspaper.write("Sylvie", "Et les bus ?")
        assert "Et les bus ?" not in newspaper.browser().open()
        await adapter.unhide(account, question, "key-4")
        assert "Et les bus ?" in newspaper.browser().open()

    @pytest.mark.parametrize(
        ("kind", "error"),
        [("timeout_after_acceptance", OutcomeUnknown), ("forbidden", Refused), ("rate_limited", RateLimited)],
    )
    async def test_that_fails_says_what_is_known(
        self,
        adapter: SandboxAdapter,
        account: AccountAccess,
        newspaper: Newspaper,
        kind: str,
        error: type[NetworkError],
    ) -> None:
        insult = newspaper.write("Marc", "Bande de clowns")
        newspaper.arm("hide", kind, seconds=1)
        with pytest.raises(error):
            await adapter.hide(account, insult, "key-3")


class TestPutAside:
    @pytest.mark.parametrize("operation", ["mark_spam", "delete"])
    async def test_leaves_the_page_and_can_be_restored(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper, operation: str
    ) -> None:
        act = {"mark_spam": adapter.mark_spam, "delete": adapter.delete}[operation]
        insult = newspaper.write("Marc", "Bande de clowns")
        for _ in range(2):
            await act(account, insult, "key-5")
        assert "Bande de clowns" not in newspaper.browser().open()
        for _ in range(2):
            await adapter.restore(account, insult, "key-6")
        assert "Bande de clowns" in newspaper.browser().open()
        assert newspaper.accepted(operation) == newspaper.accepted("restore") == {insult: 1}

    async def test_comes_back_by_no_other_way(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        insult = newspaper.write("Marc", "Bande de clowns")
        await adapter.delete(account, insult, "key-5")
        with pytest.raises(Refused) as caught:
            await adapter.unhide(account, insult, "key-6")
        assert caught.value.code == "comment_put_aside"

    async def test_after_its_author_deleted_it_is_gone(
        self, adapter: SandboxAdapter, account: AccountAccess, newspaper: Newspaper
    ) -> None:
        marc = newspaper.browser()
        insult = marc.write("Marc", "Bande de clowns")
        await adapter.delete(account, insult, "key-5")
        marc.delete(insult)
        with pytest.raises(Gone) as caught:
            await adapter.restore(account, insult, "key-6")
        assert caught.value.code == "comment_deleted"
