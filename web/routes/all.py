"""Every router of pages; a page that is not listed here does not exist."""

from web.routes import entry

ROUTERS = (entry.router,)
