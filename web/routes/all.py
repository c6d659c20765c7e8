"""Every router of pages; a page that is not listed here does not exist."""

from web.routes import accounts, entry, figures, knowledge, live, me, saved, system, team, views, voices
from web.routes.desk import actions, decisions, pages, picking, replies

ROUTERS = tuple(
    module.router
    for module in (
        entry,
        pages,
        actions,
        decisions,
        replies,
        picking,
        knowledge,
        saved,
        voices,
        accounts,
        figures,
        system,
        team,
        me,
        views,
        live,
    )
)
