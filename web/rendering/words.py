"""Words for every code that a service delivers: English here, other languages in the catalogues."""

from collections.abc import Mapping

from babel.numbers import format_decimal

from services.contracts.triage import Reason
from web.rendering.languages import Language, mark

NETWORKS: Mapping[str, str] = {
    "sandbox": mark("Site"),
    "wordpress": "WordPress",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "rss": "RSS",
    "email": mark("Mail"),
    "threads": "Threads",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "google_business": "Google",
    "trustpilot": "Trustpilot",
}

LABELS: Mapping[str, str] = {
    "question": mark("question"),
    "toxic": mark("to moderate"),
    "insult": mark("insult"),
    "hate": mark("hate"),
    "threat": mark("threat"),
    "harassment": mark("harassment"),
    "profanity": mark("coarse words"),
    "spam": mark("advertising"),
    "obscene": mark("obscene"),
    "defamation": mark("defamation"),
    "advertising": mark("selling"),
    "scam": mark("scam"),
    "phishing": mark("phishing as the client"),
    "bot": mark("automatic flood"),
    "service_request": mark("wants something done"),
    "lead": mark("possible customer"),
    "rumour": mark("rumour"),
    "testimony": mark("testimony"),
    "constructive": mark("constructive"),
    "manipulation": mark("tries to steer the machine"),
    "urgency": mark("urgent"),
    "personal_data": mark("personal data in public"),
    "unsure": mark("unsure"),
}

# How sure a label is, in words.
DEGREES: Mapping[str, str] = {
    "very_likely": mark("very likely"),
    "likely": mark("likely"),
    "unsure": mark("unsure"),
    "unlearnt": mark("put aside: your team taught so"),
    "not_found": mark("not found"),
    "said_yes": mark("said here"),
    "said_no": mark("denied here"),
}

# What a charter proposes about a message.
PROPOSALS: Mapping[str, str] = {
    "let_stand": mark("let stand"),
    "look_first": mark("look first"),
    "hide": mark("hide"),
    "delete": mark("delete"),
}

# From which probability on it does.
LEVELS: Mapping[str, str] = {
    "cautious": mark("cautious"),
    "ordinary": mark("ordinary"),
    "strict": mark("strict"),
    "exact": mark("exactly"),
}

# How a proposal would change.
DIRECTIONS: Mapping[str, str] = {
    "stricter": mark("more severe"),
    "milder": mark("milder"),
    "reason": mark("for another reason"),
}

# What people did with a message, beside what would have been proposed.
WORDS_OF_PEOPLE: Mapping[str, str] = {
    "approve": mark("approved by the team"),
    "hide": mark("hidden by the team"),
    "delete": mark("deleted by the team"),
    "restore": mark("shown again by the team"),
    "answer": mark("answered by the team"),
}

# As the choices above the list say them: many messages of a kind.
LABEL_CHOICES: Mapping[str, str] = {
    "unsure": mark("To check"),
    "urgency": mark("Urgent"),
    "question": mark("Questions"),
    "toxic": mark("To moderate"),
    "spam": mark("Advertising"),
    "service_request": mark("Requests"),
    "lead": mark("Needs"),
    "rumour": mark("Rumours"),
    "testimony": mark("Testimonies"),
    "constructive": mark("Contributions"),
    "manipulation": mark("Manipulations"),
    "insult": mark("Insults"),
    "hate": mark("Hate"),
    "threat": mark("Threats"),
    "personal_data": mark("Personal data"),
}

PERSONAL_DATA: Mapping[str, str] = {
    "phone": mark("telephone"),
    "email": mark("mail address"),
    "iban": mark("IBAN"),
    "card": mark("card number"),
    "nir": mark("social security number"),
    "address": mark("postal address"),
    "health": mark("health detail"),
    "order_number": mark("file or order number"),
    "full_name_private_person": mark("name of a private person"),
    "personal": mark("personal data"),
}

# What stands in place of the words themselves, one phrase each because languages inflect them.
HIDDEN_DATA: Mapping[str, str] = {
    "phone": mark("telephone hidden"),
    "email": mark("mail address hidden"),
    "iban": mark("IBAN hidden"),
    "card": mark("card number hidden"),
    "nir": mark("social security number hidden"),
    "address": mark("postal address hidden"),
    "health": mark("health detail hidden"),
    "order_number": mark("file or order number hidden"),
    "full_name_private_person": mark("name of a private person hidden"),
    "personal": mark("personal data hidden"),
}

