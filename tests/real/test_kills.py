"""The worker of ingest killed around a publication on the real site: at most one comment, and it ends sent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from infra.engines.pair import EngineURLs
from tests.faults.nursery import WORKER, Nursery
from tests.faults.place import Place, open_place
from tests.real.wordpress.site import Article, Site

pytestmark = pytest.mark.real

LEASE_AND_FIRST_LOOK = timedelta(seconds=70)
TEXT = "Bonjour Sylvie, deux navettes « gratuites » & sans réservation."


@pytest.fixture
def place(
    engine_urls: EngineURLs, var: Path, tmp_path_factory: pytest.TempPathFactory, site: Site
) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("kills")
    with Nursery(folder) as nursery, open_place(nursery, engine_urls, var, folder / "place", 0) as opened:
        opened.found_account("wordpress", site.url, site.people["palabre"].credentials)
        yield opened


class TestWorkerKilled:
    @pytest.mark.parametrize(
        ("point", "stands_already"),
        [
            ("action.claimed", False),
            ("action.answered", True),
            ("action.settled", True),
        ],
    )
    def test_publishes_once(self, place: Place, article: Article, point: str, stands_already: bool) -> None:
        comment = article.write("Sylvie", "Et les bus ?")
        action = place.request(place.push(str(comment), "Et les bus ?"), TEXT)
        place.let_worker_die(point, WORKER)
        assert article.page().count("deux navettes") == stands_already
        ended = place.finish(action, WORKER)
        assert article.page().count("deux navettes") == 1
        assert ended["state"] == "sent"
        assert ended["url"] == f"{article.link}#comment-{ended['external_id']}"
        assert article.parent(int(ended["external_id"])) == comment

    def test_before_sending_leaves_it_to_a_person(self, place: Place, article: Article) -> None:
        """Only the network could say that nothing had left, and what it does not show may still come."""
        comment = article.write("Sylvie", "Et les bus ?")
        action = place.request(place.push(str(comment), "Et les bus ?"), TEXT)
        place.let_worker_die("action.intended", WORKER)
        ended = place.finish(action, WORKER)
        assert (ended["state"], ended["needs_person"], ended["code"]) == ("unknown", True, "not_found")
        assert "deux navettes" not in article.page()

    def test_twice_publishes_once(self, place: Place, article: Article) -> None:
        """The second worker dies while it reads back what the first has published."""
        comment = article.write("Sylvie", "Et les bus ?")
        action = place.request(place.push(str(comment), "Et les bus ?"), TEXT)
        place.let_worker_die("action.answered", WORKER)
        place.pass_time(LEASE_AND_FIRST_LOOK)
        place.let_worker_die("look.answered", WORKER)
        assert place.finish(action, WORKER)["state"] == "sent"
        assert article.page().count("deux navettes") == 1

    def test_hides_all_the_same(self, place: Place, article: Article) -> None:
        insult = article.write("Kévin", "Bande de clowns")
        action = place.request(place.push(str(insult), "Bande de clowns"), kind="hide")
        place.let_worker_die("action.answered", WORKER)
        assert place.finish(action, WORKER)["state"] == "sent"
        assert "Bande de clowns" not in article.page()
