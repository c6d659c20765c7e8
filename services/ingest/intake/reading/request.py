"""The request of a batch: its type, its compression and its size, before anything is parsed."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request

from services.contracts.ingest import MAX_BATCH_BYTES
from services.ingest.intake.reading.batch import Entry, read_document, read_lines
from services.runtime.limits import read_capped
from services.runtime.problems import Malformed, TooLarge, UnsupportedMedia

_READERS = {"application/json": read_document, "application/x-ndjson": read_lines}
# zlib's way to say: gzip's header and check sum, and nothing else.
_GZIP = 16 + zlib.MAX_WBITS
# gzip allows several members one after the other, and parallel packers make one of every 64 KiB and more: 80 of a
# whole batch. Each costs a few microseconds, also when it is empty.
_MAX_MEMBERS = 1_000
_WINDOW = 16_384


# Anything smaller is read in a few milliseconds, even by the strict readers, which a thread would not be worth.
_QUICK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Sent:
    """A body as it came, and how it is to be read."""

    body: bytes = field(repr=False)
    is_packed: bool
    reader: Callable[[bytes], list[Entry]]


@dataclass(frozen=True, slots=True)
class Batch:
    """A body as sent, unpacked, and what was read from it."""

    content: bytes = field(repr=False)
    entries: list[Entry] = field(repr=False)


async def receive(request: Request) -> Sent:
    """Raises UnsupportedMedia or TooLarge."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    reader = _READERS.get(media)
    if reader is None:
        raise UnsupportedMedia(f"Send one of {', '.join(_READERS)}.")
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip"}:
        raise UnsupportedMedia("A body may be packed with gzip and nothing else.")
    return Sent(await read_capped(request, MAX_BATCH_BYTES), packing == "gzip", reader)


def is_quickly_read(sent: Sent) -> bool:
    return not sent.is_packed and len(sent.body) <= _QUICK_BYTES


def read_batch(sent: Sent) -> Batch:
    """Raises TooLarge or Malformed."""
    content = unpack(sent.body, MAX_BATCH_BYTES) if sent.is_packed else sent.body
    return Batch(content, sent.reader(content))


def unpack(packed: bytes, limit: int) -> bytes:
    """Inflate gzip, never further than one byte beyond the limit, however small a bomb was packed.

    Raises TooLarge, and Malformed for what is damaged, cut off, or packed in too many members.
    """
    content, place, members = bytearray(), 0, 0
    try:
        while place < len(packed):
            members += 1
            if members > _MAX_MEMBERS:
                raise Malformed(f"The gzip stream has more than {_MAX_MEMBERS} members.")
            place = _unpack_member(packed, place, content, limit)
    except zlib.error:
        raise Malformed("The gzip stream is damaged.") from None
    return bytes(content)


def _unpack_member(packed: bytes, place: int, content: bytearray, limit: int) -> int:
    """Append the member that begins at `place`, and return where the next one does.

    What lies behind a member is copied by zlib each time, so it is shown a window of the body and not the rest.
    """
    stream = zlib.decompressobj(_GZIP)
    while not stream.eof:
        if place >= len(packed):
            raise Malformed("The gzip stream is cut off.")
        window = packed[place : place + _WINDOW]
        content += stream.decompress(window, limit + 1 - len(content))
        if len(content) > limit:
            raise TooLarge(f"A request holds at most {limit} bytes when unpacked.")
        place += len(window) - len(stream.unused_data) - len(stream.unconsumed_tail)
    return place
