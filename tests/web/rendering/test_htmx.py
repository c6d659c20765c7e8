"""What the workplace says to HTMX and hears from it."""

from web.rendering.htmx import announce_change, go_to, wants_fragment


class TestWantsFragment:
    def test_a_plain_load_wants_the_page(self) -> None:
        assert not wants_fragment({})

    def test_htmx_wants_a_part(self) -> None:
        assert wants_fragment({"HX-Request": "true"})

    def test_history_wants_the_page_again(self) -> None:
        assert not wants_fragment({"HX-Request": "true", "HX-History-Restore-Request": "true"})


class TestAnswers:
    def test_are_never_mixed_up_with_pages_by_a_cache(self) -> None:
        for headers in (go_to("/sign-in"), announce_change("queue")):
            assert headers["Vary"] == "HX-Request"

    def test_topics_are_named_as_the_page_hears_them(self) -> None:
        assert announce_change("queue", "replies")["HX-Trigger"] == "palabre:queue, palabre:replies"
