"""A normalised text as the words that models read. Apart from hashing, so that rules can be read without numpy."""

import re

_LINK = re.compile(r"https?://\S+|www\.\S+")
_MENTION = re.compile(r"(?<!\w)@\w+")
_WORD = re.compile(r"[^\W_]+(?:'(?=\w))?|[?!]|[^\w\s'\".,;:()\-_]")


def words_of(text: str) -> str:
    """The normalised text as words between single spaces and marks of its two ends, since a question shows at
    its first and last word; links and names become one word each.
    """
    if "http" in text or "www." in text:
        text = _LINK.sub(" lien ", text)
    if "@" in text:
        text = _MENTION.sub(" nom ", text)
    return f" ^ {' '.join(_WORD.findall(text))} $ "
