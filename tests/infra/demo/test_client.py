"""One command makes the demo's newspaper a client, and what its visitors write stands in the queue."""

from pathlib import Path

import httpx
import pytest

from infra.demo.knowledge import CLIENT_SLUG, KNOWLEDGE
from infra.demo.settings import DEFAULT_SITE
from tests import installation
from tests.infra.demo.running import TLS, Newspaper, SiteClock
from tests.installation import free_port_base, wait_until
from tests.journeys.palabre import Palabre

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("palabre")]


class TestDemo:
    def test_what_a_visitor_writes_stands_in_the_queue(self, palabre: Palabre) -> None:
        palabre.shell("demo")
        Newspaper(palabre.site_url, DEFAULT_SITE, SiteClock()).write("Armelle", "La passerelle ouvre quand ?")
        scopes = ("--scope", "queue:read")
        key = palabre.shell("key", "create", "--client", CLIENT_SLUG, *scopes)["key"]
        headers = {"authorization": f"Bearer {key}"}

        def stands_in_queue() -> bool:
            queue = httpx.get(f"{palabre.url('triage')}/v1/queue", headers=headers, verify=TLS)
            return "Armelle" in [entry["author_name"] for entry in queue.raise_for_status().json()["items"]]

        wait_until(stands_in_queue, 15, "the comment did not reach the queue")

    def test_twice_is_harmless(self, palabre: Palabre) -> None:
        first, again = palabre.shell("demo"), palabre.shell("demo")
        assert again == first
        headers = palabre.operator_headers("reply", "knowledge:read")
        known = httpx.get(
            f"{palabre.url('reply')}/v1/clients/{first['id']}/articles", headers=headers, verify=TLS
        ).json()
        assert sorted(article["title"] for article in known["items"]) == sorted(
            one.title for one in KNOWLEDGE
        )

    def test_without_the_site_it_says_how_to_start_it(self, tmp_path: Path) -> None:
        settings = {"PALABRE_PORT_BASE": str(free_port_base()), "PALABRE_VAR": str(tmp_path)}
        answer = installation.palabre("demo", settings=settings)
        assert answer.returncode == 3
        assert "PALABRE_DEMO=1" in answer.stderr
