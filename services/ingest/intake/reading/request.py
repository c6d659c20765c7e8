"""The request of a batch: its type, its compression and its size, before anything is parsed."""

import zlib
from dataclasses import dataclass, field

from starlette.requests import Request

from services.contracts.ingest import MAX_BATCH_BYTES
from services.ingest.intake.reading.batch import Entry, read_document, read_lines
from services.runtime.limits import read_capped
from services.runtime.problems import Malformed, TooLarge, UnsupportedMedia

_READERS = {"application/json": read_document, "application/x-ndjson": read_lines}
# zlib's way to say: gzip's header and check sum, and nothing else.
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Batch:
    """A body as sent, unpacked, and what was read from it."""

    content: bytes = field(repr=False)
    entries: list[Entry] = field(repr=False)


async def read_batch(request: Request) -> Batch:
    """Raises UnsupportedMedia, TooLarge or Malformed."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    reader = _READERS.get(media)
    if reader is None:
        raise UnsupportedMedia(f"Send one of {', '.join(_READERS)}.")
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip"}:
        raise UnsupportedMedia("A body may be packed with gzip and nothing else.")
    body = await read_capped(request, MAX_BATCH_BYTES)
    content = unpack(body, MAX_BATCH_BYTES) if packing == "gzip" else body
    return Batch(content, reader(content))


def unpack(packed: bytes, limit: int) -> bytes:
    """Inflate gzip, never further than one byte beyond the limit, however small a bomb was packed.

    Raises TooLarge, and Malformed for what is damaged or cut off.
    """
    parts: list[bytes] = []
    left = limit + 1
    try:
        while packed:
            stream = zlib.decompressobj(_GZIP)
            part = stream.decompress(packed, left)
            parts.append(part)
            left -= len(part)
            if left <= 0:
                raise TooLarge(f"A request holds at most {limit} bytes when unpacked.")
            if not stream.eof:
                raise Malformed("The gzip stream is cut off.")
            packed = stream.unused_data  # gzip allows several members one after the other
    except zlib.error:
        raise Malformed("The gzip stream is damaged.") from None
    return b"".join(parts)