DECISION_REASONS: Mapping[str, str] = {
    "insult": mark("Insult"),
    "hate": mark("Hate"),
    "threat": mark("Threat"),
    "harassment": mark("Harassment"),
    "obscene": mark("Obscenity"),
    "defamation": mark("Defamation"),
    "spam": mark("Advertising or scam"),
    "personal_data": mark("Personal data"),
    "off_topic": mark("Off topic"),
    "legitimate": mark("Legitimate"),
    "other": mark("Other"),
}

METRICS: Mapping[str, str] = {
    "items_received": mark("Messages received"),
    "decisions": mark("Decisions"),
    "replies_published": mark("Replies published"),
    "first_response_median": mark("First reply, median"),
    "first_response_p90": mark("First reply, nine of ten"),
    "questions_answered_share": mark("Questions answered"),
}

PRESSURES: Mapping[str, str] = {"urgent": mark("urgent"), "soon": mark("soon"), "calm": mark("calm")}

# A status names one conversation; as a view it names them all, which French inflects.
STATUSES: Mapping[str, str] = {
    "open": mark("to do"),
    "answered": mark("answered"),
    "closed": mark("closed"),
}
VIEWS: Mapping[str, str] = {
    "open": mark("To do"),
    "answered": mark("Answered"),
    "closed": mark("Closed"),
}

# How a message stands, where that is not simply visible.
ITEM_STATES: Mapping[str, str] = {
    "held": mark("held by the network"),
    "hiding": mark("being hidden"),
    "hidden": mark("hidden"),
    "deleting": mark("being deleted"),
    "deleted": mark("deleted"),
    "restoring": mark("being shown again"),
}

REPLY_STATES: Mapping[str, str] = {
    "draft": mark("draft"),
    "accepted": mark("about to leave"),
    "sending": mark("being sent"),
    "published": mark("published"),
    "refused": mark("refused by the network"),
    "unknown": mark("outcome unknown"),
    "recalled": mark("recalled"),
}

DECISION_STATES: Mapping[str, str] = {
    "pending": mark("waiting for the network"),
    "in_force": mark("in force"),
    "failed": mark("the network did not do it"),
    "unknown": mark("outcome unknown"),
}

# What was decided, as a record says it.
DECISION_KINDS: Mapping[str, str] = {
    "approve": mark("Approval"),
    "hide": mark("Hiding"),
    "delete": mark("Deletion"),
    "restore": mark("Showing again"),
}

# What the network was asked for.
ACTION_KINDS: Mapping[str, str] = {
    "publish_reply": mark("Answer"),
    "hide": mark("Hiding"),
    "unhide": mark("Showing"),
    "mark_spam": mark("Putting aside as spam"),
    "delete": mark("Deletion"),
    "restore": mark("Restoring"),
}

# Where nobody knows the end of an act: what is not known, and what somebody who looks there can see.
OUTCOME_DOUBTS: Mapping[str, str] = {
    "publish_reply": mark("Nobody knows whether this answer was published."),
    "hide": mark("Nobody knows whether the network has hidden this message."),
    "unhide": mark("Nobody knows whether the network shows this message now."),
    "mark_spam": mark("Nobody knows whether the network has put this message aside."),
    "delete": mark("Nobody knows whether the network has deleted this message."),
    "restore": mark("Nobody knows whether the network has brought this message back."),
}
OUTCOME_DONE: Mapping[str, str] = {
    "publish_reply": mark("The answer is there"),
    "hide": mark("It is hidden"),
    "unhide": mark("The message is there"),
    "mark_spam": mark("It is put aside"),
    "delete": mark("It is gone"),
    "restore": mark("The message is there"),
}
OUTCOME_NOT_DONE: Mapping[str, str] = {
    "publish_reply": mark("The answer is not there"),
    "hide": mark("It can still be seen"),
    "unhide": mark("The message is not there"),
    "mark_spam": mark("It can still be seen"),
    "delete": mark("It is still there"),
    "restore": mark("The message is not there"),
}

