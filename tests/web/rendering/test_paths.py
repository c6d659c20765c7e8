"""Addresses keep filters and never carry what is empty."""

from tests.web.gallery.desk import make_id
from web.pages.desk.queue import QueueFilters
from web.rendering import paths

BANK_QUESTIONS = QueueFilters(client="banque-arvenne", label="question")


class TestQueue:
    def test_the_plain_queue_has_no_query(self) -> None:
        assert paths.queue(QueueFilters()) == "/queue"

    def test_filters_stand_in_the_address(self) -> None:
        assert paths.queue(BANK_QUESTIONS, "abc") == "/queue?client=banque-arvenne&label=question&cursor=abc"

    def test_another_status_is_said(self) -> None:
        assert paths.queue(QueueFilters(status="closed")) == "/queue?status=closed"


class TestConversation:
    def test_keeps_the_list_beside_it(self) -> None:
        address = paths.conversation(make_id(1), BANK_QUESTIONS, "2")
        assert address == f"/conversations/{make_id(1)}?client=banque-arvenne&label=question&draft=2"


class TestInvitation:
    def test_a_token_cannot_leave_its_place(self) -> None:
        assert paths.invitation("a/../b?c") == "/invitations/a%2F..%2Fb%3Fc"
