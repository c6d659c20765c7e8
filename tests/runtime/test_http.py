"""Outgoing requests meet hostile names, redirects and servers; none of them leads inside or ties us up."""

import asyncio
import gzip
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET

import pytest

from services.runtime.http import (
    Address,
    AddressRefused,
    AllowedPlaces,
    Answer,
    AnswerTimedOut,
    AnswerUnusable,
    BadRequest,
    ConnectFailed,
    ConnectionBroken,
    Limits,
    NameNotResolved,
    NoAnswer,
    NotSent,
    OutgoingHTTP,
    is_public,
)
from tests.runtime.certificates import Certificates

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
# What is to be answered has time on a busy machine, and what is not to be answered is soon given up.
PATIENT = Limits(connect_seconds=10, silence_seconds=10, total_seconds=20, max_bytes=10_000)
QUICK = Limits(connect_seconds=1, silence_seconds=0.3, total_seconds=2, max_bytes=10_000)
RST = struct.pack("ii", 1, 0)


class Server:
    """A server that answers every connection with the same bytes and remembers what it was asked."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@asynccontextmanager
async def serving(answer: bytes | Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server.asked.append(await reader.readuntil(b"\r\n\r\n"))
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    listener = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server


def outgoing(
    allowed: str = "127.0.0.1",
    names: dict[str, list[str]] | None = None,
    tls: ssl.SSLContext | None = None,
    limits: Limits = PATIENT,
) -> OutgoingHTTP:
    """A client that resolves by this table, each name's next address for each question."""
    table = {name: iter(addresses) for name, addresses in (names or {}).items()}

    async def resolve(host: str, port: int) -> list[Address]:
        if host in table:
            return [ip_address(next(table[host]))]
        return [ip_address(host)]

    client = partial(OutgoingHTTP, allowed=AllowedPlaces.parse(allowed), limits=limits, tls=tls)
    return client() if names is None else client(resolve=resolve)


async def get(url: str, client: OutgoingHTTP | None = None, redirects: int = 0) -> Answer:
    async with client or outgoing() as http:
        return await http.request("GET", url, redirects=redirects)


def answer(body: bytes = b"bonjour", status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def redirect(location: str) -> bytes:
    return answer(b"", "302 Found", f"Location: {location}\r\n")


class TestWhatIsPublic:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
            "0.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "168.63.129.16",
            "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1",
            "fec0::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
            "2002:7f00:1::1", "2001:0:7f00:1::1", "2001:db8::1", "4000::1",
        ],
    )  # fmt: skip
    def test_an_address_inside_is_not(self, address: str) -> None:
        assert not is_public(ip_address(address))

    @pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4007::1", "64:ff9b::808:808"])
    def test_an_address_of_the_internet_is(self, address: str) -> None:
        assert is_public(ip_address(address))


class TestAllowedPlaces:
    @pytest.mark.parametrize(
        ("entry", "host", "port", "address"),
        [
            ("127.0.0.1:8005", "localhost", 8005, "127.0.0.1"),
            ("127.0.0.1:8005", "127.0.0.1", 8005, "::ffff:127.0.0.1"),
            ("Press.Lan.", "press.lan", 80, "10.0.0.9"),
            ("press.lan:8080", "press.lan.", 8080, "10.0.0.9"),
            ("10.0.0.0/8", "press.lan", 443, "10.0.0.9"),
            ("10.0.0.0/8:443, 192.168.0.1", "press.lan", 443, "10.0.0.9"),
            ("[::1]:8005", "localhost", 8005, "::1"),
            ("fd00::/8", "press.lan", 443, "fd00::9"),
            ("", "example.org", 443, "8.8.8.8"),
        ],
    )
    def test_what_is_listed_is_permitted(self, entry: str, host: str, port: int, address: str) -> None:
        assert AllowedPlaces.parse(entry).permit(host, port, ip_address(address))

    @pytest.mark.parametrize(
        ("entry", "host", "port", "address"),
        [
            ("127.0.0.1:8005", "localhost", 8006, "127.0.0.1"),
            ("press.lan", "evil.press.lan", 80, "10.0.0.9"),
            ("10.0.0.0/8:443", "press.lan", 80, "10.0.0.9"),
            ("10.0.0.0/8", "press.lan", 80, "192.168.0.9"),
            ("127.0.0.1", "localhost", 80, "::1"),
        ],
    )
    def test_what_is_not_listed_is_refused(self, entry: str, host: str, port: int, address: str) -> None:
        assert not AllowedPlaces.parse(entry).permit(host, port, ip_address(address))

    @pytest.mark.parametrize("entry", ["10.0.0.0/99", "host:port", ":8005"])
    def test_an_unreadable_entry_is_said(self, entry: str) -> None:
        with pytest.raises(ValueError, match="not a"):
            AllowedPlaces.parse(entry)


