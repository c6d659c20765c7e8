"""Words around accounts, keys and roles: what a network asks for, offers, and what keeps us out of it."""

from collections.abc import Mapping

from web.rendering.languages import mark

# What can be done on a network, as it stands in a list after "offers" or "lacks".
ACTS: Mapping[str, str] = {
    "reply": mark("replying"),
    "reply_to_reply": mark("replying to replies"),
    "hide": mark("hiding"),
    "unhide": mark("showing again"),
    "mark_spam": mark("marking as spam"),
    "delete": mark("deleting"),
    "restore": mark("restoring what was deleted"),
}

# Something that a network asks for, by its name there.
CREDENTIALS: Mapping[str, str] = {
    "token": mark("Access token"),
    "user": mark("User name"),
    "password": mark("Password"),
    "application_password": mark("Application password"),
}
CREDENTIAL_HINTS: Mapping[str, str] = {
    "user": mark("The name with which this user signs in there, with the right to moderate comments."),
    "application_password": mark(
        "Made in WordPress under Users, Profile, Application passwords. It is not the user's own password."
    ),
    "token": mark("Made on the site, where it lets programs in."),
}

# Why an account cannot be read: what happened, and what to do.
TROUBLES: Mapping[str, str] = {
    "no_credentials": mark("This account has no credentials yet."),
    "credentials": mark("The credentials are not accepted there."),
    "rights": mark("The network refuses what we ask of it."),
    "address": mark("At this address there is nothing that we know how to read."),
    "moved": mark("It is still read, and says that it has moved to another address for good."),
    "unreachable": mark("Nobody answers at this address."),
    "slowed": mark("The network asks us to slow down."),
    "failing": mark("The network answers with an error of its own."),
}
ADVICE: Mapping[str, str] = {
    "no_credentials": mark("Make some there, then write them below."),
    "credentials": mark("Make new ones there, then renew them below."),
    "rights": mark("Give the user of these credentials the right to read and moderate comments there."),
    "address": mark("Correct the address below."),
    "moved": mark("Open the address below to see where it leads, and write the new one."),
    "unreachable": mark("See whether the site is up and the address right. We go on trying."),
    "slowed": mark("There is nothing to do: we wait as long as it asks."),
    "failing": mark("We go on trying, less and less often. If it lasts, tell whoever runs the site."),
}

# What is known more closely, by the code that stands beside the trouble.
DETAILS: Mapping[str, str] = {
    "page_not_feed": mark(
        "A page stands there and no feed. Its feed has an address of its own, often linked on it."
    ),
    "not_a_feed": mark("What stands there is neither RSS nor Atom."),
    "feed_gone": mark("The site says that this feed is no more."),
    "feed_protected": mark("The site lets nobody read this feed without signing in."),
    "dangerous_feed": mark("The feed declares entities, with which a reader can be harmed: it is not read."),
    "redirected_in_a_circle": mark("The address leads on and on, and never to a feed."),
    "redirected_in_the_clear": mark(
        "The address leads from https to http, where others could read and change it."
    ),
    "address_refused": mark("The address leads into a private network. The operator can allow it."),
}

# How often an account is read, in seconds; what else somebody set over the API is said in figures.
INTERVALS: Mapping[str, str] = {
    "15": mark("every 15 seconds"),
    "60": mark("every minute"),
    "300": mark("every 5 minutes"),
    "900": mark("every 15 minutes"),
    "3600": mark("every hour"),
    "21600": mark("every 6 hours"),
}

# What an API key may do.
SCOPES: Mapping[str, str] = {
    "items:write": mark("send messages in"),
    "syncs:write": mark("ask for a sync"),
    "syncs:read": mark("see how a sync went"),
    "reports:read": mark("read figures and reports"),
    "queue:read": mark("read the queue"),
    "scores:read": mark("have texts scored"),
}

# A client's trade.
SECTORS: Mapping[str, str] = {
    "bank": mark("bank"),
    "telecom": mark("telephone and internet"),
    "city_hall": mark("city hall"),
    "newspaper": mark("newspaper"),
    "health_insurer": mark("health insurer"),
    "ngo": mark("association"),
    "food": mark("food"),
    "travel": mark("travel"),
    "retail": mark("shops"),
    "other": mark("other trade"),
}

COLOURS: Mapping[str, str] = {
    "0": mark("blue"),
    "1": mark("brick"),
    "2": mark("green"),
    "3": mark("purple"),
    "4": mark("ochre"),
    "5": mark("teal"),
    "6": mark("raspberry"),
    "7": mark("slate"),
}
