"""What there is to connect to, and whether an account's door opens: nothing is stored and nothing changed there."""

import asyncio
from collections.abc import Mapping

from services.contracts.ingest import AccountCheck, CredentialField, Network
from services.contracts.values import Listed
from services.ingest.directory.domain import PUSHED_NETWORKS, OpenAccount
from services.ingest.directory.troubles import trouble_of
from services.ingest.networks.adapter import AccountAccess, Adapter
from services.ingest.networks.capabilities import Act, Capabilities, Listening
from services.ingest.networks.errors import NetworkError
from services.ingest.networks.registry import NETWORKS
from services.runtime.problems import Conflict

# Below the time after which whoever asked us gives up.
LONGEST_SECONDS = 12.0
# What staff expect of any network, so that its lack is worth a word.
_EXPECTED = (Act.REPLY, Act.HIDE, Act.UNHIDE, Act.MARK_SPAM, Act.DELETE, Act.RESTORE)


def list_networks() -> Listed[Network]:
    """Return every kind of place, those first with which we speak ourselves."""
    spoken = sorted((known.capabilities for known in NETWORKS.values()), key=lambda one: one.name.casefold())
    pushed = sorted(PUSHED_NETWORKS - NETWORKS.keys())
    return Listed(
        items=[*map(_network, spoken), *(Network(code=code, name=code, is_pulled=False) for code in pushed)]
    )


async def check_account(adapters: Mapping[str, Adapter], account: OpenAccount) -> AccountCheck:
    """Knock at an account's door.

    Raises Conflict for an account that is pushed to us: it has no door of its own.
    """
    adapter = adapters.get(account.network)
    if adapter is None or not account.url:
        raise Conflict("This account is not pulled: its messages are pushed to us.", code="not_pulled")
    capabilities = NETWORKS[account.network].capabilities
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            presence = await adapter.check(AccountAccess(account.url, account.credentials))
    except NetworkError as error:
        return AccountCheck(trouble=trouble_of(error), code=error.code, detail=error.detail)
    except TimeoutError:
        return AccountCheck(trouble="unreachable", code="timed_out")
    return AccountCheck(
        name=presence.name,
        url=presence.url,
        text_limit=presence.text_limit or capabilities.text_limit,
        acts=_acts(capabilities),
        lacks=_lacks(capabilities),
    )


def _network(capabilities: Capabilities) -> Network:
    return Network(
        code=capabilities.network,
        name=capabilities.name,
        is_pulled=capabilities.listening is Listening.POLLING,
        poll_seconds=capabilities.poll_interval.total_seconds(),
        text_limit=capabilities.text_limit,
        credentials=[
            CredentialField(name=one.name, is_secret=one.is_secret) for one in capabilities.credentials
        ],
        acts=_acts(capabilities),
        lacks=_lacks(capabilities),
    )


def _acts(capabilities: Capabilities) -> list[str]:
    return [act.value for act in Act if capabilities.offers(act)]


def _lacks(capabilities: Capabilities) -> list[str]:
    return [act.value for act in _EXPECTED if not capabilities.offers(act)]
