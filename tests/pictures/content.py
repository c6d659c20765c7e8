"""Three invented clients and a day of messages, put in as an operator and a scheduler do it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import httpx

from services.contracts.topology import ServiceName
from tests.infra.demo.running import TLS
from tests.installation import wait_until
from tests.journeys.palabre import Palabre

THREADS = Path(__file__).with_name("threads_fr.jsonl")

# slug: name, the name under which it writes itself, its accounts by network
CLIENTS: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {
    "banque-arvenne": (
        "Banque Arvenne",
        {"page": ("facebook", "page Banque Arvenne"), "insta": ("instagram", "@banque.arvenne")},
    ),
    "gazette-montrelais": (
        "La Gazette de Montrelais",
        {"site": ("sandbox", "commentaires des articles"), "facebook": ("facebook", "page La Gazette")},
    ),
    "ville-montrelais": (
        "Ville de Montrelais",
        {
            "facebook": ("facebook", "page de la ville"),
            "x": ("x", "@montrelais"),
            "mairie": ("email", "mairie@montrelais.example"),
        },
    ),
}
KNOWLEDGE = {
    "banque-arvenne": (
        ("Suivre un dossier de prêt", "Un dossier de prêt complet reçoit une réponse sous dix jours ouvrés."),
        (
            "Code de connexion non reçu",
            "Si le code de connexion n’arrive pas, désinstallez puis réinstallez l’application.",
        ),
    ),
    "gazette-montrelais": (
        (
            "Navettes pendant la fermeture du pont",
            "Les navettes du mercredi et du samedi prennent les poussettes pliées. "
            "Elles passent toutes les vingt minutes entre la gare et le marché.",
        ),
        (
            "Fermeture du pont des Lavandières",
            "La passerelle provisoire reste ouverte aux vélos et aux poussettes pendant les travaux.",
        ),
    ),
    "ville-montrelais": (
        (
            "Encombrants",
            "Les matelas se déposent à la déchetterie, ou sur rendez-vous le premier mardi du mois.",
        ),
    ),
}


def fill(palabre: Palabre, site_token: str) -> None:
    """Make the clients, push their messages, and return when all of them stand in the queue."""
    threads = [json.loads(line) for line in THREADS.read_text(encoding="utf-8").splitlines()]
    for slug in CLIENTS:
        found_client(palabre, slug, site_token)
        push(palabre, slug, [(n, thread) for n, thread in enumerate(threads) if thread["client"] == slug])


def found_client(palabre: Palabre, slug: str, site_token: str) -> None:
    name, accounts = CLIENTS[slug]
    client = palabre.shell("client", "add", slug, "--name", name)["id"]
    for account, (network, shown) in accounts.items():
        is_site = network == "sandbox"
        _post(
            palabre,
            "ingest",
            "accounts:write",
            f"/v1/clients/{client}/accounts",
            slug=account,
            network=network,
            name=shown,
            own_author_id=name,
            url=f"{palabre.site_url}/sites/gazette" if is_site else "",
            credentials={"token": site_token} if is_site else {},
        )
    for title, body in KNOWLEDGE[slug]:
        _post(palabre, "reply", "knowledge:write", f"/v1/clients/{client}/articles", title=title, body=body)


def push(palabre: Palabre, slug: str, threads: list[tuple[int, dict[str, Any]]]) -> None:
    key = palabre.shell("key", "create", "--client", slug, "--scope", "items:write", "--scope", "queue:read")
    with httpx.Client(headers={"authorization": f"Bearer {key['key']}"}, timeout=30, verify=TLS) as http:

        def all_stand_there() -> bool:
            page = http.get(f"{palabre.url('triage')}/v1/queue", params={"limit": 200}).raise_for_status()
            return len(page.json()["items"]) >= sum(1 for _, thread in threads if is_open(thread))

        items = [item for number, thread in threads for item in items_of(number, thread)]
        http.post(f"{palabre.url('ingest')}/v1/clients/{slug}/items", json=items).raise_for_status()
        wait_until(all_stand_there, 30, f"the messages to {slug} did not reach the queue")


def is_open(thread: dict[str, Any]) -> bool:
    """Whether the public had the last word."""
    return bool(thread["messages"][-1][0] != CLIENTS[thread["client"]][0])


def items_of(number: int, thread: dict[str, Any]) -> list[dict[str, Any]]:
    """A thread as the intake wants it: ids from its number, times counted back from now."""
    now = datetime.now(UTC)
    post = f"post-{crc32(thread['post'].encode())}" if "post" in thread else None
    items = []
    for index, (author, minutes, text, *parent) in enumerate(thread["messages"]):
        item = {
            "account": thread["account"],
            "id": f"t{number}-{index}",
            "kind": "direct" if post is None else "reply" if parent else "comment",
            "text": text,
            "author": {"id": author, "name": author},
            "created_at": (now - timedelta(minutes=minutes)).isoformat(),
            "parent": f"t{number}-{parent[0]}" if parent else None,
            "post": post,
        }
        items.append({name: value for name, value in item.items() if value is not None})
    if post:
        items.insert(
            0,
            {
                "account": thread["account"],
                "id": post,
                "kind": "post",
                "text": thread["post"],
                "author": {"id": CLIENTS[thread["client"]][0], "name": CLIENTS[thread["client"]][0]},
                "created_at": (now - timedelta(days=4)).isoformat(),
            },
        )
    return items


def _post(palabre: Palabre, service: ServiceName, scope: str, path: str, **body: object) -> None:
    headers = palabre.operator_headers(service, scope)
    httpx.post(palabre.url(service) + path, json=body, headers=headers, verify=TLS).raise_for_status()
