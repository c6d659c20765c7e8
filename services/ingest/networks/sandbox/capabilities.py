"""What the site's API offers, as `infra/demo` states it."""

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
    network="sandbox",
    name="Sandbox",
    reads=frozenset({"comment", "reply", "post"}),
    listening=Listening.POLLING,
    poll_interval=timedelta(seconds=1),
    certainty=Certainty.READBACK,
    credentials=(Credential("token"),),
    acts=frozenset({Act.REPLY, Act.REPLY_TO_REPLY}) | MODERATION,
    repeatable=MODERATION,
    text_limits=(TextLimit(2_000, Unit.CODE_POINTS),),
    shows_edits=True,
    shows_deletions=True,
)