class TestGuard:
    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"]
    )
    async def test_a_spelling_of_this_machine_is_refused(self, host: str) -> None:
        async with serving(answer()) as server:
            with pytest.raises((AddressRefused, BadRequest)):
                await get(f"http://{host}:{server.port}/", outgoing(allowed=""))
        assert server.asked == []

    async def test_a_literal_of_ipv6_is_refused(self) -> None:
        with pytest.raises(AddressRefused):
            await get("http://[::ffff:7f00:1]/", outgoing(allowed=""))

    async def test_a_name_that_leads_inside_is_refused(self) -> None:
        with pytest.raises(AddressRefused):
            await get(
                "http://evil.example/", outgoing(allowed="", names={"evil.example": ["169.254.169.254"]})
            )

    async def test_a_name_that_changes_its_mind_is_asked_once(self) -> None:
        """The second answer would lead to a listening server; only the first one, vetted, is dialled."""
        async with serving(answer()) as server:
            rebinding = outgoing(allowed="127.9.9.9", names={"evil.example": ["127.9.9.9", "127.0.0.1"]})
            with pytest.raises(ConnectFailed):
                await get(f"http://evil.example:{server.port}/", rebinding)
        assert server.asked == []

    async def test_the_name_stays_in_the_host_header(self) -> None:
        async with serving(answer()) as server:
            client = outgoing(allowed="press.example", names={"press.example": ["127.0.0.1"]})
            await get(f"http://press.example:{server.port}/", client)
        assert f"Host: press.example:{server.port}".encode().lower() in server.asked[0].lower()

    async def test_the_proxy_of_the_environment_is_not_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with serving(answer(b"proxy")) as proxy, serving(answer(b"direct")) as server:
            monkeypatch.setenv("HTTP_PROXY", proxy.url)
            assert (await get(server.url)).body == b"direct"

    @pytest.mark.parametrize(
        "url", ["ftp://example.org/", "file:///etc/passwd", "http:///x", "http://u:p@example.org/"]
    )
    async def test_other_urls_are_not_asked(self, url: str) -> None:
        with pytest.raises(BadRequest):
            await get(url)

    async def test_a_header_that_would_split_the_request_is_not_sent(self) -> None:
        async with serving(answer()) as server, outgoing() as http:
            with pytest.raises(BadRequest):
                await http.request("GET", server.url, headers={"authorization": "Bearer a\r\nX: y"})
        assert server.asked == []


class TestCertificate:
    async def test_is_checked_against_the_name_and_not_the_address(self, tmp_path: Path) -> None:
        issued = Certificates(tmp_path, for_name="press.example")
        async with serving(answer(), issued.server()) as server:
            client = outgoing("press.example", {"press.example": ["127.0.0.1"]}, tls=issued.client())
            assert (await get(f"https://press.example:{server.port}/", client)).status == 200

    async def test_of_another_name_sends_nothing(self, tmp_path: Path) -> None:
        issued = Certificates(tmp_path, for_name="press.example")
        async with serving(answer(), issued.server()) as server:
            client = outgoing("other.example", {"other.example": ["127.0.0.1"]}, tls=issued.client())
            with pytest.raises(ConnectFailed):
                await get(f"https://other.example:{server.port}/", client)
        assert server.asked == []


class TestRedirect:
    async def test_is_an_answer_unless_asked_for(self) -> None:
        async with serving(redirect("http://127.0.0.1:1/")) as server:
            assert (await get(server.url)).status == 302

    async def test_is_followed_when_asked_for(self) -> None:
        async with serving(answer(b"there")) as goal, serving(redirect(goal.url)) as start:
            assert (await get(start.url, redirects=1)).body == b"there"

    async def test_of_a_post_is_never_followed(self) -> None:
        async with serving(answer()) as goal, serving(redirect(goal.url)) as start, outgoing() as http:
            assert (await http.request("POST", start.url, json={}, redirects=3)).status == 302
        assert goal.asked == []

    async def test_to_a_private_address_is_refused(self) -> None:
        async with serving(answer()) as goal, serving(redirect(goal.url)) as start:
            with pytest.raises(AddressRefused):
                await get(start.url, outgoing(allowed=f"127.0.0.1:{start.port}"), redirects=3)
        assert goal.asked == []

    async def test_to_another_origin_takes_no_secret_along(self) -> None:
        async with serving(answer()) as goal, serving(redirect(goal.url)) as start, outgoing() as http:
            secret = {"authorization": "Bearer secret", "x-key": "secret", "accept": "text/xml"}
            await http.request("GET", start.url, headers=secret, redirects=1)
        assert b"secret" in start.asked[0]
        assert b"secret" not in goal.asked[0]
        assert b"text/xml" in goal.asked[0]

    async def test_in_a_circle_ends(self) -> None:
        async with serving(redirect("/")) as server:
            with pytest.raises(AnswerUnusable):
                await get(server.url, redirects=3)
        assert len(server.asked) == 4

    async def test_to_a_file_is_refused(self) -> None:
        async with serving(redirect("file:///etc/passwd")) as server:
            with pytest.raises(BadRequest):
                await get(server.url, redirects=1)


