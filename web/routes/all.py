"""Every router of pages; a page that is not listed here does not exist."""

from web.routes import entry
from web.routes.desk import actions, pages, replies

ROUTERS = (entry.router, pages.router, actions.router, replies.router)
