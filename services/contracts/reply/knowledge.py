"""What the agency knows of a client: articles, which drafts quote."""

from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Nothing, Paging, Text, Time


class NewArticle(Model):
    title: Text = Field(min_length=1, max_length=200)
    body: Text = Field(min_length=1, max_length=20_000)
    url: str | None = Field(default=None, max_length=2_000)


class Article(Model):
    id: UUID
    client_id: UUID
    title: str
    body: str
    url: str | None
    updated_at: Time
    updated_by: str


class ArticleQuery(Paging):
    search: str | None = Field(default=None, max_length=200)


LIST_ARTICLES = Operation(
    "reply",
    "reply.list_articles",
    "GET",
    "/v1/clients/{client}/articles",
    "knowledge:read",
    Listed[Article],
    query=ArticleQuery,
)
ADD_ARTICLE = Operation(
    "reply",
    "reply.add_article",
    "POST",
    "/v1/clients/{client}/articles",
    "knowledge:write",
    Article,
    body=NewArticle,
    status=201,
)
GET_ARTICLE = Operation(
    "reply", "reply.get_article", "GET", "/v1/clients/{client}/articles/{article}", "knowledge:read", Article
)
CHANGE_ARTICLE = Operation(
    "reply",
    "reply.change_article",
    "PUT",
    "/v1/clients/{client}/articles/{article}",
    "knowledge:write",
    Article,
    body=NewArticle,
)
REMOVE_ARTICLE = Operation(
    "reply",
    "reply.remove_article",
    "DELETE",
    "/v1/clients/{client}/articles/{article}",
    "knowledge:write",
    Nothing,
)
