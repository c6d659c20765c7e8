"""The site's API as the newsroom's tools meet it."""

import httpx
import pytest

from tests.infra.demo.running import ARTICLE, Newspaper


def error_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def texts(response: httpx.Response) -> list[str]:
    return [comment["text"] for comment in response.raise_for_status().json()["comments"]]


class TestToken:
    @pytest.mark.parametrize("token", ["", "wrong"])
    @pytest.mark.parametrize("path", ["api/v1/me", "api/v1/comments", "faults", "acceptances"])
    def test_is_asked_everywhere(self, newspaper: Newspaper, path: str, token: str) -> None:
        assert error_of(newspaper.api("GET", path, token=token)) == (401, "invalid_token")

    def test_speaks_for_the_newsroom(self, newspaper: Newspaper) -> None:
        me = newspaper.api("GET", "api/v1/me").json()
        assert me["official"]["is_official"]
        assert (me["text_limit"], me["text_unit"]) == (2000, "code_points")


class TestChanges:
    def test_come_in_pages_without_gaps(self, newspaper: Newspaper) -> None:
        written = [newspaper.write("Sylvie", f"Question {number}") for number in range(7)]
        seen: list[str] = []
        page: str | None = ""
        while page is not None:
            asked = {"limit": 3} | ({"page": page} if page else {})
            answer = newspaper.api("GET", "api/v1/comments", params=asked).json()
            seen += [comment["id"] for comment in answer["comments"]]
            page = answer["next"]
        assert seen == written

    def test_begin_with_the_second_asked_for(self, newspaper: Newspaper) -> None:
        newspaper.clock.stopped_at = 1_800_000_000
        newspaper.write("Sylvie", "avant")
        newspaper.clock.pass_seconds(1)
        newspaper.write("Sylvie", "pendant")
        asked = {"since": "2027-01-15T08:00:01Z"}
        assert texts(newspaper.api("GET", "api/v1/comments", params=asked)) == ["pendant"]

    def test_hold_what_was_edited_again(self, newspaper: Newspaper) -> None:
        newspaper.clock.stopped_at = 1_800_000_000
        sylvie = newspaper.browser()
        first = sylvie.write("Sylvie", "un")
        sylvie.write("Sylvie", "deux")
        newspaper.clock.pass_seconds(1)
        sylvie.rewrite(first, "un, corrigé")
        assert texts(newspaper.api("GET", "api/v1/comments")) == ["deux", "un, corrigé"]

    def test_hold_tombstones_without_words_or_name(self, newspaper: Newspaper) -> None:
        sylvie = newspaper.browser()
        sylvie.delete(sylvie.write("Sylvie", "Bonjour"))
        [tombstone] = newspaper.api("GET", "api/v1/comments").json()["comments"]
        assert (tombstone["state"], tombstone["text"], tombstone["author"]) == ("deleted", None, None)

    def test_of_a_made_up_page_are_refused(self, newspaper: Newspaper) -> None:
        refused = newspaper.api("GET", "api/v1/comments", params={"page": "x"})
        assert error_of(refused) == (400, "page_invalid")

    def test_of_an_unknown_site_are_not_found(self, newspaper: Newspaper) -> None:
        newspaper.slug = "nowhere"
        assert error_of(newspaper.api("GET", "api/v1/comments")) == (404, "site_not_found")


