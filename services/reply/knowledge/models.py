"""The table of articles."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Computed, DateTime, Index
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field

from services.reply.schema import ReplyTable


class Article(ReplyTable, table=True):
    __tablename__ = "article"

    client_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    title: str
    body: str
    url: str | None = None
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_by: str


# Words for the search, weighted by where they stand. PostgreSQL alone writes and reads this column, so it is
# no attribute of the class.
_SEARCH = (
    "setweight(to_tsvector('reply.french_unaccent'::regconfig, reply.french_words(title::text)), 'A'::\"char\") || "
    "setweight(to_tsvector('reply.french_unaccent'::regconfig, reply.french_words(body::text)), 'D'::\"char\")"
)
_TABLE = ReplyTable.metadata.tables["reply.article"]
_TABLE.append_column(Column("search", TSVECTOR, Computed(_SEARCH, persisted=True)))
Index("ix_article_search", _TABLE.c.search, postgresql_using="gin")