# Why nobody knows, by the code with which an act was left.
OUTCOME_CAUSES: Mapping[str, str] = {
    "answer_timed_out": mark("The network did not answer in time."),
    "connection_broken": mark("The connection broke off before the network had answered."),
    "answer_unusable": mark("The network answered something that cannot be read."),
    "no_answer": mark("The network did not answer."),
    "worker_lost": mark("Palabre was stopped while it waited for the network's answer."),
    "not_found": mark("The network did not confirm it, and four looks at it found nothing."),
}
OUTCOME_CAUSE_UNNAMED = mark("The network had an error of its own and did not say what it has done.")

SERVICES: Mapping[str, str] = {
    "ingest": mark("Collection"),
    "triage": mark("Triage"),
    "reply": mark("Replies"),
    "reporting": mark("Figures"),
    "web": mark("Workplace"),
}

# What happened, and what to do; what was kept stands in between.
FAILURES: Mapping[int, tuple[str, str]] = {
    400: (mark("This could not be read"), mark("Nothing was changed. Go back and send the form again.")),
    403: (mark("This is not open to you"), mark("Ask an administrator if you need it for your work.")),
    404: (
        mark("Nothing is here"),
        mark("It was removed, or it never existed, or it belongs to a client that is not yours."),
    ),
    409: (
        mark("This has changed meanwhile"),
        mark("Nothing was done twice. Look at it again before you act."),
    ),
    422: (mark("This was refused"), mark("Nothing was changed. Go back and correct the form.")),
    429: (mark("Too many attempts"), mark("Wait a few minutes, then try again.")),
    500: (
        mark("Something broke on our side"),
        mark("What you had sent before is kept. Try again; if it stays, give the operator the reference."),
    ),
    502: (mark("A service does not answer"), mark("What was accepted is kept. Try again in a moment.")),
    503: (mark("A service does not answer"), mark("What was accepted is kept. Try again in a moment.")),
}

# Placeholders are the `params` of a reason.
REASONS: Mapping[str, str] = {
    "threat": mark("threat"),
    "urgent_now": mark("must be acted on at once"),
    "urgent_today": mark("cannot wait until tomorrow"),
    "urgent_unsure": mark("possibly urgent"),
    "spam": mark("advertising"),
    "service_request": mark("wants something done"),
    "toxic_likely": mark("insult very likely"),
    "toxic": mark("insult likely"),
    "toxic_unsure": mark("insult possible"),
    "personal_data": mark("%(kinds)s in public"),
    "unsure": mark("the machine is unsure, a person first (%(labels)s)"),
    "question": mark("question"),
    "pending_request": mark("waits for us to act (“%(words)s”)"),
    "negative": mark("discontented"),
    "direct_message": mark("private message"),
    "many_followers": mark("followed by %(followers)s"),
    "waiting": mark("waiting for over %(hours)s h"),
    "nothing_pressing": mark("nothing pressing"),
    "not_assessed": mark("not assessed yet"),
}


def is_personal_data(label: str) -> bool:
    return label in PERSONAL_DATA


def translate_code(words: Mapping[str, str], code: str, language: Language) -> str:
    """Return the words for a code; a code that is newer than this page is shown as it came, readable."""
    known = words.get(code)
    return language.translations.gettext(known) if known else code.replace("_", " ")


def explain_reason(reason: Reason, language: Language) -> str:
    """Return a reason as a person says it; one that lacks its figures is shown by its code."""
    message = REASONS.get(reason.code) or LABELS.get(reason.code)
    params = {name: _say_param(name, value, language) for name, value in reason.params.items()}
    try:
        return language.translations.gettext(message) % params if message else reason.code.replace("_", " ")
    except KeyError:
        return reason.code.replace("_", " ")


def _say_param(name: str, value: str, language: Language) -> str:
    if name == "kinds":
        return ", ".join(translate_code(PERSONAL_DATA, kind, language) for kind in value.split(", "))
    if name == "labels":
        return ", ".join(translate_code(LABELS, label, language) for label in value.split(", "))
    return format_decimal(int(value), locale=language.locale) if value.isdecimal() else value
