"""Every router of pages; a page that is not listed here does not exist."""

from web.routes import (
    automation,
    charter,
    clients,
    entry,
    figures,
    founding,
    keys,
    knowledge,
    learning,
    live,
    me,
    members,
    model,
    opinion,
    preparation,
    replay,
    saved,
    system,
    team,
    views,
    voices,
)
from web.routes.accounts import account, adding, overview
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
        overview,
        adding,
        account,
        clients,
        founding,
        keys,
        charter,
        replay,
        automation,
        opinion,
        learning,
        model,
        figures,
        system,
        team,
        members,
        me,
        views,
        preparation,
        live,
    )
)
