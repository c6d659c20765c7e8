"""Writes a model of 260 tokens in llama.cpp's own format, so that none has to be fetched.

Its attention and its layer are zero, so what it says next follows from the last sign alone: a table of pairs. Held to
a schema it answers "no" and one reason; asked for any JSON it writes another object, and asked freely it never ends.
"""

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

REASON = "Ton dur."
_SPACE = "\u2581"  # how the tokeniser writes it
_WIDTH, _HEADS = 320, 5
_UNKNOWN, _CONTROL, _NORMAL, _BYTE = 2, 3, 1, 6  # llama.cpp's kinds of tokens
_END = 2
_FIRST_BYTE = 3
_TOKENS = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), _SPACE]
_KINDS = [_UNKNOWN, _CONTROL, _CONTROL, *([_BYTE] * 256), _NORMAL]
# What it would say after a sign, best first; the grammar of a schema strikes out what cannot stand there.
_AFTER = {'"': 'Tn:},"', "{": '"', ":": '"{', ",": '"', "}": "\0},"} | dict(
    zip(REASON, [*REASON[1:], '"'], strict=True)
)
_TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"
_U32, _I32, _F32, _STRING, _ARRAY, _BOOL = 4, 5, 6, 8, 9, 7
_ALIGNED = 32


def write_model(place: Path) -> None:
    tensors = _tensors()
    facts = _facts()
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(facts)) + b"".join(facts)
    offset, data = 0, []
    for name, tensor in tensors.items():
        shape = tensor.shape[::-1]  # the row comes first there
        head += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, offset)
        data.append(_padded(tensor.tobytes()))
        offset += len(data[-1])
    place.write_bytes(_padded(head) + b"".join(data))


def _tensors() -> dict[str, npt.NDArray[np.float32]]:
    count = len(_TOKENS)
    embedded, said = np.zeros((count, _WIDTH)), np.zeros((count, _WIDTH))
    embedded[np.arange(count), np.arange(count)] = 1
    for sign, following in _AFTER.items():
        for place, other in enumerate(following):
            said[_token(other), _token(sign)] = 2 - place / 10
    squares = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
    still: dict[str, npt.NDArray[np.float64]] = {name: np.zeros((_WIDTH, _WIDTH)) for name in squares}
    still |= {name: np.ones(_WIDTH) for name in ("attn_norm", "ffn_norm")}
    tensors = {
        "token_embd.weight": embedded,
        "output_norm.weight": np.ones(_WIDTH),
        "output.weight": said,
        **{f"blk.0.{name}.weight": tensor for name, tensor in still.items()},
    }
    return {name: tensor.astype(np.float32) for name, tensor in tensors.items()}


def _token(sign: str) -> int:
    special = {"\0": _END, " ": len(_TOKENS) - 1}
    return special.get(sign, _FIRST_BYTE + ord(sign) % 256)


def _facts() -> list[bytes]:
    numbers = {
        "context_length": 8_192,
        "embedding_length": _WIDTH,
        "block_count": 1,
        "feed_forward_length": _WIDTH,
        "attention.head_count": _HEADS,
        "rope.dimension_count": _WIDTH // _HEADS,
    }
    return [
        _fact("general.architecture", _STRING, _string("llama")),
        *(_fact(f"llama.{name}", _U32, struct.pack("<I", number)) for name, number in numbers.items()),
        _fact("llama.attention.layer_norm_rms_epsilon", _F32, struct.pack("<f", 1e-6)),
        _fact("tokenizer.ggml.model", _STRING, _string("llama")),
        _fact("tokenizer.ggml.tokens", _ARRAY, _array(_STRING, [_string(token) for token in _TOKENS])),
        _fact("tokenizer.ggml.scores", _ARRAY, _array(_F32, [struct.pack("<f", 0)] * len(_TOKENS))),
        _fact("tokenizer.ggml.token_type", _ARRAY, _array(_I32, [struct.pack("<i", one) for one in _KINDS])),
        _fact("tokenizer.ggml.bos_token_id", _U32, struct.pack("<I", 1)),
        _fact("tokenizer.ggml.eos_token_id", _U32, struct.pack("<I", _END)),
        _fact("tokenizer.ggml.add_space_prefix", _BOOL, b"\0"),
        _fact("tokenizer.chat_template", _STRING, _string(_TEMPLATE)),
    ]


def _fact(name: str, kind: int, value: bytes) -> bytes:
    return _string(name) + struct.pack("<I", kind) + value


def _string(text: str) -> bytes:
    written = text.encode()
    return struct.pack("<Q", len(written)) + written


def _array(kind: int, values: Sequence[bytes]) -> bytes:
    return struct.pack("<IQ", kind, len(values)) + b"".join(values)


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % _ALIGNED)
