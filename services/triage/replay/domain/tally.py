"""What a replay adds up to: numbers by name, so that they are kept between pages and survive a worker's death."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import get_args

from services.contracts.triage import Automation
from services.contracts.triage.charter import ProposalKind, RefusedLabel
from services.contracts.triage.replay import (
    Direction,
    LabelFigures,
    ReplayFigures,
    RuleFigures,
    Sides,
    TeamAgreement,
)
from services.triage.replay.domain.comparing import Compared, rules_reached

_KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)
_LABELS: tuple[str, ...] = get_args(RefusedLabel)
_DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
_CHARTER = "charter:"
_NORMAL_95 = 1.959964


def count(compared: Iterable[Compared], rules: Sequence[Automation]) -> Counter[str]:
    """The numbers of one page."""
    tally: Counter[str] = Counter()
    for one in compared:
        tally.update(_names(one))
        for side, said in (("before", one.one.then), ("after", one.one.now)):
            for rule in rules_reached(rules, one.one.network, said):
                tally[f"rule:{rule.id}:{side}:reached"] += 1
                if one.one.word is not None:
                    tally[f"rule:{rule.id}:{side}:judged"] += 1
                    tally[f"rule:{rule.id}:{side}:agreed"] += one.one.word.confirms(rule.label, rule.action)
    return tally


def figures_of(tally: Mapping[str, int], rules: Sequence[Automation]) -> ReplayFigures:
    labels = [_label(tally, label) for label in _LABELS]
    return ReplayFigures(
        proposals={kind: _sides(tally, kind) for kind in _KINDS},
        labels=[one for one in labels if _is_told(one)],
        changes={direction: tally.get(direction, 0) for direction in _DIRECTIONS},
        stays=tally.get("stays", 0),
        gained=tally.get("gained", 0),
        lost=tally.get("lost", 0),
        team_before=_agreement(tally, "before"),
        team_after=_agreement(tally, "after"),
        rules=[_rule(tally, rule) for rule in rules if rule.threshold is not None],
    )


def versions_of(tally: Mapping[str, int]) -> list[int]:
    """The charters with which messages were compared."""
    return sorted(int(name.removeprefix(_CHARTER)) for name in tally if name.startswith(_CHARTER))


def interval(agreed: int, count: int) -> tuple[float, float] | None:
    """Wilson's interval of 95 %: honest for few messages and for rates near 1 (Wilson, 1927)."""
    if not count:
        return None
    rate, spread = agreed / count, _NORMAL_95**2 / count
    middle = (rate + spread / 2) / (1 + spread)
    half = _NORMAL_95 * sqrt(rate * (1 - rate) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _names(one: Compared) -> Iterable[str]:
    yield one.direction or "stays"
    yield one.agreement
    if one.before.charter_version is not None:
        yield f"{_CHARTER}{one.before.charter_version}"
    for side, proposal, agreed in (
        ("before", one.before, one.agrees_before),
        ("after", one.after, one.agrees_after),
    ):
        yield f"{proposal.kind}:{side}"
        if proposal.label is not None:
            yield f"{proposal.label}:{proposal.kind}:{side}"
        if one.one.word is not None:
            yield f"judged:{side}"
        if agreed is not None:
            yield f"sides:{side}"
        if agreed:
            yield f"agreed:{side}"


def _sides(tally: Mapping[str, int], name: str) -> Sides:
    return Sides(before=tally.get(f"{name}:before", 0), after=tally.get(f"{name}:after", 0))


def _label(tally: Mapping[str, int], label: str) -> LabelFigures:
    return LabelFigures(
        label=label,
        look_first=_sides(tally, f"{label}:look_first"),
        hide=_sides(tally, f"{label}:hide"),
        delete=_sides(tally, f"{label}:delete"),
    )


def _is_told(figures: LabelFigures) -> bool:
    return any(side.before or side.after for side in (figures.look_first, figures.hide, figures.delete))


def _agreement(tally: Mapping[str, int], side: str) -> TeamAgreement:
    sides, agreed = tally.get(f"sides:{side}", 0), tally.get(f"agreed:{side}", 0)
    bounds = interval(agreed, sides)
    return TeamAgreement(
        judged=tally.get(f"judged:{side}", 0),
        sides=sides,
        agreed=agreed,
        rate=agreed / sides if sides else None,
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
    )


def _rule(tally: Mapping[str, int], rule: Automation) -> RuleFigures:
    def sides(name: str) -> Sides:
        before, after = (tally.get(f"rule:{rule.id}:{side}:{name}", 0) for side in ("before", "after"))
        return Sides(before=before, after=after)

    return RuleFigures(
        rule_id=rule.id,
        label=rule.label,
        action=rule.action,
        network=rule.network,
        state=rule.state,
        threshold=rule.threshold or 0.0,
        reached=sides("reached"),
        judged=sides("judged"),
        agreed=sides("agreed"),
    )
