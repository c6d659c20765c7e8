"""Addresses of the workplace, written once: templates link to them and routes answer on them."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote, urlencode
from uuid import UUID

from web.pages.desk.queue import QueueFilters

QUEUE = "/queue"
ARRIVALS = "/queue/arrivals"
TOTAL = "/queue/total"
PENDING = "/replies/pending"
KNOWLEDGE = "/knowledge"
SAVED_REPLIES = "/saved-replies"
VOICE = "/voice"
ACCOUNTS = "/accounts"
NEW_CLIENT = "/clients/new"
FIGURES = "/figures"
SYSTEM = "/system"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
PREFERENCES = "/preferences"
LIVE = "/live"
VIEWS = "/views"
PREPARATION = "/preparation"
STOPPED = "/automation/stopped"
MODEL = "/model"
TEAM = "/team"
ME = "/me"
PASSWORD = "/me/password"  # noqa: S105 an address, not a secret
TIME_ZONE = "/me/time-zone"
SESSIONS_END = "/me/sessions/end"


def queue(filters: QueueFilters, cursor: str | None = None) -> str:
    return _with_query(QUEUE, {**_query(filters), "cursor": cursor})


def views(current: str, client: str | None) -> str:
    return _with_query(VIEWS, {"current": current, "client": client})


def total(filters: QueueFilters) -> str:
    return _with_query(TOTAL, _query(filters))


def arrivals(filters: QueueFilters, since: str) -> str:
    return _with_query(ARRIVALS, {**_query(filters), "since": since})


def conversation(
    conversation_id: UUID,
    filters: QueueFilters | None = None,
    draft: str | None = None,
    to: UUID | None = None,
) -> str:
    """`to` is the message that an answer goes to; without one, the most pressing."""
    query = _query(filters) if filters else {}
    return _with_query(f"/conversations/{conversation_id}", {**query, "draft": draft, "to": _id(to)})


def row(conversation_id: UUID) -> str:
    return f"/conversations/{conversation_id}/row"


def thread(conversation_id: UUID, to: UUID | None = None) -> str:
    return _with_query(f"/conversations/{conversation_id}/thread", {"to": _id(to)})


def author(conversation_id: UUID) -> str:
    return f"/conversations/{conversation_id}/author"


def composer(conversation_id: UUID, to: UUID | None = None, draft: str | None = None) -> str:
    return _with_query(f"/conversations/{conversation_id}/composer", {"to": _id(to), "draft": draft})


def picker(conversation_id: UUID, to: UUID | None = None) -> str:
    return _with_query(f"/conversations/{conversation_id}/saved-replies", {"to": _id(to)})


def replies(conversation_id: UUID) -> str:
    return f"/conversations/{conversation_id}/replies"


def status(conversation_id: UUID) -> str:
    return f"/conversations/{conversation_id}/status"


def decisions(conversation_id: UUID, item_id: UUID) -> str:
    return f"/conversations/{conversation_id}/items/{item_id}/decisions"


def labels(conversation_id: UUID, item_id: UUID) -> str:
    return f"/conversations/{conversation_id}/items/{item_id}/labels"


def outcome(conversation_id: UUID, action_id: UUID) -> str:
    return f"/conversations/{conversation_id}/outcomes/{action_id}"


def recall(reply_id: UUID) -> str:
    return f"/replies/{reply_id}/recall"


def send_now(reply_id: UUID) -> str:
    return f"/replies/{reply_id}/send"


def knowledge(
    client: str | None = None,
    search: str | None = None,
    article: str | None = None,
    cursor: str | None = None,
) -> str:
    return _with_query(KNOWLEDGE, {"client": client, "search": search, "article": article, "cursor": cursor})


def articles(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/articles"


def article(client: str, article_id: UUID) -> str:
    return f"{articles(client)}/{article_id}"


def article_removal(client: str, article_id: UUID) -> str:
    return f"{article(client, article_id)}/removal"


def saved_replies(
    client: str,
    search: str | None = None,
    saved: str | None = None,
    cursor: str | None = None,
    removed: str | None = None,
) -> str:
    query = {"client": client, "search": search, "saved": saved, "cursor": cursor, "removed": removed}
    return _with_query(SAVED_REPLIES, query)


def client_saved_replies(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/saved-replies"


def saved_reply(client: str, saved_id: UUID) -> str:
    return f"{client_saved_replies(client)}/{saved_id}"


def saved_reply_removal(client: str, saved_id: UUID) -> str:
    return f"{saved_reply(client, saved_id)}/removal"


def saved_reply_restoration(client: str, saved_id: UUID) -> str:
    return f"{saved_reply(client, saved_id)}/restoration"


def voice(client: str) -> str:
    return _with_query(VOICE, {"client": client})


def client_voice(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/voice"


def voice_preview(client: str) -> str:
    return f"{client_voice(client)}/preview"


def client_settings(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/settings"


def new_account(client: str, network: str | None = None) -> str:
    return _with_query(f"/clients/{quote(client, safe='')}/accounts/new", {"network": network})


def account(account_id: UUID) -> str:
    return f"{ACCOUNTS}/{account_id}"


def account_step(account_id: UUID, step: str) -> str:
    return f"{account(account_id)}/{step}"


def learning(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/learning"


def learning_layers(client: str) -> str:
    return f"{learning(client)}/layers"


def learning_standing(client: str) -> str:
    return f"{learning(client)}/standing"


def opinion(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/opinion"


def automation(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/automation"


def automation_rule(client: str, rule_id: UUID) -> str:
    return f"{automation(client)}/{rule_id}"


def automation_form(client: str, rule_id: UUID) -> str:
    """The page with this rule in its form."""
    return _with_query(automation(client), {"rule": str(rule_id)}) + "#form"


def automation_switch(client: str, rule_id: UUID) -> str:
    return f"{automation(client)}/{rule_id}/switch"


def automation_removal(client: str, rule_id: UUID) -> str:
    return f"{automation(client)}/{rule_id}/removal"


def charter(client: str, draft: UUID | None = None, cursor: str | None = None) -> str:
    """`draft` is the replay whose draft stands in the form."""
    address = f"/clients/{quote(client, safe='')}/charter"
    return _with_query(address, {"draft": _id(draft), "cursor": cursor})


def charter_restoration(client: str) -> str:
    return f"{charter(client)}/restoration"


def replays(client: str, rule_id: UUID | None = None) -> str:
    """`rule_id` is the rule with which the form of a trial begins."""
    address = f"/clients/{quote(client, safe='')}/replay"
    return address if rule_id is None else f"{_with_query(address, {'rule': str(rule_id)})}#trial"


def trials(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/trials"


def replay(client: str, replay_id: UUID, only: str = "", cursor: str | None = None) -> str:
    """`only` narrows the list of changes."""
    return _with_query(f"{replays(client)}/{replay_id}", {"only": only, "cursor": cursor})


def replay_step(client: str, replay_id: UUID, step: str) -> str:
    return f"{replays(client)}/{replay_id}/{step}"


def keys(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/keys"


def key_rotation(client: str, key: str) -> str:
    return f"{keys(client)}/{quote(key, safe='')}/rotation"


def key_revocation(client: str, key: str) -> str:
    return f"{keys(client)}/{quote(key, safe='')}/revocation"


def figures(client: str, since: date, last_day: date, cursor: str | None = None) -> str:
    query = {"client": client, "since": since.isoformat(), "until": last_day.isoformat(), "cursor": cursor}
    return _with_query(FIGURES, query)


def reports(client: str) -> str:
    return f"/clients/{quote(client, safe='')}/reports"


def report(client: str, report_id: UUID) -> str:
    return f"{reports(client)}/{report_id}"


def sync(account_id: UUID) -> str:
    return account_step(account_id, "syncs")


def retry(service: str, client: str, entry_id: UUID) -> str:
    return f"/system/{service}/clients/{quote(client, safe='')}/set-aside/{entry_id}/retry"


def system_outcome(action_id: UUID) -> str:
    return f"/system/outcomes/{action_id}"


def session_end(session_id: UUID) -> str:
    return f"/me/sessions/{session_id}/end"


def member(member_id: UUID) -> str:
    return f"{TEAM}/{member_id}"


def member_link(member_id: UUID) -> str:
    return f"{member(member_id)}/link"


def member_closing(member_id: UUID) -> str:
    return f"{member(member_id)}/closing"


def member_reopening(member_id: UUID) -> str:
    return f"{member(member_id)}/reopening"


def invitation_withdrawal(invitation_id: UUID) -> str:
    return f"{TEAM}/invitations/{invitation_id}/withdrawal"


def invitation_renewal(invitation_id: UUID) -> str:
    return f"{TEAM}/invitations/{invitation_id}/renewal"


def invitation(token: str) -> str:
    return f"/invitations/{quote(token, safe='')}"


def _query(filters: QueueFilters) -> dict[str, str | None]:
    return {
        "client": filters.client,
        "network": filters.network,
        "status": filters.status if filters.status != "open" else None,
        "label": filters.label,
    }


def _id(id_: UUID | None) -> str | None:
    return str(id_) if id_ else None


def _with_query(path: str, query: Mapping[str, str | None]) -> str:
    present = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(present)}" if present else path
