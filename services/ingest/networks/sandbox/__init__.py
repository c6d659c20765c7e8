"""The demo's public site: comments under articles, read by polling, answered and hidden over its API.

An account's URL is the site's own page (`https://…/sites/<slug>`), its credentials are `{"token": …}`.
"""

from services.ingest.networks.sandbox.adapter import SandboxAdapter
from services.ingest.networks.sandbox.capabilities import CAPABILITIES

__all__ = ["CAPABILITIES", "SandboxAdapter"]