async def endless(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x" * 1000)
        await writer.drain()


async def trickle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never silent long enough to be cut for silence."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
    for _ in range(100):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, RST)
    writer.transport.abort()


class TestBounds:
    async def test_an_endless_body_is_cut(self) -> None:
        async with serving(endless) as server:
            with pytest.raises(AnswerUnusable):
                await get(server.url)

    async def test_a_body_that_trickles_is_cut(self) -> None:
        async with serving(trickle) as server:
            with pytest.raises(AnswerTimedOut):
                await get(server.url, outgoing(limits=QUICK))

    async def test_a_body_that_unpacks_to_something_huge_is_cut(self) -> None:
        bomb = gzip.compress(b"x" * 5_000_000)
        assert len(bomb) < PATIENT.max_bytes
        async with serving(answer(bomb, headers="Content-Encoding: gzip\r\n")) as server:
            with pytest.raises(AnswerUnusable):
                await get(server.url)

    async def test_a_packed_body_is_unpacked(self) -> None:
        async with serving(
            answer(gzip.compress(b'{"a": 1}'), headers="Content-Encoding: gzip\r\n")
        ) as server:
            assert (await get(server.url)).json() == {"a": 1}

    async def test_an_unknown_coding_is_unusable(self) -> None:
        async with serving(answer(headers="Content-Encoding: br\r\n")) as server:
            with pytest.raises(AnswerUnusable):
                await get(server.url)


class TestCertainty:
    """Whether asking again could do something twice."""

    async def test_a_refused_connection_sent_nothing(self) -> None:
        async with serving(answer()) as server:
            pass
        with pytest.raises(ConnectFailed) as caught:
            await get(server.url)
        assert isinstance(caught.value, NotSent)

    async def test_an_unknown_name_sent_nothing(self) -> None:
        async def nobody(host: str, port: int) -> list[Address]:
            raise OSError("no such name")

        with pytest.raises(NameNotResolved) as caught:
            await get("http://nobody.example/", OutgoingHTTP(resolve=nobody))
        assert isinstance(caught.value, NotSent)

    async def test_a_resolver_that_hangs_sent_nothing(self) -> None:
        async def hanging(host: str, port: int) -> list[Address]:
            await asyncio.Event().wait()
            return []

        with pytest.raises(ConnectFailed):
            await get(
                "http://slow.example/", OutgoingHTTP(resolve=hanging, limits=Limits(connect_seconds=0.05))
            )

    async def test_a_server_without_tls_was_sent_nothing(self) -> None:
        async with serving(answer()) as server:
            with pytest.raises(ConnectFailed):
                await get(f"https://127.0.0.1:{server.port}/", outgoing(limits=QUICK))

    @pytest.mark.parametrize(
        ("behaviour", "error"),
        [
            (silent, AnswerTimedOut),
            (reset, ConnectionBroken),
            (b"", ConnectionBroken),
            (b"SSH-2.0-OpenSSH\r\n", ConnectionBroken),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", ConnectionBroken),
        ],
    )
    async def test_after_sending_nothing_is_known(
        self, behaviour: bytes | Handler, error: type[NoAnswer]
    ) -> None:
        limits = QUICK if error is AnswerTimedOut else PATIENT
        async with serving(behaviour) as server, outgoing(limits=limits) as http:
            with pytest.raises(error):
                await http.request("POST", server.url, json={"text": "Bonjour"})
        assert len(server.asked) == 1


class TestAnswer:
    async def test_cookies_are_not_kept(self) -> None:
        async with serving(answer(headers="Set-Cookie: a=b\r\n")) as server, outgoing() as http:
            await http.request("GET", server.url)
            await http.request("GET", server.url)
        assert all(b"cookie" not in asked.lower() for asked in server.asked)

    async def test_an_error_is_an_answer_too(self) -> None:
        async with serving(answer(status="503 Busy", headers="Retry-After: 7\r\n")) as server:
            busy = await get(server.url)
        assert (busy.status, busy.retry_after) == (503, timedelta(seconds=7))

    def test_a_date_to_wait_for_counts_from_the_answers_own_clock(self) -> None:
        headers = {"date": "Sun, 06 Nov 1994 08:49:37 GMT", "retry-after": "Sun, 06 Nov 1994 08:50:07 GMT"}
        assert Answer(429, headers, b"", "").retry_after == timedelta(seconds=30)

    @pytest.mark.parametrize("value", ["", "soon", "-1"])
    def test_an_unreadable_wait_is_none(self, value: str) -> None:
        assert Answer(429, {"retry-after": value}, b"", "").retry_after is None
