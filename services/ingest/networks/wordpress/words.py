"""What WordPress's refusals mean for people: one sentence for each code, which says what to do.

The workplace has each of them in its readers' languages; a code without a sentence keeps the site's own words.
"""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "application_passwords_disabled": "This site takes no application passwords: it must run over HTTPS, and no plugin "
    "may switch them off.",
    "comment_content_column_length": "The site takes no comment as long as this.",
    "comment_duplicate": "The same words of ours stand under this comment already.",
    "comment_flood": "The site takes only one comment in 15 seconds from us.",
    "credentials_missing": "The account has no user name or no application password.",
    "credentials_rejected": "The site does not know this user with this application password, or its server does not "
    "hand the password on to WordPress.",
    "incorrect_password": "The application password is wrong or was revoked.",
    "invalid_email": "The site has no user of this name.",
    "invalid_username": "The site has no user of this name.",
    "not_a_comment": "Only comments can be answered and moderated on a WordPress site.",
    "not_wordpress": "No WordPress answers at the account's address.",
    "parent_in_bin": "The comment lies in the site's bin. Restore it before you answer.",
    "parent_not_visible": "The public does not see the comment that is to be answered. Show it first.",
    "reply_held": "The site keeps the reply back until somebody approves it there.",
    "rest_cannot_delete": "The site's user may not moderate this comment.",
    "rest_cannot_edit": "The site's user may not moderate this comment.",
    "rest_cannot_read": "The site's user may not read this comment.",
    "rest_cannot_read_post": "The site's user may not read the article of this comment.",
    "rest_comment_closed": "The comments of this article are closed on the site.",
    "rest_comment_draft_post": "The article is not published on the site.",
    "rest_comment_invalid_id": "The comment stands no longer on the site.",
    "rest_comment_invalid_status": "The site's user may not moderate comments.",
    "rest_comment_trash_post": "The article lies in the site's bin.",
    "rest_forbidden_context": "The site's user may not moderate comments.",
    "rest_forbidden_param": "The site's user may not moderate comments.",
    "rest_switched_off": "This WordPress has its REST API switched off, by a plugin or by its server.",
    "rest_trash_not_supported": "The site has no bin, and nothing is deleted there for good from here.",
    "site_elsewhere": "The address leads to another site. Give the account the address to which it leads.",
}


def words_for(code: str, otherwise: str = "") -> str:
    return WORDS.get(code, otherwise)
