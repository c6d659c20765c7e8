"""HTTP of knowledge: parse, one use case, answer."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts import reply as contracts
from services.contracts.values import Listed, Nothing
from services.reply.knowledge import service
from services.runtime.operations import ClientDep, Routes, UnitDep

routes = Routes()


@routes.serve(contracts.LIST_ARTICLES)
async def list_articles(
    query: Annotated[contracts.ArticleQuery, Query()], client: ClientDep, unit: UnitDep
) -> Listed[contracts.Article]:
    return await service.list_articles(unit, client, query)


@routes.serve(contracts.ADD_ARTICLE)
async def add(body: contracts.NewArticle, client: ClientDep, unit: UnitDep) -> contracts.Article:
    return await service.add(unit, client, body)


@routes.serve(contracts.GET_ARTICLE)
async def get(article: UUID, client: ClientDep, unit: UnitDep) -> contracts.Article:
    return await service.get(unit, client, article)


@routes.serve(contracts.CHANGE_ARTICLE)
async def change(
    article: UUID, body: contracts.NewArticle, client: ClientDep, unit: UnitDep
) -> contracts.Article:
    return await service.change(unit, client, article, body)


@routes.serve(contracts.REMOVE_ARTICLE)
async def remove(article: UUID, client: ClientDep, unit: UnitDep) -> Nothing:
    await service.remove(unit, client, article)
    return Nothing()
