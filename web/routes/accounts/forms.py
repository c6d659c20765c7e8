"""Forms about accounts: the values that an operation takes, and what goes back on the page when it refuses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Form, Request

from web.pages.accounts.context import AccountForm, CredentialInput, NetworkChoice

CREDENTIAL = "credential_"


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


def with_faults(network: NetworkChoice, given: Mapping[str, str], faults: Mapping[str, str]) -> NetworkChoice:
    """Return the network's fields with what was written, secrets excepted, and what is wrong with each."""
    fields = tuple(_refused(field, given, faults) for field in network.credentials)
    return replace(network, credentials=fields)


def _refused(field: CredentialInput, given: Mapping[str, str], faults: Mapping[str, str]) -> CredentialInput:
    value = "" if field.is_secret else given.get(field.name, "")
    return replace(field, value=value, error=faults.get(f"credentials.{field.name}"))


AccountFormDep = Annotated[AccountForm, Depends(read_account_form)]
CredentialsDep = Annotated[dict[str, str], Depends(read_credentials)]
