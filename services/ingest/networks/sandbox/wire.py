"""The site's JSON, as far as it is read here. What does not fit these shapes is not trusted."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel

State = Literal["published", "held", "hidden", "spam", "binned", "deleted"]


class Author(BaseModel):
    id: str
    name: str
    is_official: bool


class Comment(BaseModel):
    """A comment that its author deleted has neither text nor author."""

    id: str
    article: str
    parent: str | None
    author: Author | None
    text: str | None
    state: State
    created_at: AwareDatetime
    updated_at: AwareDatetime
    url: str

    @property
    def changed_at(self) -> int:
        return int(self.updated_at.timestamp())


class CommentList(BaseModel):
    comments: list[Comment]


class Changes(CommentList):
    next: str | None
    as_of: AwareDatetime

    @property
    def second(self) -> int:
        return int(self.as_of.timestamp())


class Article(BaseModel):
    id: str
    title: str
    standfirst: str
    byline: str
    published_at: AwareDatetime
    url: str


class Me(BaseModel):
    name: str
    url: str
    text_limit: int


class Problem(BaseModel):
    code: str
    message: str = ""


class ProblemAnswer(BaseModel):
    error: Problem
