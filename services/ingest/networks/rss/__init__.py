"""Feeds: RSS of every version and Atom, read by polling and never written to.

An account's URL is the feed's own address; there are no credentials.
"""

from services.ingest.networks.rss.adapter import RSSAdapter
from services.ingest.networks.rss.capabilities import CAPABILITIES

__all__ = ["CAPABILITIES", "RSSAdapter"]
