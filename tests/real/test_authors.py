"""What the public does with its own words on a real WordPress reaches the desk."""

import pytest

from tests.journeys.desk import Desk
from tests.journeys.newsroom import ClientOfAgency, until
from tests.real.wordpress.site import Article

pytestmark = [pytest.mark.real, pytest.mark.journey]


class TestAuthors:
    def test_who_deletes_and_edits_is_followed(
        self, courrier: ClientOfAgency, nadia: Desk, article: Article
    ) -> None:
        comment = article.write("Fanch", "Le marché du jeudi, c’est mieux qu’avant ?")
        entry = courrier.wait_for("Le marché du jeudi, c’est mieux qu’avant ?")
        article.rewrite(comment, "Le marché du samedi, c’est mieux qu’avant ?")
        courrier.wait_for("Le marché du samedi, c’est mieux qu’avant ?")
        article.delete(comment, for_good=True)
        path = f"/conversations/{entry['id']}"
        until(lambda: "samedi" not in nadia.open(path), "the deleted words still stand at the desk")
        until(lambda: not list(courrier.queue()), "what was deleted still waits for an answer")