class TestComment:
    def test_is_not_found_on_another_site(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Sylvie", "Bonjour")
        newspaper.slug = "gazette"
        assert error_of(newspaper.api("GET", f"api/v1/comments/{comment}")) == (404, "comment_not_found")

    @pytest.mark.parametrize("comment", ["x", "-1", "٣", "9" * 30])
    def test_with_a_strange_id_is_not_found(self, newspaper: Newspaper, comment: str) -> None:
        assert error_of(newspaper.api("GET", f"api/v1/comments/{comment}")) == (404, "comment_not_found")

    def test_shows_its_whole_thread(self, newspaper: Newspaper) -> None:
        first = newspaper.write("Sylvie", "un")
        second = newspaper.write("Marc", "deux", first)
        newspaper.write("Marc", "ailleurs")
        newspaper.answer(second, "trois")
        assert texts(newspaper.api("GET", f"api/v1/comments/{second}/thread")) == ["un", "deux", "trois"]

    def test_stands_under_an_article(self, newspaper: Newspaper) -> None:
        comment = newspaper.api("GET", f"api/v1/comments/{newspaper.write('Sylvie', 'Bonjour')}").json()
        article = newspaper.api("GET", f"api/v1/articles/{comment['article']}").json()
        assert (article["id"], article["title"][:7]) == (ARTICLE, "Le pont")


class TestReply:
    def test_can_be_read_back(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Sylvie", "Et les bus ?")
        newspaper.write("Marc", "Des navettes.", comment)
        newspaper.answer(comment, "  Deux navettes.  ")
        assert texts(newspaper.api("GET", f"api/v1/comments/{comment}/replies")) == ["Deux navettes."]

    def test_twice_is_taken_twice_and_told(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Sylvie", "Et les bus ?")
        newspaper.answer(comment, "Deux navettes.")
        newspaper.answer(comment, "Deux navettes.")
        assert newspaper.accepted() == {"Deux navettes.": 2}

    @pytest.mark.parametrize(
        ("text", "code"), [("", "text_empty"), ("é" * 2001, "text_too_long"), ("a\0b", "text_invalid")]
    )
    def test_of_an_unfit_text_is_refused(self, newspaper: Newspaper, text: str, code: str) -> None:
        path = f"api/v1/comments/{newspaper.write('Sylvie', 'Bonjour')}/replies"
        assert error_of(newspaper.api("POST", path, json={"text": text})) == (422, code)
        assert newspaper.accepted() == {}

    def test_to_a_deleted_comment_is_gone(self, newspaper: Newspaper) -> None:
        sylvie = newspaper.browser()
        comment = sylvie.write("Sylvie", "Bonjour")
        sylvie.delete(comment)
        refused = newspaper.api("POST", f"api/v1/comments/{comment}/replies", json={"text": "Bonjour"})
        assert error_of(refused) == (410, "parent_deleted")

    def test_to_a_hidden_comment_is_refused(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Marc", "Bande de clowns")
        newspaper.api("POST", f"api/v1/comments/{comment}/hide").raise_for_status()
        refused = newspaper.api("POST", f"api/v1/comments/{comment}/replies", json={"text": "Bonjour"})
        assert error_of(refused) == (403, "parent_not_published")

    def test_without_a_body_is_invalid(self, newspaper: Newspaper) -> None:
        path = f"api/v1/comments/{newspaper.write('Sylvie', 'Bonjour')}/replies"
        assert error_of(newspaper.api("POST", path)) == (422, "invalid_request")


class TestHide:
    def test_twice_is_the_same_as_once(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Marc", "Bande de clowns")
        for _ in range(2):
            hidden = newspaper.api("POST", f"api/v1/comments/{comment}/hide").json()
            assert hidden["state"] == "hidden"
        assert newspaper.accepted("hide") == {comment: 1}

    def test_of_a_deleted_comment_is_gone(self, newspaper: Newspaper) -> None:
        marc = newspaper.browser()
        comment = marc.write("Marc", "Bande de clowns")
        marc.delete(comment)
        assert error_of(newspaper.api("POST", f"api/v1/comments/{comment}/hide")) == (410, "comment_deleted")


class TestPutAside:
    @pytest.mark.parametrize(("operation", "state"), [("mark-spam", "spam"), ("delete", "binned")])
    def test_leaves_the_page_and_keeps_its_words(
        self, newspaper: Newspaper, operation: str, state: str
    ) -> None:
        comment = newspaper.write("Marc", "Bande de clowns")
        newspaper.moderate(comment, operation)
        told = newspaper.api("GET", f"api/v1/comments/{comment}").json()
        assert (told["state"], told["text"]) == (state, "Bande de clowns")
        assert "Bande de clowns" not in newspaper.browser().open()

    @pytest.mark.parametrize("operation", ["mark-spam", "delete"])
    def test_comes_back_by_being_restored_and_not_by_being_shown(
        self, newspaper: Newspaper, operation: str
    ) -> None:
        comment = newspaper.write("Marc", "Bande de clowns")
        newspaper.moderate(comment, operation)
        refused = newspaper.api("POST", f"api/v1/comments/{comment}/unhide")
        assert error_of(refused) == (409, "comment_put_aside")
        newspaper.moderate(comment, "restore")
        assert "Bande de clowns" in newspaper.browser().open()

    def test_can_still_be_deleted_by_its_author_for_good(self, newspaper: Newspaper) -> None:
        marc = newspaper.browser()
        comment = marc.write("Marc", "Bande de clowns")
        newspaper.moderate(comment, "delete")
        marc.delete(comment)
        gone = newspaper.api("POST", f"api/v1/comments/{comment}/restore")
        assert error_of(gone) == (410, "comment_deleted")


class TestHolding:
    def test_keeps_a_newcomer_for_the_moderator_until_one_comment_is_published(
        self, newspaper: Newspaper
    ) -> None:
        newspaper.hold_newcomers()
        first = newspaper.write("Sylvie", "Et les bus ?")
        assert newspaper.api("GET", f"api/v1/comments/{first}").json()["state"] == "held"
        newspaper.moderate(first, "unhide")
        newspaper.write("Sylvie", "Et les vélos ?")
        page = newspaper.browser().open()
        assert "Et les bus ?" in page
        assert "Et les vélos ?" in page

    def test_never_keeps_the_newsroom(self, newspaper: Newspaper) -> None:
        comment = newspaper.write("Sylvie", "Et les bus ?")
        newspaper.hold_newcomers()
        newspaper.answer(comment, "Deux navettes.")
        assert "Deux navettes." in newspaper.browser().open()

    def test_can_be_ended(self, newspaper: Newspaper) -> None:
        newspaper.hold_newcomers()
        newspaper.api("PUT", "holding", json={"newcomers": False}).raise_for_status()
        newspaper.write("Sylvie", "Et les bus ?")
        assert "Et les bus ?" in newspaper.browser().open()
