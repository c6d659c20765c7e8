"""The gallery's list: a name, a context and who looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from tests.web.gallery import (
    automation,
    charter,
    desk,
    learning,
    moderation,
    opinion,
    others,
    people,
    saved,
    settings,
)
from tests.web.gallery.frames import CLAIRE, LEAVING, LUCIE, NADIA, STOPPED, STRANGER, UNKNOWN
from tests.web.gallery.hostile import INFECTED
from web.pages.context import PageContext
from web.pages.frame import Frame, Theme


@dataclass(frozen=True)
class Shown:
    page: PageContext
    frame: Frame

    def dressed(self, query: Mapping[str, str]) -> tuple[PageContext, Frame]:
        """Return the page in another theme or language, as the address asks."""
        theme = cast(Theme, query.get("theme", self.frame.theme))
        return self.page, replace(
            self.frame, theme=theme, language=query.get("language", self.frame.language)
        )


_ADMINISTRATION = replace(CLAIRE, current="accounts", path="/accounts")

_LEADING = replace(NADIA, current="accounts", person=LUCIE, pending=())
_TEAM = replace(_ADMINISTRATION, current="team", path="/team")

GALLERY: Mapping[str, Shown] = {
    "queue": Shown(desk.QUEUE_ALONE, NADIA),
    "queue-stopped": Shown(desk.QUEUE_ALONE, replace(_LEADING, current="queue", stopped=(STOPPED,))),
    "queue-empty": Shown(desk.NOTHING_WAITS, replace(NADIA, pending=(UNKNOWN,))),
    "conversation": Shown(desk.OPENED, NADIA),
    "conversation-troubled": Shown(desk.WITH_TROUBLE, replace(NADIA, pending=(LEAVING, UNKNOWN))),
    "conversation-moderated": Shown(moderation.MODERATED, replace(NADIA, pending=())),
    "conversation-closed": Shown(desk.SHUT, replace(NADIA, pending=())),
    "hostile": Shown(INFECTED, NADIA),
    "sign-in": Shown(others.SIGN_IN, STRANGER),
    "sign-in-refused": Shown(others.SIGN_IN_REFUSED, STRANGER),
    "invitation": Shown(others.INVITED, STRANGER),
    "invitation-back": Shown(others.INVITED_BACK, STRANGER),
    "invitation-first": Shown(others.FIRST_OF_ALL, STRANGER),
    "invitation-refused": Shown(others.INVITED_REFUSED, STRANGER),
    "knowledge": Shown(others.KNOWLEDGE, replace(NADIA, current="knowledge", pending=())),
    "article": Shown(others.ARTICLE_OPENED, replace(NADIA, current="knowledge")),
    "saved-replies": Shown(saved.SAVED_REPLIES, replace(NADIA, current="knowledge", pending=())),
    "saved-reply": Shown(saved.SAVED_REPLY_OPENED, replace(CLAIRE, current="knowledge")),
    "saved-replies-none": Shown(saved.NO_SAVED_REPLY, replace(CLAIRE, current="knowledge")),
    "voice": Shown(saved.VOICE, replace(CLAIRE, current="knowledge")),
    "voice-refused": Shown(saved.VOICE_REFUSED, replace(CLAIRE, current="knowledge")),
    "picker": Shown(saved.PICKING, NADIA),
    "picker-none": Shown(saved.NOTHING_TO_PICK, NADIA),
    "picker-nothing-found": Shown(saved.NOTHING_FOUND, NADIA),
    "picker-away": Shown(saved.PICKER_AWAY, NADIA),
    "opinion": Shown(opinion.ASKED, _LEADING),
    "opinion-refused": Shown(opinion.REFUSED, _LEADING),
    "opinion-none": Shown(opinion.NO_MODEL, _LEADING),
    "accounts": Shown(settings.ACCOUNTS, _ADMINISTRATION),
    "accounts-none": Shown(settings.NO_CLIENT, replace(_ADMINISTRATION, clients=())),
    "client": Shown(settings.CLIENT, _LEADING),
    "client-refused": Shown(settings.CLIENT_REFUSED, _LEADING),
    "client-new": Shown(settings.NEW_CLIENT, _ADMINISTRATION),
    "client-new-refused": Shown(settings.NEW_CLIENT_REFUSED, _ADMINISTRATION),
    "account-networks": Shown(settings.NETWORKS, _LEADING),
    "account-new": Shown(settings.NEW_ACCOUNT, _LEADING),
    "account-pushed": Shown(settings.NEW_PUSHED, _LEADING),
    "account-refused": Shown(settings.NEW_REFUSED, _LEADING),
    "account": Shown(settings.ACCOUNT, _LEADING),
    "account-failing": Shown(settings.ACCOUNT_FAILING, _LEADING),
    "account-paused": Shown(settings.ACCOUNT_PAUSED, _LEADING),
    "account-removed": Shown(settings.ACCOUNT_REMOVED, _LEADING),
    "keys": Shown(settings.KEYS, _LEADING),
    "key-issued": Shown(settings.KEY_ISSUED, _LEADING),
    "keys-none": Shown(settings.NO_KEY, _LEADING),
    "automation": Shown(automation.RULES, _LEADING),
    "automation-changed": Shown(automation.CHANGED, _LEADING),
    "automation-none": Shown(automation.NO_RULE, _LEADING),
    "automation-refused": Shown(automation.RULE_REFUSED, _LEADING),
    "learning": Shown(learning.LEARNT, _LEADING),
    "learning-now": Shown(learning.LEARNING, _LEADING),
    "learning-resting": Shown(learning.RESTING, _LEADING),
    "learning-none": Shown(learning.NOTHING_LEARNT, _LEADING),
    "model": Shown(learning.MODEL, replace(NADIA, current="model", path="/model", pending=())),
    "model-not-measured": Shown(learning.NOT_MEASURED, replace(NADIA, current="model", pending=())),
    "charter": Shown(charter.CHARTER, _LEADING),
    "charter-none": Shown(charter.FIRST_CHARTER, _LEADING),
    "charter-refused": Shown(charter.CHARTER_REFUSED, _LEADING),
    "replays": Shown(charter.REPLAYS, _LEADING),
    "replays-none": Shown(charter.NO_REPLAY, _LEADING),
    "replay": Shown(charter.REPLAYED, _LEADING),
    "replay-running": Shown(charter.RUNNING, _LEADING),
    "replay-nothing": Shown(charter.NOTHING_CAME, _LEADING),
    "replay-adopted": Shown(charter.ADOPTED, _LEADING),
    "replay-tried": Shown(charter.TRIED, _LEADING),
    "replay-untried": Shown(charter.UNTRIED, _LEADING),
    "team": Shown(people.TEAM, _TEAM),
    "team-invited": Shown(people.INVITED, _TEAM),
    "team-refused": Shown(people.INVITATION_REFUSED, _TEAM),
    "member": Shown(people.MEMBER, _TEAM),
    "member-last": Shown(people.LAST_ADMINISTRATOR, _TEAM),
    "member-closed": Shown(people.CLOSED_MEMBER, _TEAM),
    "me": Shown(people.ME, replace(NADIA, current="me", pending=())),
    "me-refused": Shown(people.ME_REFUSED, replace(NADIA, current="me", pending=())),
    "system": Shown(others.SYSTEM, replace(_ADMINISTRATION, current="system", notices=())),
    "system-well": Shown(others.ALL_WELL, replace(_ADMINISTRATION, current="system", problems=0)),
    "figures": Shown(others.FIGURES, replace(NADIA, current="figures", pending=())),
    "figures-none": Shown(others.NO_FIGURES, replace(NADIA, current="figures", pending=())),
    "not-found": Shown(others.NOT_FOUND, replace(NADIA, current="error", pending=())),
    "forbidden": Shown(others.FORBIDDEN, replace(NADIA, current="error", pending=())),
    "broken": Shown(others.BROKEN, replace(STRANGER, current="error")),
    "away": Shown(others.AWAY, replace(NADIA, current="error", pending=())),
}
