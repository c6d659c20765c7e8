"""Which exchange an item belongs to: the top of its chain of parents, whatever the order of arrival."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

_NAMESPACE = UUID("6f9f0f4e-7a0e-5d0b-9a55-0d9c1f6d7a31")  # Fixed for ever: ids of conversations hang on it.
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Link:
    """What of an item decides its place in a thread; `parent` and `post` are the network's ids."""

    account_id: UUID
    external_id: str
    kind: str
    author_id: str
    parent: str | None
    post: str | None
    is_ours: bool

    @property
    def address(self) -> "Address":
        return self.account_id, self.external_id

    @property
    def is_context(self) -> bool:
        """Whether the client published it for people to comment under: it is shown above, and never waits.

        Somebody else's article that mentions the client is a message like any other.
        """
        return self.kind == "post" or (self.kind == "article" and self.is_ours)


Address = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Place:
    """The top of an item's thread as far as known, and the conversation; context has none."""

    root: str
    conversation_id: UUID | None


@dataclass(frozen=True, slots=True)
class Settled:
    """An item placed earlier, on whose chain nothing has changed."""

    place: Place
    is_context: bool


def find_places(
    client_id: UUID, links: Iterable[Link], settled: Mapping[Address, Settled]
) -> dict[Address, Place]:
    """Place items of one client, given what was placed before of the items above them.

    `links` must hold every item whose thread may have got another top: the new ones and those that so far
    stood under a new one. A parent in neither is not known yet, and its id is the top for the time being. The
    places do not depend on the order in which items arrive.
    """
    return _Finder(client_id, {link.address: link for link in links}, settled).find_all()


class _Finder:
    def __init__(
        self, client_id: UUID, links: Mapping[Address, Link], settled: Mapping[Address, Settled]
    ) -> None:
        self._client_id = client_id
        self._links = links
        self._settled = settled
        self._found: dict[Address, Place] = {}

    def find_all(self) -> dict[Address, Place]:
        for link in self._links.values():
            self._find(link)
        return self._found

    def _find(self, link: Link) -> None:
        """Climb to the first item whose place is known and give that place to all on the way."""
        way: dict[Address, Link] = {}
        step: Link | None = link
        place: Place | None = None
        while step is not None and place is None:
            if step.address in way:
                place = self._circle(list(way.values()), step)
                break
            way[step.address] = step
            place, step = self._climb(step)
        assert place is not None  # noqa: S101 each step ends in a place or a further step
        for address in way:
            self._found[address] = place

    def _climb(self, link: Link) -> tuple[Place | None, Link | None]:
        """Return the place of an item, or else the item above it that decides."""
        known = self._found.get(link.address)
        if known is not None:
            return known, None
        if link.is_context:
            return Place(link.external_id, None), None
        if link.parent is None or link.parent in {link.post, link.external_id}:
            return self._top(link), None
        above = (link.account_id, link.parent)
        if above in self._links:
            parent = self._links[above]
            return (self._top(link), None) if parent.is_context else (None, parent)
        if above in self._settled:
            found = self._settled[above]
            return (self._top(link) if found.is_context else found.place), None
        return self._named(link, link.parent), None

    def _top(self, link: Link) -> Place:
        """A direct message that answers nothing belongs to the exchange with its author, not to itself."""
        if link.kind == "direct":
            return Place(
                link.external_id,
                conversation_id(self._client_id, link.account_id, "author", link.author_id),
            )
        return self._named(link, link.external_id)

    def _named(self, link: Link, root: str) -> Place:
        return Place(root, conversation_id(self._client_id, link.account_id, "item", root))

    def _circle(self, way: list[Link], again: Link) -> Place:
        """Items that name each other as parents: the smallest id among them is the top, from wherever one climbs."""
        circle = way[way.index(again) :]
        return self._named(again, min(link.external_id for link in circle))


def conversation_id(client_id: UUID, account_id: UUID, kind: str, root: str) -> UUID:
    """The id of an exchange follows from what it is, so that a replay finds the same one."""
    return uuid5(_NAMESPACE, _SEPARATOR.join((str(client_id), str(account_id), kind, root)))
