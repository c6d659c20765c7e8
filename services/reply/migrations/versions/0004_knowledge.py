"""Knowledge: articles, and their search in French.

A full-text operator is not leakproof, so under row-level security it uses no index. The search therefore runs
in a function as the owner, which filters by the same setting as the policies do; SELECT is all it may.
"""

from alembic import op

from services.runtime.db.isolation import SETTING, isolation_statements, owner_reading_statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _make_configuration()
    _make_articles()
    _make_search()


def _make_configuration() -> None:
    # Stop words go before accents do: without its accent "même" would be a word like any other.
    op.execute(
        "create text search dictionary reply.french_stop "
        "(template = pg_catalog.simple, stopwords = french, accept = false)"
    )
    op.execute("create text search configuration reply.french_unaccent (copy = pg_catalog.french)")
    op.execute(
        "alter text search configuration reply.french_unaccent alter mapping for "
        "asciiword, word, asciihword, hword, hword_asciipart, hword_part "
        "with reply.french_stop, unaccent, french_stem"
    )
    # PostgreSQL's list of French stop words forgets these.
    op.execute(
        r"""
        create function reply.french_words(text) returns text
        language sql immutable parallel safe strict set search_path = pg_catalog, pg_temp
        as $$ select regexp_replace($1, '\m(les|ils|elles|cet|cette|chez|où|très)\M', ' ', 'gi') $$
        """
    )


def _make_articles() -> None:
    op.execute(
        """
        create table reply.article (
            client_id uuid not null,
            id uuid not null,
            title varchar not null,
            body varchar not null,
            url varchar,
            updated_at timestamptz not null,
            updated_by varchar not null,
            search tsvector generated always as (
                setweight(to_tsvector('reply.french_unaccent'::regconfig, reply.french_words(title::text)), 'A') ||
                setweight(to_tsvector('reply.french_unaccent'::regconfig, reply.french_words(body::text)), 'D')
            ) stored,
            constraint pk_article primary key (client_id, id)
        )
        """
    )
    # Articles change rarely and are searched often: no list of pending entries for a search to read through.
    op.execute("create index ix_article_search on reply.article using gin (search) with (fastupdate = off)")
    for statement in isolation_statements("reply", ["article"]):
        op.execute(statement)
    for statement in owner_reading_statements("reply", ["article"]):
        op.execute(statement)


def _make_search() -> None:
    # Parameters: client, query, and the rank and id after which the page begins, number of rows.
    op.execute(
        f"""
        create function reply.search_articles(uuid, tsquery, real, uuid, integer)
        returns table (id uuid, rank real)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$
            select found.id, found.rank
            from (
                select article.id, ts_rank_cd(article.search, $2) as rank
                from reply.article
                where article.search @@ $2
                  and article.client_id = $1
                  and $1 = any (
                      (select string_to_array(nullif(current_setting('{SETTING}', true), ''), ','))::uuid[]
                  )
            ) found
            where $3 is null or found.rank < $3 or (found.rank = $3 and found.id < $4)
            order by found.rank desc, found.id desc
            limit $5
        $$
        """
    )
    op.execute("revoke all on function reply.search_articles from public")
    op.execute("grant execute on function reply.search_articles to palabre_reply")
