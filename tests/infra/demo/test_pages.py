"""What visitors of the newspaper see and do. Sylvie and Marc read it, an outsider tries what is not his."""

import httpx

from tests.infra.demo.running import OTHER_ARTICLE, Newspaper

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)>"'{{ 7 * 7 }}"""


class TestFront:
    def test_shows_the_standing_newspaper(self, site_server: str) -> None:
        home = httpx.get(site_server)
        assert "La Gazette de Montrelais" in home.text
        assert "/sites/gazette/articles/pont-des-lavandieres" in home.text

    def test_runs_no_script(self, site_server: str) -> None:
        policy = httpx.get(site_server).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'")
        assert "script" not in policy

    def test_of_an_unknown_site_is_not_found(self, site_server: str) -> None:
        missing = httpx.get(f"{site_server}/sites/nowhere")
        assert (missing.status_code, missing.headers["content-type"]) == (404, "text/html; charset=utf-8")


class TestWriting:
    def test_stands_under_the_article(self, newspaper: Newspaper) -> None:
        newspaper.browser().write("Sylvie", "La passerelle sera-t-elle ouverte aux vélos ?")
        page = newspaper.browser().open()
        assert "La passerelle sera-t-elle ouverte aux vélos ?" in page
        assert "1 commentaire" in page

    def test_of_an_answer_stands_below_its_comment(self, newspaper: Newspaper) -> None:
        first = newspaper.browser().write("Sylvie", "Et les bus ?")
        newspaper.browser().write("Marc", "Des navettes.", parent=first)
        page = newspaper.browser().open()
        assert page.index("Et les bus ?") < page.index('<ol class="replies">') < page.index("Des navettes.")

    def test_keeps_hostile_text_text(self, newspaper: Newspaper) -> None:
        newspaper.browser().write(HOSTILE[:60], HOSTILE)
        page = newspaper.browser().open()
        assert "<script>" not in page
        assert "<img" not in page
        assert "{{ 7 * 7 }}" in page

    def test_of_too_much_is_refused_and_nothing_is_lost(self, newspaper: Newspaper) -> None:
        refused = newspaper.browser().send("Sylvie", "é" * 2_001)
        assert refused.status_code == 422
        assert "dépasse 2000 caractères" in refused.text
        assert "é" * 2_001 in refused.text

    def test_counts_code_points(self, newspaper: Newspaper) -> None:
        assert newspaper.browser().send("Sylvie", "🙂" * 2_000).status_code == 200

    def test_without_a_name_is_refused(self, newspaper: Newspaper) -> None:
        assert "Indiquez un nom" in newspaper.browser().send("  ", "Bonjour").text

    def test_under_a_comment_of_another_article_is_not_found(self, newspaper: Newspaper) -> None:
        first = newspaper.browser().write("Sylvie", "Et les bus ?")
        assert newspaper.browser().send("Marc", "Oui", first, OTHER_ARTICLE).status_code == 404

    def test_from_another_site_is_refused(self, newspaper: Newspaper) -> None:
        browser = newspaper.browser()
        browser.client.headers["sec-fetch-site"] = "cross-site"
        assert browser.send("Sylvie", "Bonjour").status_code == 403
        assert "Bonjour" not in browser.open()


class TestChanging:
    def test_is_shown_as_such(self, newspaper: Newspaper) -> None:
        sylvie = newspaper.browser()
        comment = sylvie.write("Sylvie", "Bonjour à tous")
        sylvie.rewrite(comment, "Bonsoir à tous").raise_for_status()
        page = newspaper.browser().open()
        assert "Bonsoir à tous" in page
        assert "Bonjour à tous" not in page
        assert "modifié" in page

    def test_by_an_outsider_is_not_found(self, newspaper: Newspaper) -> None:
        comment = newspaper.browser().write("Sylvie", "Bonjour à tous")
        outsider = newspaper.browser()
        outsider.write("Sylvie", "Je suis Sylvie aussi")
        assert outsider.rewrite(comment, "Autre chose").status_code == 404
        assert outsider.delete(comment).status_code == 404
        assert "Bonjour à tous" in newspaper.browser().open()

    def test_into_nothing_is_refused(self, newspaper: Newspaper) -> None:
        sylvie = newspaper.browser()
        assert "est vide" in sylvie.rewrite(sylvie.write("Sylvie", "Bonjour"), " ").text


class TestDeleting:
    def test_leaves_nothing(self, newspaper: Newspaper) -> None:
        sylvie = newspaper.browser()
        sylvie.delete(sylvie.write("Sylvie", "Bonjour à tous"))
        page = sylvie.open()
        assert "Bonjour à tous" not in page
        assert "Sylvie" not in page
        assert "Aucun commentaire" in page

    def test_leaves_a_gap_where_somebody_answered(self, newspaper: Newspaper) -> None:
        sylvie = newspaper.browser()
        comment = sylvie.write("Sylvie", "Bonjour à tous")
        newspaper.answer(comment, "Bonjour Sylvie")
        sylvie.delete(comment)
        page = sylvie.open()
        assert "Commentaire supprimé par son auteur." in page
        assert "Bonjour Sylvie" in page
        assert "Bonjour à tous" not in page


class TestModeration:
    def test_hides_from_everybody(self, newspaper: Newspaper) -> None:
        marc = newspaper.browser()
        comment = marc.write("Marc", "Bande de clowns")
        newspaper.api("POST", f"api/v1/comments/{comment}/hide").raise_for_status()
        assert "Bande de clowns" not in marc.open()

    def test_can_be_taken_back(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Marc", "Bande de clowns")
        newspaper.api("POST", f"api/v1/comments/{comment}/hide").raise_for_status()
        newspaper.api("POST", f"api/v1/comments/{comment}/unhide").raise_for_status()
        assert "Bande de clowns" in newspaper.browser().open()

    def test_holds_what_has_many_links(self, newspaper: Newspaper) -> None:
        spammer = newspaper.browser()
        spammer.send("Promo", "http://a.example http://b.example")
        assert "en attente de modération" in spammer.open()
        assert "a.example" not in newspaper.browser().open()


class TestOfficialReply:
    def test_stands_below_the_comment_with_a_badge(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Sylvie", "Et les bus ?")
        newspaper.answer(comment, "Deux navettes gratuites.")
        page = newspaper.browser().open()
        parts = [
            "Et les bus ?",
            '<ol class="replies">',
            "La rédaction",
            "Réponse officielle",
            "Deux navettes gratuites.",
        ]
        places = [page.index(part) for part in parts]
        assert places == sorted(places)
