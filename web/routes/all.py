"""Every router of pages; a page that is not listed here does not exist."""

from web.routes import accounts, entry, figures, knowledge, live, me, system, team, views
from web.routes.desk import actions, pages, replies

ROUTERS = tuple(
    module.router
    for module in (
        entry,
        pages,
        actions,
        replies,
        knowledge,
        accounts,
        figures,
        system,
        team,
        me,
        views,
        live,
    )
)
