"""A client of the agency whose site is a real WordPress."""

from datetime import date, timedelta
from typing import Any

import httpx

from tests.journeys.newsroom import ClientOfAgency, open_api
from tests.journeys.palabre import Palabre
from tests.real.wordpress.site import Site


def found_press(palabre: Palabre, slug: str, name: str, site: Site | None = None) -> ClientOfAgency:
    """Made by the operator in a shell; with a site it is pulled each second, without one nothing comes in."""
    client = palabre.shell("client", "add", slug, "--name", name)["id"]
    if site is not None:
        credentials = palabre.file("wordpress.json", site.people["palabre"].credentials)
        told = ("--network", "wordpress", "--url", site.url, "--credentials", str(credentials))
        palabre.shell("account", "add", "site", "--client", slug, "--name", name, "--interval", "1", *told)
    return ClientOfAgency(palabre, slug, name, client, *open_api(palabre, slug))


def figures_of(client: ClientOfAgency, key: str | None = None) -> httpx.Response:
    """This month's figures of a client, as its portal fetches them with its key, or a stranger with another."""
    today = date.today()  # noqa: DTZ011 - a month around it is asked for
    first = (today - timedelta(days=1)).replace(day=1)
    period = {"from": str(first), "to": str(today + timedelta(days=2)), "by": "month"}
    headers = {"authorization": f"Bearer {key}"} if key else {}
    url = f"{client.palabre.url('reporting')}/v1/clients/{client.slug}/metrics"
    return client.http.get(url, params=period, headers=headers)


def totals_of(client: ClientOfAgency) -> dict[str, Any]:
    answer = figures_of(client).raise_for_status().json()
    assert answer["client"] == client.slug
    totals = {metric["metric"]: metric["total"] for metric in answer["metrics"]}
    groups = [metric["groups"] for metric in answer["metrics"] if metric["metric"] == "decisions"]
    return totals | {
        f"{group['kind']} {group['reason']}": group["total"] for found in groups for group in found
    }
