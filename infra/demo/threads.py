"""Comments as a reader sees them: nested, without what was hidden, with gaps where something stood."""

from dataclasses import dataclass, field

from infra.demo.comments import Comment, State
from infra.demo.visitors import may_change

# Deeper answers are shown at this depth, or they would have no room left on a telephone.
DEPTH_SHOWN = 4


@dataclass(slots=True)
class Node:
    comment: Comment
    depth: int
    is_mine: bool
    replies: list["Node"] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        state = self.comment.state
        return state is State.PUBLISHED or (state is State.HELD and self.is_mine)

    @property
    def is_shown(self) -> bool:
        """A comment that may not be read keeps its place only while somebody's answer hangs on it."""
        return self.is_readable or any(reply.is_shown for reply in self.replies)


def threads(comments: list[Comment], mark: str | None) -> list[Node]:
    """Nest comments that are given in the order of their writing."""
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for comment in comments:
        above = nodes.get(comment.parent) if comment.parent is not None else None
        depth = min(above.depth + 1, DEPTH_SHOWN) if above else 0
        node = nodes[comment.id] = Node(comment, depth, may_change(comment, mark))
        (above.replies if above else roots).append(node)
    return roots


def readable_count(roots: list[Node]) -> int:
    return sum(root.is_readable + readable_count(root.replies) for root in roots)
