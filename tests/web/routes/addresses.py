"""The workplace's addresses: what each is filled in with, what of another client's it could carry, who may open it."""

from collections.abc import Callable
from uuid import UUID

from tests.web.routes.cast import Cast

SOME_ID = UUID("0192f0f0-0000-7000-8000-000000000000")
FILLERS = {
    name: str(SOME_ID)
    for name in (
        "conversation",
        "item",
        "action",
        "reply",
        "article",
        "saved",
        "account",
        "entry",
        "session",
        "member",
        "invitation",
        "report",
        "rule",
        "replay",
    )
} | {"client": "telvia", "service": "ingest", "token": "x", "key": "x", "step": "pause"}

# What an outsider sends where an address carries something of another client's: path values and form.
Case = Callable[[Cast], tuple[dict[str, str], dict[str, str]]]
CASES: dict[tuple[str, str], Case] = {
    ("GET", "/conversations/{conversation}"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/row"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/thread"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/author"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/composer"): lambda c: (talk(c), {}),
    ("POST", "/conversations/{conversation}/replies"): lambda c: (
        talk(c),
        {"item": str(c.conversation.items[0].id), "key": "k" * 32, "text": "Bonjour"},
    ),
    ("POST", "/conversations/{conversation}/status"): lambda c: (talk(c), {"status": "closed"}),
    ("POST", "/conversations/{conversation}/items/{item}/decisions"): lambda c: (
        {**talk(c), "item": str(c.conversation.items[0].id)},
        {"kind": "hide", "reason": "insult"},
    ),
    ("POST", "/conversations/{conversation}/items/{item}/labels"): lambda c: (
        {**talk(c), "item": str(c.conversation.items[0].id)},
        {"label": "toxic", "value": "no"},
    ),
    ("POST", "/conversations/{conversation}/outcomes/{action}"): lambda c: (
        {**talk(c), "action": str(unknown_of(c))},
        {"outcome": "sent"},
    ),
    ("POST", "/system/outcomes/{action}"): lambda c: ({"action": str(unknown_of(c))}, {"outcome": "sent"}),
    ("POST", "/replies/{reply}/recall"): lambda c: ({"reply": str(reply_of(c))}, {}),
    ("POST", "/replies/{reply}/send"): lambda c: ({"reply": str(reply_of(c))}, {}),
    ("POST", "/clients/{client}/articles"): lambda _: ({"client": "telvia"}, {"title": "a", "body": "b"}),
    ("POST", "/clients/{client}/articles/{article}"): lambda c: (article(c), {"title": "a", "body": "b"}),
    ("POST", "/clients/{client}/articles/{article}/removal"): lambda c: (article(c), {}),
    ("GET", "/conversations/{conversation}/saved-replies"): lambda c: (talk(c), {}),
    ("POST", "/conversations/{conversation}/saved-replies"): lambda c: (
        talk(c),
        {"item": str(c.conversation.items[0].id), "key": "k" * 32},
    ),
    ("POST", "/clients/{client}/saved-replies"): lambda _: (
        {"client": "telvia"},
        {"title": "a", "text_vous": "b"},
    ),
    ("POST", "/clients/{client}/saved-replies/{saved}"): lambda c: (
        saved(c),
        {"title": "a", "text_vous": "b"},
    ),
    ("POST", "/clients/{client}/saved-replies/{saved}/removal"): lambda c: (saved(c), {}),
    ("POST", "/clients/{client}/saved-replies/{saved}/restoration"): lambda c: (saved(c), {}),
    ("POST", "/clients/{client}/voice"): lambda _: ({"client": "telvia"}, {"greeting": "a"}),
    ("POST", "/clients/{client}/voice/preview"): lambda _: ({"client": "telvia"}, {"greeting": "a"}),
    ("GET", "/accounts/{account}"): lambda c: (account(c), {}),
    ("POST", "/accounts/{account}"): lambda c: (account(c), {"name": "a"}),
    ("POST", "/accounts/{account}/credentials"): lambda c: (account(c), {"credential_token": "a"}),
    ("POST", "/accounts/{account}/check"): lambda c: (account(c), {}),
    ("POST", "/accounts/{account}/syncs"): lambda c: (account(c), {}),
    ("POST", "/accounts/{account}/{step}"): lambda c: ({**account(c), "step": "pause"}, {}),
    ("GET", "/clients/{client}/accounts/new"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/accounts/new"): lambda _: ({"client": "telvia"}, {"slug": "a"}),
    ("GET", "/clients/{client}/settings"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/settings"): lambda _: ({"client": "telvia"}, {"name": "a"}),
    ("GET", "/clients/{client}/keys"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/keys"): lambda _: ({"client": "telvia"}, {"scopes": "items:write"}),
    ("POST", "/clients/{client}/keys/{key}/rotation"): lambda c: (key(c), {}),
    ("POST", "/clients/{client}/keys/{key}/revocation"): lambda c: (key(c), {}),
    ("GET", "/clients/{client}/opinion"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/opinion"): lambda _: (
        {"client": "telvia"},
        {"is_on": "true", "calls": "5", "euros": "1"},
    ),
    ("GET", "/clients/{client}/automation"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/automation"): lambda _: (
        {"client": "telvia"},
        {"label": "toxic", "act": "hide", "limit": "0.05", "share": "0.1"},
    ),
    ("POST", "/clients/{client}/automation/{rule}"): lambda c: (
        rule(c),
        {"label": "toxic", "act": "hide", "limit": "0.05", "share": "0.1"},
    ),
    ("POST", "/clients/{client}/automation/{rule}/switch"): lambda c: (rule(c), {"is_on": "true"}),
    ("POST", "/clients/{client}/automation/{rule}/removal"): lambda c: (rule(c), {}),
    ("GET", "/clients/{client}/learning"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/learning/layers"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/learning/standing"): lambda _: ({"client": "telvia"}, {"layer": ""}),
    ("GET", "/clients/{client}/charter"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/charter"): lambda _: ({"client": "telvia"}, {"version": "0"}),
    ("POST", "/clients/{client}/charter/restoration"): lambda _: (
        {"client": "telvia"},
        {"version": "0", "expected_version": "0"},
    ),
    ("GET", "/clients/{client}/replay"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/replay"): lambda _: ({"client": "telvia"}, {"first_day": "2026-11-02"}),
    ("POST", "/clients/{client}/trials"): lambda _: ({"client": "telvia"}, {"bound": "0.05"}),
    ("GET", "/clients/{client}/replay/{replay}"): lambda c: (replay(c), {}),
    ("POST", "/clients/{client}/replay/{replay}/cancellation"): lambda c: (replay(c), {}),
    ("POST", "/clients/{client}/replay/{replay}/adoption"): lambda c: (replay(c), {}),
    ("GET", "/team/{member}"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/{member}"): lambda _: ({"member": str(SOME_ID)}, {"role": "moderator"}),
    ("POST", "/team/{member}/link"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/{member}/closing"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/{member}/reopening"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/invitations/{invitation}/withdrawal"): lambda _: ({"invitation": str(SOME_ID)}, {}),
    ("POST", "/team/invitations/{invitation}/renewal"): lambda _: ({"invitation": str(SOME_ID)}, {}),
    ("POST", "/system/{service}/clients/{client}/set-aside/{entry}/retry"): lambda c: (
        {"service": "ingest", "client": "telvia", "entry": str(entry_of(c))},
        {},
    ),
    ("POST", "/clients/{client}/reports"): lambda _: (
        {"client": "telvia"},
        {"since": "2026-11-01", "until": "2026-11-10"},
    ),
    ("GET", "/clients/{client}/reports/{report}"): lambda _: (
        {"client": "telvia", "report": str(SOME_ID)},
        {},
    ),
    ("POST", "/me/sessions/{session}/end"): lambda _: ({"session": str(SOME_ID)}, {}),
}
# Addresses that name a client in their query instead.
BY_QUERY = (
    "/queue?client=telvia",
    "/queue/arrivals?client=telvia&since=2026-11-22T09:00:00Z",
    "/queue/total?client=telvia",
    "/figures?client=telvia",
    "/saved-replies?client=telvia",
)
OF_LEADS = {
    ("GET", "/voice"),
    ("POST", "/clients/{client}/voice"),
    ("POST", "/clients/{client}/voice/preview"),
    ("GET", "/accounts"),
    ("GET", "/accounts/{account}"),
    ("POST", "/accounts/{account}"),
    ("POST", "/accounts/{account}/credentials"),
    ("POST", "/accounts/{account}/check"),
    ("POST", "/accounts/{account}/syncs"),
    ("POST", "/accounts/{account}/{step}"),
    ("GET", "/clients/{client}/accounts/new"),
    ("POST", "/clients/{client}/accounts/new"),
    ("GET", "/clients/{client}/settings"),
    ("POST", "/clients/{client}/settings"),
    ("GET", "/clients/{client}/keys"),
    ("POST", "/clients/{client}/keys"),
    ("POST", "/clients/{client}/keys/{key}/rotation"),
    ("POST", "/clients/{client}/keys/{key}/revocation"),
    ("GET", "/clients/{client}/opinion"),
    ("POST", "/clients/{client}/opinion"),
    ("GET", "/clients/{client}/automation"),
    ("POST", "/clients/{client}/automation"),
    ("POST", "/clients/{client}/automation/{rule}"),
    ("POST", "/clients/{client}/automation/{rule}/switch"),
    ("POST", "/clients/{client}/automation/{rule}/removal"),
    ("GET", "/clients/{client}/learning"),
    ("POST", "/clients/{client}/learning/layers"),
    ("POST", "/clients/{client}/learning/standing"),
    ("GET", "/clients/{client}/charter"),
    ("POST", "/clients/{client}/charter"),
    ("POST", "/clients/{client}/charter/restoration"),
    ("GET", "/clients/{client}/replay"),
    ("POST", "/clients/{client}/replay"),
    ("POST", "/clients/{client}/trials"),
    ("GET", "/clients/{client}/replay/{replay}"),
    ("POST", "/clients/{client}/replay/{replay}/cancellation"),
    ("POST", "/clients/{client}/replay/{replay}/adoption"),
    ("POST", "/clients/{client}/reports"),
}
OF_ADMINISTRATORS = {
    ("GET", "/clients/new"),
    ("POST", "/clients/new"),
    ("GET", "/system"),
    ("POST", "/system/outcomes/{action}"),
    ("POST", "/system/{service}/clients/{client}/set-aside/{entry}/retry"),
    ("GET", "/team"),
    ("POST", "/team"),
    ("GET", "/team/{member}"),
    ("POST", "/team/{member}"),
    ("POST", "/team/{member}/link"),
    ("POST", "/team/{member}/closing"),
    ("POST", "/team/{member}/reopening"),
    ("POST", "/team/invitations/{invitation}/withdrawal"),
    ("POST", "/team/invitations/{invitation}/renewal"),
}


def talk(cast: Cast) -> dict[str, str]:
    return {"conversation": str(cast.conversation.id)}


def account(cast: Cast) -> dict[str, str]:
    return {"account": str(cast.account.id)}


def key(cast: Cast) -> dict[str, str]:
    (known,) = cast.stage.agency.keys
    return {"client": "telvia", "key": known}


def rule(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "rule": str(next(iter(cast.stage.agency.rules)))}


def replay(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "replay": str(next(iter(cast.stage.agency.replays)))}


def article(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "article": str(cast.article.id)}


def saved(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "saved": str(next(iter(cast.stage.agency.saved)))}


def reply_of(cast: Cast) -> UUID:
    (reply,) = cast.stage.agency.replies
    return reply


def unknown_of(cast: Cast) -> UUID:
    return cast.stage.agency.actions[0].id


def entry_of(cast: Cast) -> UUID:
    return cast.stage.agency.set_aside[0].id
