"""The kinds of what a moderator refuses, in one place since labels, reasons and charters all go by them."""

from typing import Literal

ToxicKind = Literal["insult", "hate", "threat", "harassment", "obscene", "defamation"]
SpamKind = Literal["advertising", "scam", "phishing", "bot"]
