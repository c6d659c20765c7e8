"""What can be decided about a message, and what of its decisions says why it stands as it does."""

from collections.abc import Sequence

from services.contracts.ingest import Account
from services.contracts.triage import ConversationItem, Decision, DecisionKind
from web.pages.desk.deciding import DecisionForm

# What is hidden or gone, and the decision that makes it so.
_MADE_BY: dict[str, DecisionKind] = {"hidden": "hide", "deleted": "delete"}


def form_for(item: ConversationItem, account: Account | None) -> DecisionForm | None:
    """Return what is offered for a message, or None where nothing can be decided now."""
    kinds = offered_kinds(item, account)
    if not kinds:
        return None
    return DecisionForm(kinds, is_final=account is not None and not account.can_restore)


def offered_kinds(item: ConversationItem, account: Account | None) -> frozenset[DecisionKind]:
    """Where ingest does not say what the account can do, only what asks nothing of the network."""
    if item.is_ours:
        return frozenset()
    if account is None:
        return frozenset({"approve"}) if item.state == "visible" and item.is_waiting else frozenset()
    can_hide = account.can_hide or account.can_mark_spam
    can_show = account.can_unhide or (item.standing == "spam" and account.can_restore)
    able: dict[str, dict[DecisionKind, bool]] = {
        "visible": {"approve": item.is_waiting, "hide": can_hide, "delete": account.can_delete},
        "held": {"approve": account.can_unhide, "hide": can_hide, "delete": account.can_delete},
        "hidden": {"restore": can_show, "delete": account.can_delete},
        "deleted": {"restore": account.can_restore and explain(item) is not None},
    }
    return frozenset(kind for kind, is_offered in able.get(item.state, {}).items() if is_offered)


def explain(item: ConversationItem) -> Decision | None:
    """The decision of ours by which a message is hidden or gone; None where that happened on the network."""
    last = last_in_force(item.decisions)
    return last if last is not None and last.kind == _MADE_BY.get(item.state) else None


def last_in_force(decisions: Sequence[Decision]) -> Decision | None:
    """The latest decision that the network has carried out; they stand latest first."""
    return next((one for one in decisions if one.state == "in_force"), None)
