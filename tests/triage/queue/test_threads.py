"""Which exchange an item belongs to, whatever the order in which its thread arrives."""

from collections.abc import Sequence
from itertools import permutations
from uuid import UUID

import pytest

from services.triage.queue.domain.threads import Address, Link, Place, Settled, find_places

CLIENT = UUID(int=1)
ACCOUNT = UUID(int=2)


def link(name: str, parent: str | None = None, **changes: object) -> Link:
    values: dict[str, object] = {
        "account_id": ACCOUNT,
        "external_id": name,
        "kind": "comment",
        "author_id": f"author of {name}",
        "parent": parent,
        "post": None,
        "is_ours": False,
    }
    return Link(**{**values, **changes})  # type: ignore[arg-type]  # a test's shorthand


class Copy:
    """What triage keeps between arrivals, in memory."""

    def __init__(self) -> None:
        self.links: dict[Address, Link] = {}
        self.places: dict[Address, Place] = {}

    def arrive(self, *new: Link) -> None:
        links = {one.address: one for one in new}
        tops = {one.external_id for one in new}
        below = [
            one
            for address, one in self.links.items()
            if self.places[address].root in tops and one.external_id != self.places[address].root
        ]
        links |= {one.address: one for one in below}
        settled = {
            address: Settled(place, self.links[address].is_context)
            for address, place in self.places.items()
            if address not in links
        }
        self.places |= find_places(CLIENT, links.values(), settled)
        self.links |= links

    def exchanges(self) -> dict[str, UUID | None]:
        return {name: place.conversation_id for (_, name), place in self.places.items()}


def arrive_in_every_order(thread: Sequence[Link]) -> list[dict[str, UUID | None]]:
    """One at a time in every order, and all at once."""
    outcomes = []
    for order in permutations(thread):
        one_by_one, at_once = Copy(), Copy()
        for arriving in order:
            one_by_one.arrive(arriving)
        at_once.arrive(*order)
        outcomes += [one_by_one.exchanges(), at_once.exchanges()]
    return outcomes


THREAD = (link("root"), link("a", "root"), link("b", "a"), link("c", "a"), link("d", "c"))


class TestFindPlaces:
    def test_a_thread_is_one_exchange_in_every_order_of_arrival(self) -> None:
        outcomes = arrive_in_every_order(THREAD)
        assert len(set(outcomes[0].values())) == 1
        assert all(outcome == outcomes[0] for outcome in outcomes)

    @pytest.mark.parametrize("kind", ["post", "article"])
    def test_what_the_client_published_is_context_and_each_comment_its_own_exchange(self, kind: str) -> None:
        thread = (
            link("post", kind=kind, is_ours=True),
            link("a", "post"),
            link("under a", "a"),
            link("b", "post"),
        )
        outcomes = arrive_in_every_order(thread)
        assert outcomes[0]["post"] is None
        assert outcomes[0]["a"] == outcomes[0]["under a"] != outcomes[0]["b"]
        assert all(outcome == outcomes[0] for outcome in outcomes)

    def test_a_comment_whose_parent_is_the_post_needs_not_wait_for_the_post(self) -> None:
        copy = Copy()
        copy.arrive(link("a", "post", post="post"), link("b", "post", post="post"))
        exchanges = copy.exchanges()
        assert exchanges["a"] != exchanges["b"]

    def test_somebody_elses_article_is_a_message_like_any_other(self) -> None:
        copy = Copy()
        copy.arrive(link("article", kind="article"))
        assert copy.exchanges()["article"] is not None

    def test_direct_messages_of_one_author_are_one_exchange_with_their_answers_below(self) -> None:
        thread = (
            link("m1", kind="direct", author_id="julie"),
            link("m2", kind="direct", author_id="julie"),
            link("reply", "m2", kind="direct", author_id="us", is_ours=True),
            link("m3", kind="direct", author_id="paul"),
        )
        outcomes = arrive_in_every_order(thread)
        found = outcomes[0]
        assert found["m1"] == found["m2"] == found["reply"] != found["m3"]
        assert all(outcome == found for outcome in outcomes)

    def test_siblings_of_an_unknown_parent_stand_together(self) -> None:
        copy = Copy()
        copy.arrive(link("a", "unseen"))
        copy.arrive(link("b", "unseen"))
        assert copy.exchanges()["a"] == copy.exchanges()["b"]

    def test_items_that_name_each_other_as_parents_end_in_one_exchange(self) -> None:
        circle = (link("a", "b"), link("b", "c"), link("c", "a"), link("self", "self"))
        outcomes = arrive_in_every_order(circle)
        found = outcomes[0]
        assert found["a"] == found["b"] == found["c"] != found["self"]
        assert all(outcome == found for outcome in outcomes)

    def test_the_same_ids_on_another_account_or_client_are_another_exchange(self) -> None:
        copy = Copy()
        copy.arrive(link("a"), link("a", account_id=UUID(int=3)))
        elsewhere = find_places(UUID(int=9), [link("a")], {})
        assert len({place.conversation_id for place in (*copy.places.values(), *elsewhere.values())}) == 3

    def test_a_very_deep_thread_is_climbed_without_recursion(self) -> None:
        copy = Copy()
        deep = [link(str(depth), str(depth + 1)) for depth in range(5_000)]
        copy.arrive(*deep)
        assert {place.root for place in copy.places.values()} == {"5000"}
