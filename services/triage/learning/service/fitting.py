"""From what people said and what the general model says to a layer, in scoring's hands: no transaction, no loop."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from services.contracts.triage import Assessment
from services.triage.learning.service.refitting import Begun, Fitted
from services.triage.scoring.domain import Message
from services.triage.scoring.domain.layers import OwnLayer, Refit, Taught

FitLayer = Callable[
    [Sequence[str], Mapping[str, Sequence[float]], Mapping[str, Taught], OwnLayer | None], Refit
]


def fit(begun: Begun, read: Mapping[UUID, tuple[Message, Assessment]], fit_layer: FitLayer) -> Fitted:
    """Fit and compare each label of which something was said; a message that cannot be read teaches nothing."""
    kept = [item for item in begun.items if item in read and read[item][1].labels]
    general = read[kept[0]][1].model if kept else ""
    place = {item: index for index, item in enumerate(kept)}
    taught, chances = {}, {}
    for label, everything in begun.taught.items():
        said = [one for one in everything if one.item_id in place and label in read[one.item_id][1].labels]
        taught[label] = Taught(
            [place[one.item_id] for one in said], [one.value for one in said], [one.weight for one in said]
        )
        chances[label] = [read[item][1].labels.get(label, 0.5) for item in kept]
    standing = begun.standing if begun.standing and begun.standing.general == general else None
    found = fit_layer([read[item][0].text for item in kept], chances, taught, standing)
    return Fitted(general, found.body, found.figures)
