"""Forms about accounts: the values that an operation takes, and what goes back on the page when it refuses."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Form, Request

from web.pages.accounts.context import AccountForm, CredentialsForm, NetworkChoice

CREDENTIAL = "credential_"
# The field of them all in the contract, and where the page says what is wrong with none in particular.
CREDENTIALS = "credentials"
ALL = "all"


async def read_account_form(
    slug: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    interval: Annotated[str, Form(max_length=20)] = "",
    own_author_id: Annotated[str, Form()] = "",
) -> AccountForm:
    return AccountForm(slug.strip(), name.strip(), url.strip(), interval.strip(), own_author_id.strip())


async def read_credentials(request: Request) -> dict[str, str]:
    """Return what was written, by the network's names; which there are, ingest knows."""
    form = await request.form()
    return {
        name.removeprefix(CREDENTIAL): value.strip()
        for name, value in form.items()
        if name.startswith(CREDENTIAL) and isinstance(value, str) and value.strip()
    }


def values_of(form: AccountForm) -> dict[str, object]:
    """Return what may be changed at any time, as the contract calls it."""
    return {
        "name": form.name,
        "url": form.url,
        "interval_seconds": form.interval or None,
        "own_author_id": form.own_author_id or None,
    }


def refuse_credentials(
    network: NetworkChoice, given: Mapping[str, str], faults: Mapping[str, str]
) -> CredentialsForm:
    """Return what goes back on the page: never a secret."""
    shown = {one.name for one in network.credentials if not one.is_secret}
    errors = {
        name.partition(".")[2] or ALL: words
        for name, words in faults.items()
        if name.partition(".")[0] == CREDENTIALS
    }
    return CredentialsForm({name: value for name, value in given.items() if name in shown}, errors=errors)


def refuse_account(form: AccountForm, faults: Mapping[str, str]) -> AccountForm:
    own = {name: words for name, words in faults.items() if name.partition(".")[0] != CREDENTIALS}
    return form.refused(own)


AccountFormDep = Annotated[AccountForm, Depends(read_account_form)]
CredentialsDep = Annotated[dict[str, str], Depends(read_credentials)]
