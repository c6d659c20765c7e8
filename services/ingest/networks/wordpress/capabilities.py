"""What WordPress offers over its REST API; figures are those of its core, 6.1."""

from datetime import timedelta

from services.ingest.networks.capabilities import (
    MODERATION,
    Act,
    Capabilities,
    Certainty,
    Credential,
    Listening,
    TextLimit,
    Unit,
)

CAPABILITIES = Capabilities(
    network="wordpress",
    name="WordPress",
    reads=frozenset({"comment", "reply", "post"}),
    listening=Listening.POLLING,
    poll_interval=timedelta(seconds=15),
    certainty=Certainty.READBACK,
    credentials=(Credential("user", is_secret=False), Credential("application_password")),
    acts=frozenset({Act.REPLY, Act.REPLY_TO_REPLY}) | MODERATION,
    repeatable=MODERATION,
    # wp_get_comment_fields_max_lengths(): ten bytes less than the column `comment_content` takes.
    text_limits=(TextLimit(65_525, Unit.BYTES),),
    shows_edits=True,
    shows_deletions=True,
)
