"""What is said to a person when something was done or was not: what happened, what was kept, what to do."""

from collections.abc import Mapping

from services.runtime.problems import Problem
from web.identity.domain import SHORTEST_PASSWORD, PasswordFault
from web.pages.frame import Notice, Tone
from web.rendering.languages import load_language, mark
from web.rendering.times import format_length

_PROBLEMS: Mapping[str, str] = {
    "malformed": mark("What was sent cannot be read. Load the page again, then send it once more."),
    "not_found": mark("This no longer exists, or was never yours to see."),
    "forbidden": mark("You may not do this."),
    "stale_form": mark("This form is from an earlier session. Load the page again, then send it once more."),
    "conflict": mark(
        "Somebody or something was faster: the state has changed. Look at it again, then decide."
    ),
    "cannot_approve": mark("This network does not let Palabre publish what it holds. It is done there."),
    "cannot_hide": mark("This network does not let Palabre hide messages."),
    "cannot_delete": mark("This network does not let Palabre delete messages."),
    "cannot_restore": mark("This network does not let Palabre show this message again. It is done there."),
    "decision_pending": mark("The network has not answered the last decision yet. Wait for it, then decide."),
    "already_hidden": mark("This message is hidden already."),
    "not_hidden": mark("This message is visible already."),
    "item_deleted": mark("This message was deleted on its network."),
    "answered_meanwhile": mark(
        "A colleague has answered this message meanwhile: see above. If both answers are wanted, send once more."
    ),
    "item_changed": mark(
        "Its author has changed this message since you opened it. Read it again here, then send once more."
    ),
    "charter_changed": mark(
        "Somebody has changed the charter meanwhile. What you wrote is still here; load the page again to see theirs."
    ),
    "replay_running": mark("A replay of this client is under way. Wait for its end, or cancel it."),
    "nothing_to_adopt": mark("This replay has no draft that could be adopted, or has not come to its end."),
    "nothing_new": mark("Too little was said since it learnt last. Nothing was changed."),
    "layer_refused": mark("This version was not better and cannot speak."),
    "no_opinion_model": mark("No model is set up that could be asked for a second opinion."),
    "own_message": mark("This is the client's own message."),
    "not_undecided": mark("Somebody settled this already, or it was found meanwhile."),
    "still_running": mark("This is being done already. Wait a moment."),
    "key_reused": mark("A first version of this was accepted already. Recall it if you want to change it."),
    "invalid": mark(
        "Something in what you wrote cannot be taken. Nothing was lost; change it and send again."
    ),
    "too_large": mark("This is too long. Nothing was lost; shorten it and send again."),
    "too_many_requests": mark("This was asked for too often. Wait a moment, then try again."),
    "internal_error": mark("Something failed on our side. What you wrote was kept; try again."),
    "ingest_unreachable": mark(
        "The collection of messages does not answer. Nothing was lost; try again in a moment."
    ),
    "triage_unreachable": mark("The queue does not answer. Nothing was lost; try again in a moment."),
    "reply_unreachable": mark("The replies do not answer. What you wrote was kept; try again in a moment."),
    "reporting_unreachable": mark("The figures do not answer. Try again in a moment."),
}
_UNAVAILABLE = mark("A part of Palabre does not answer. Nothing was lost; try again in a moment.")
_UNKNOWN = _PROBLEMS["internal_error"]

_TRIES = mark("Too many tries. Wait %(time)s, then try again.")

