"""The points in the life of an automatic act and its rule at which a worker may die; tests kill it at each of them."""

from services.runtime.points import Point

# Noted in the transaction that assesses, which has not been committed yet.
DRAWN = Point("automation.drawn")
DUE = Point("automation.due")
# Decided in a transaction that has not been committed yet.
DECIDED = Point("automation.decided")
ACTED = Point("automation.acted")
# Stopped by its audit in a transaction that has not been committed yet.
STOPPED = Point("automation.stopped")
