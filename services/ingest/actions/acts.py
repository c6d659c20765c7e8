"""What each kind of action asks of a network, in the words of its capabilities."""

from collections.abc import Mapping

from services.ingest.networks.capabilities import Act

ACTS: Mapping[str, Act] = {
    "publish_reply": Act.REPLY,
    "hide": Act.HIDE,
    "unhide": Act.UNHIDE,
    "mark_spam": Act.MARK_SPAM,
    "delete": Act.DELETE,
    "restore": Act.RESTORE,
}