# Code of a notice -> its words and tone. Only codes travel in the cookie.
_NOTICES: Mapping[str, tuple[str, Tone]] = {
    "closed": (mark("The conversation is closed. It can be reopened."), "good"),
    "reopened": (mark("The conversation is open again."), "good"),
    "approved": (mark("The message is approved."), "good"),
    "label_corrected": (mark("Corrected: scoring learns from it."), "good"),
    "label_back": (mark("Taken back: the machine’s word holds again."), "good"),
    "letting_out": (mark("The network is asked to publish the message."), "good"),
    "hiding": (mark("Hiding is asked of the network."), "good"),
    "deleting": (mark("Deletion is asked of the network."), "good"),
    "restoring": (mark("The network is asked to show the message again."), "good"),
    "outcome_settled": (mark("Noted. What waited for it goes on."), "good"),
    "accepted": (mark("The reply is accepted. It can be recalled while its time runs."), "good"),
    "recalled": (mark("The reply was recalled. It never left."), "good"),
    "leaving": (mark("The reply leaves now."), "good"),
    "session_over": (
        mark("Your session has ended. Once you are signed in again, what you wrote in this tab is there."),
        "warn",
    ),
    "article_kept": (mark("The article is kept."), "good"),
    "article_removed": (mark("The article is removed."), "good"),
    "saved_reply_kept": (mark("The saved reply is kept."), "good"),
    "saved_reply_restored": (mark("The saved reply is back."), "good"),
    "voice_kept": (mark("The voice is kept. Drafts speak with it from now on."), "good"),
    "account_added": (mark("The account is added."), "good"),
    "account_kept": (mark("The account is kept as you wrote it."), "good"),
    "account_paused": (mark("The account is paused: nothing is read there until you resume."), "good"),
    "account_resumed": (mark("The account is read again."), "good"),
    "account_removed": (mark("The account is removed. It can be restored here."), "good"),
    "account_restored": (mark("The account is back."), "good"),
    "credentials_renewed": (mark("The new credentials are kept."), "good"),
    "client_added": (mark("The client is added. Its accounts come next."), "good"),
    "client_kept": (mark("The client is kept as you wrote it."), "good"),
    "layer_asked": (mark("A new version is being learnt in the background."), "good"),
    "layer_chosen": (mark("This version speaks from now on."), "good"),
    "layer_put_away": (
        mark("The general model speaks alone from now on. The version can be let speak again below."),
        "good",
    ),
    "rule_added": (mark("The rule is added. It does nothing until it is switched on."), "good"),
    "rule_changed": (mark("The rule is changed, and switched off: look at what it rests on now."), "good"),
    "rule_acting": (mark("The rule acts alone from now on."), "good"),
    "rule_gathering": (mark("The rule is switched on. It acts as soon as there is enough evidence."), "good"),
    "rule_off": (mark("The rule is switched off."), "good"),
    "rule_stopped": (mark("The rule stays stopped: its audit shows too many errors."), "warn"),
    "opinion_on": (mark("The second opinion is asked within this budget."), "good"),
    "opinion_off": (mark("The second opinion is not asked any more."), "good"),
    "rule_removed": (mark("The rule is removed."), "good"),
    "charter_kept": (
        mark("The charter is kept. It proposes from now on; earlier versions stay below."),
        "good",
    ),
    "charter_restored": (mark("The earlier version holds again."), "good"),
    "charter_adopted": (
        mark("The draft is the charter from now on. One click below goes back to the version before."),
        "good",
    ),
    "replay_cancelled": (mark("The replay is cancelled. What was compared so far stays."), "good"),
    "key_revoked": (mark("The key is revoked."), "good"),
    "sync_asked": (mark("The sync is asked for."), "good"),
    "report_frozen": (mark("The report is frozen. Its figures no longer change."), "good"),
    "report_refused": (mark("A report needs a period that has begun and is not too long."), "warn"),
    "retried": (mark("It is being tried again."), "good"),
    "invitation_withdrawn": (mark("The link opens nothing any more."), "good"),
    "rights_kept": (mark("Role and clients are kept."), "good"),
    "account_closed": (mark("The account is closed. It can be reopened."), "good"),
    "account_reopened": (mark("The account is open again."), "good"),
    "no_client": (mark("You have no client yet. An administrator gives you some."), "warn"),
    "looks_kept": (mark("Your preferences are kept."), "good"),
    "password_changed": (mark("Your password is changed. Your other sessions have ended."), "good"),
    "session_ended": (mark("The session has ended."), "good"),
    "sessions_ended": (mark("Your other sessions have ended."), "good"),
}

_FAULTS: Mapping[PasswordFault, str] = {
    "too_short": mark("At least %(number)s characters are needed."),
    "too_long": mark("At most 200 characters can be kept."),
    "too_common": mark("This password is among the first that others try. Choose another."),
    "is_name": mark("A password cannot be your name or address. Choose another."),
}


def say(message: str, language: str) -> str:
    """Return a marked sentence in the reader's language."""
    return load_language(language).translations.gettext(message)


def say_problem(problem: Problem, language: str) -> str:
    """Return a sentence for a problem's code; its own detail is English and for programs."""
    known = _PROBLEMS.get(problem.code) or _PROBLEMS.get(type(problem).code)
    return say(known or (_UNAVAILABLE if problem.status == 503 else _UNKNOWN), language)


def say_code(code: str, language: str) -> str:
    """Return a sentence for the code of a problem that is not at hand itself."""
    return say(_PROBLEMS.get(code, _UNAVAILABLE), language)


def say_notice(code: str, language: str) -> Notice | None:
    """Return the words for a notice; None for a code that nobody wrote here."""
    found = _NOTICES.get(code)
    return Notice(say(found[0], language), found[1]) if found else None


def say_wait(seconds: int, language: str) -> str:
    """Return how long somebody waits who guessed too often."""
    return say(_TRIES, language) % {"time": format_length(seconds, load_language(language))}


def say_fault(fault: PasswordFault, language: str) -> str:
    return say(_FAULTS[fault], language) % {"number": SHORTEST_PASSWORD}
