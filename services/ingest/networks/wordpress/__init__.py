"""A site that runs WordPress: comments read by polling its REST API, answered and moderated as one of its users.

An account's URL is the site's address, its credentials are `{"user": …, "application_password": …}`: the name of
a user who may moderate comments (an editor), and a password made for Palabre in that user's profile.
"""

from services.ingest.networks.wordpress.adapter import WordPressAdapter
from services.ingest.networks.wordpress.capabilities import CAPABILITIES

__all__ = ["CAPABILITIES", "WordPressAdapter"]
