"""The points in an action's life at which a worker may die; tests kill it at each of them."""

from services.runtime.points import Point

DUE = Point("action.due")
CLAIMED = Point("action.claimed")
INTENDED = Point("action.intended")
# Between sending and committing: the network has answered, and only this process knows what.
ANSWERED = Point("action.answered")
SETTLED = Point("action.settled")

LEASE_ENDING = Point("lease.ending")
LEASE_ENDED = Point("lease.ended")

LOOK_COUNTED = Point("look.counted")
LOOK_ANSWERED = Point("look.answered")
LOOK_SETTLED = Point("look.settled")
