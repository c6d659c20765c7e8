"""From bytes to text, whatever was declared: feeds are often written in another encoding than they say."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)
# Python knows codecs that are no encodings of text, or slow on purpose-made input.
_KNOWN = re.compile(
    r"utf-?(?:8|16|32)(?:-?[bl]e)?|iso-?8859-\d+|(?:windows-|cp)125\d|koi8-[ru]|macintosh|gbk|gb2312|gb18030|big5"
    r"|shift_jis|euc-(?:jp|kr)|us-ascii",
    re.IGNORECASE,
)
# Readers of the web take these for the one encoding that holds their letters and more (WHATWG Encoding).
_LATIN = re.compile(r"iso-?8859-1|us-ascii", re.IGNORECASE)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decode(body: bytes, content_type: str) -> str:
    """Return the text without the signs that XML cannot hold.

    What reads as UTF-8 is UTF-8: other encodings hardly ever do so by chance. Else the document's own word counts,
    then the server's, and in the end the encoding that most wrongly declared feeds of Europe are in.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return fit(body[len(mark) :].decode(name, errors="replace"))
    declared = _DECLARED.search(body[:400])
    served = _CHARSET.search(content_type)
    named = [declared[1].decode("ascii", "replace")] if declared else []
    named += [served[1]] if served else []
    for name in ("utf-8", *named):
        text = _try(body, name)
        if text is not None:
            return fit(text)
    return fit(body.decode("windows-1252", errors="replace"))


def fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _try(body: bytes, name: str) -> str | None:
    if not _KNOWN.fullmatch(name):
        return None
    # UTF-16 without a mark reads as UTF-8 full of NULs.
    if name == "utf-8" and b"\x00" in body[:4]:
        name = "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
    try:
        return body.decode("windows-1252" if _LATIN.fullmatch(name) else name)
    except (UnicodeDecodeError, LookupError):
        return None
