"""What refusals mean, in readers' languages: adapters, and what stands before them, say each in English.

What a network says in its own words stays as it is. A test holds these sentences to those who say them.
"""

from web.rendering.languages import Language, mark

SENTENCES = frozenset(
    {
        mark("It is not known whether this was sent: for hours there was no answer."),
        mark("No WordPress answers at the account's address."),
        mark("Only comments can be answered and moderated on a WordPress site."),
        mark("Somebody looked on the network: it was not done."),
        mark("The account has no user name or no application password."),
        mark("The account was removed."),
        mark("The address leads to another site. Give the account the address to which it leads."),
        mark("The application password is wrong or was revoked."),
        mark("The article is not published on the site."),
        mark("The article lies in the site's bin."),
        mark("The comment lies in the site's bin. Restore it before you answer."),
        mark("The comment stands no longer on the site."),
        mark("The comments of this article are closed on the site."),
        mark("The message was deleted on its network."),
        mark("The public does not see the comment that is to be answered. Show it first."),
        mark("The same words of ours stand under this comment already."),
        mark(
            "The site does not know this user with this application password, or its server does not "
            "hand the password on to WordPress."
        ),
        mark("The site has no bin, and nothing is deleted there for good from here."),
        mark("The site has no user of this name."),
        mark("The site keeps the reply back until somebody approves it there."),
        mark("The site takes no comment as long as this."),
        mark("The site takes only one comment in 15 seconds from us."),
        mark("The site's user may not moderate comments."),
        mark("The site's user may not moderate this comment."),
        mark("The site's user may not read the article of this comment."),
        mark("The site's user may not read this comment."),
        mark("This WordPress has its REST API switched off, by a plugin or by its server."),
        mark(
            "This site takes no application passwords: it must run over HTTPS, and no plugin may "
            "switch them off."
        ),
    }
)


def explain_refusal(detail: str, language: Language) -> str:
    """Return a sentence of ours in the reader's language, and a network's own words untouched."""
    return language.translations.gettext(detail) if detail in SENTENCES else detail
