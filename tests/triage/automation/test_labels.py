"""What a rule may be written for is what the models say, by the names that they say it under."""

from services.triage.scoring.outputs import KINDS, LABELS
from web.routes.automation import LABELS as OFFERED

# Found by rules with check digits rather than by a model.
BY_RULES = {"personal_data"}


def test_the_page_offers_every_label_and_kind_and_nothing_else() -> None:
    assert set(OFFERED) == {*LABELS, *(kind for kinds in KINDS.values() for kind in kinds), *BY_RULES}
    assert len(OFFERED) == len(set(OFFERED))
