"""What only tests and demonstrations use: more sites, faults on order, visitors by call, the acceptance record."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from infra.demo.access import Place, TokenRoute, place_of
from infra.demo.api import CommentOut
from infra.demo.comments import Writer
from infra.demo.errors import SiteError
from infra.demo.faults import Fault
from infra.demo.visitors import author_id

router = APIRouter(route_class=TokenRoute)
Here = Annotated[Place, Depends(place_of)]


class SiteIn(BaseModel):
    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    name: str = Field(min_length=1, max_length=100)


class SiteOut(BaseModel):
    slug: str
    name: str
    url: str
    articles: list[str]


class VisitorCommentIn(BaseModel):
    article: str
    name: str = Field(min_length=1, max_length=60)
    text: str
    parent: int | None = None


class Holding(BaseModel):
    newcomers: bool


class Acceptance(BaseModel):
    operation: str
    comment: str
    text: str
    times: int


@router.post("/sites", status_code=201)
def found(site: SiteIn, here: Here) -> SiteOut:
    made = here.newspaper.found(site.slug, site.name, int(here.clock()))
    articles = [article.slug for article in here.newspaper.articles(made.slug)]
    return SiteOut(slug=made.slug, name=made.name, url=made.path, articles=articles)


@router.post("/sites/{site}/visitors/comments", status_code=201)
def write_as_visitor(site: str, sent: VisitorCommentIn, here: Here) -> CommentOut:
    """Write as a visitor would by the form, without a browser that could change it later."""
    article = here.newspaper.article(site, sent.article)
    writer = Writer(author_id("", sent.name), sent.name)
    written = here.comments.write(
        site=site, article=article.slug, parent=sent.parent, writer=writer, text=sent.text
    )
    return CommentOut.of(written)


@router.put("/sites/{site}/holding", status_code=204)
def hold(site: str, holding: Holding, here: Here) -> None:
    """Keep for a moderator what newcomers write, or let it through."""
    here.comments.hold_newcomers(here.newspaper.site(site).slug, holding.newcomers)


@router.post("/sites/{site}/faults", status_code=201)
async def arm(site: str, fault: Fault, here: Here) -> list[Fault]:
    if not here.newspaper.has(site):
        raise SiteError(404, "site_not_found", "There is no such site.")
    here.faults.arm(site, fault)
    return here.faults.armed(site)


@router.get("/sites/{site}/faults")
async def armed(site: str, here: Here) -> list[Fault]:
    return here.faults.armed(site)


@router.delete("/sites/{site}/faults", status_code=204)
async def disarm(site: str, here: Here) -> None:
    here.faults.disarm(site)


@router.get("/sites/{site}/acceptances")
def acceptances(site: str, here: Here) -> list[Acceptance]:
    """Each reply and each moderation that the site took, and how many times: the proof of "at most once"."""
    return [
        Acceptance(
            operation=row["operation"], comment=str(row["comment"]), text=row["text"], times=row["times"]
        )
        for row in here.comments.acceptances(site)
    ]
