"""The point in a decision's life at which a worker may die; tests kill it there."""

from services.runtime.points import Point

# Ingest has taken the request, and only this process knows.
ASKED = Point("decision.asked")
