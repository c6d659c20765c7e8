"""What a feed offers: articles to read, and nothing else."""

from datetime import timedelta

from services.ingest.networks.capabilities import Capabilities, Certainty, Listening

CAPABILITIES = Capabilities(
    network="rss",
    name="RSS",
    reads=frozenset({"article"}),
    listening=Listening.POLLING,
    poll_interval=timedelta(minutes=5),
    certainty=Certainty.NONE,
    shows_edits=True,
    # What leaves a feed has only become old.
    shows_deletions=False,
)
