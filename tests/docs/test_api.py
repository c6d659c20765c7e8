"""The example of docs/api.md does what the page says, and every error that the page names is real."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from services.contracts.topology import ServiceName
from tests.infra.demo.running import TLS
from tests.installation import wait_until
from tests.journeys.palabre import Palabre

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("palabre")]

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def key(palabre: Palabre) -> str:
    """What the page's own commands make, in one key that may look at the queue too."""
    palabre.shell("client", "add", "courtenelle", "--name", "Ville de Courtenelle")
    told = ("--network", "facebook", "--name", "page de la ville")
    palabre.shell("account", "add", "page", "--client", "courtenelle", *told)
    wanted = ("items:write", "queue:read", "reports:read", "scores:read")
    scopes = [word for scope in wanted for word in ("--scope", scope)]
    made: str = palabre.shell("key", "create", "--client", "courtenelle", *scopes)["key"]
    return made


def block(name: str) -> str:
    found = re.search(rf"```{name}\n(.*?)```", PAGE, re.DOTALL)
    assert found, f"the page has no example {name}"
    return found[1]


def run_example(palabre: Palabre, key: str, name: str = "sh") -> dict[str, Any]:
    command = block(name)
    for port, service in (("8001", "ingest"), ("8002", "triage"), ("8004", "reporting")):
        command = command.replace(f"http://127.0.0.1:{port}", palabre.url(cast(ServiceName, service)))
    environment = {**os.environ, "PALABRE_KEY": key, "NO_PROXY": "*"}
    done = subprocess.run(
        ["bash", "-ec", command], env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


class TestExample:
    def test_answers_as_the_page_shows_also_when_sent_again(self, palabre: Palabre, key: str) -> None:
        answer = run_example(palabre, key)
        assert run_example(palabre, key) == answer
        shown = json.loads(block("json"))
        shown["items"][0]["item_id"] = answer["items"][0]["item_id"]
        assert answer == shown

    def test_stands_in_the_queue(self, palabre: Palabre, key: str) -> None:
        run_example(palabre, key)
        headers = {"authorization": f"Bearer {key}"}

        def stands_there() -> bool:
            page = httpx.get(f"{palabre.url('triage')}/v1/queue", headers=headers, verify=TLS)
            return "Armelle Guyot" in [one["author_name"] for one in page.raise_for_status().json()["items"]]

        wait_until(stands_there, 15, "the example did not reach the queue")


class TestScores:
    def test_answers_with_the_fields_that_the_page_names(self, palabre: Palabre, key: str) -> None:
        (first, second) = run_example(palabre, key, "sh score")["items"]
        section = PAGE.partition("## Scores")[2]
        assert [name for name in first if f"`{name}`" not in section] == []
        assert first["labels"]["question"] > second["labels"]["question"]


class TestPortal:
    def test_answers_as_the_page_shows(self, palabre: Palabre, key: str) -> None:
        answer = run_example(palabre, key, "sh portal")
        shown = json.loads(block("json portal"))
        for found, told in zip(answer["metrics"], shown["metrics"], strict=True):
            assert found["definition"].startswith(told["definition"].removesuffix("…"))
            told["definition"] = found["definition"]
        assert answer == shown

    def test_names_every_metric_with_its_unit(self, palabre: Palabre, key: str) -> None:
        url = f"{palabre.url('reporting')}/v1/clients/courtenelle/metrics"
        params = {"from": "2026-10-01", "to": "2026-11-01"}
        answer = httpx.get(url, params=params, headers={"authorization": f"Bearer {key}"}, verify=TLS)
        for one in answer.raise_for_status().json()["metrics"]:
            assert re.search(rf"^\|.*`{one['metric']}`.*\| `{one['unit']}` \|", PAGE, re.MULTILINE)

    def test_a_report_is_frozen_as_the_page_says(self, palabre: Palabre, key: str) -> None:
        report = run_example(palabre, key, "sh report")
        assert (report["from"], report["to"], report["title"]) == ("2026-10-01", "2026-11-01", "Octobre 2026")

    def test_a_body_that_does_not_say_it_is_json_is_refused_as_the_page_says(
        self, palabre: Palabre, key: str
    ) -> None:
        url = f"{palabre.url('reporting')}/v1/clients/courtenelle/reports"
        body = b'{"from": "2026-10-01", "to": "2026-11-01"}'
        answer = httpx.post(url, content=body, headers={"authorization": f"Bearer {key}"}, verify=TLS)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")

    def test_a_report_is_frozen_listed_read_and_known(self, palabre: Palabre, key: str) -> None:
        url = f"{palabre.url('reporting')}/v1/clients/courtenelle/reports"
        with httpx.Client(headers={"authorization": f"Bearer {key}"}, verify=TLS) as portal:
            frozen = portal.post(url, json={"from": "2026-10-01", "to": "2026-11-01"})
            assert frozen.status_code == 201
            listed = portal.get(url).json()["items"]
            assert frozen.json()["id"] in [one["id"] for one in listed]
            report = portal.get(f"{url}/{frozen.json()['id']}", headers={"accept": "text/html"})
            assert report.headers["content-type"].startswith("text/html")
            known = {"accept": "text/html", "if-none-match": report.headers["etag"]}
            assert portal.get(f"{url}/{frozen.json()['id']}", headers=known).status_code == 304

    def test_a_key_for_another_client_reads_what_never_existed(self, palabre: Palabre, key: str) -> None:
        palabre.shell("client", "add", "ailleurs", "--name", "Ailleurs")
        made = palabre.shell("key", "create", "--client", "ailleurs", "--scope", "reports:read")["key"]
        params = {"from": "2026-10-01", "to": "2026-11-01"}
        answers = {
            httpx.get(
                f"{palabre.url('reporting')}/v1/clients/{name}/metrics",
                params=params,
                headers={"authorization": f"Bearer {made}"},
                verify=TLS,
            ).content
            for name in ("courtenelle", "nowhere")
        }
        assert len(answers) == 1
        assert json.loads(answers.pop())["code"] == "not_found"


class TestErrors:
    @pytest.mark.parametrize(
        ("status", "changes"),
        [
            (400, {"content": b'{"items": ['}),
            (401, {"headers": {"authorization": "Bearer pal_nobody_nothing"}}),
            (404, {"path": "/v1/clients/nowhere/items"}),
            (413, {"json": [{}] * 1_001}),
            (415, {"headers": {"content-type": "text/plain"}}),
        ],
    )
    def test_is_named_on_the_page(
        self, palabre: Palabre, key: str, status: int, changes: dict[str, Any]
    ) -> None:
        headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        sent = {"content": b"[]", **changes, "headers": headers | changes.get("headers", {})}
        if "json" in sent:
            sent["content"] = json.dumps(sent.pop("json")).encode()
        path = sent.pop("path", "/v1/clients/courtenelle/items")
        answer = httpx.post(palabre.url("ingest") + path, verify=TLS, **sent)
        assert answer.status_code == status
        assert re.search(rf"^\| {status} \|.*`{answer.json()['code']}`", PAGE, re.MULTILINE)

    def test_another_body_under_the_same_key_is_named_on_the_page(self, palabre: Palabre, key: str) -> None:
        headers = {"authorization": f"Bearer {key}", "idempotency-key": "twice"}
        url = f"{palabre.url('ingest')}/v1/clients/courtenelle/items"
        httpx.post(url, json=[], headers=headers, verify=TLS).raise_for_status()
        answer = httpx.post(url, json={"items": []}, headers=headers, verify=TLS)
        assert answer.status_code == 422
        assert f"| 422 | `{answer.json()['code']}` |" in PAGE
