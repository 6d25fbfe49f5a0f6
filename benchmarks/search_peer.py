"""PostgreSQL's own full-text search over the same words, for `benchmarks.search`: `tsvector` under GIN, `ts_rank`, filters, counts."""

import json
from collections.abc import Mapping

from django.db import connection

from marketplace.discovery.building import documents_of, shares
from marketplace.discovery.facets import FACETS, VALUES
from marketplace.discovery.index import LEVELS
from marketplace.discovery.words import query_words

FIELDS = [LEVELS.get(name, name) for name in FACETS]
COLUMNS = [f"{field}_codes" for field in FIELDS]  # "right" alone is a word of SQL
MAKE = f"""
CREATE UNLOGGED TABLE peer_words (number text, title text, keywords text, body text, {", ".join(f"{c} text[]" for c in COLUMNS)})
"""
# The weights of ours: title, keywords, text. Words are cut already, so the plain dictionary takes them as they are.
VECTORS = f"""
CREATE UNLOGGED TABLE peer AS SELECT number, {", ".join(COLUMNS)},
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', keywords), 'B')
        || setweight(to_tsvector('simple', body), 'C') AS words
FROM peer_words
"""
COUNTS = " UNION ALL ".join(
    f"(SELECT '{column}', value, count(*)::real FROM hits, unnest({column}) AS value GROUP BY value ORDER BY 3 DESC LIMIT {VALUES})"
    for column in COLUMNS
)


def build() -> None:
    """The same documents, words and codes, indexed."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        for share in shares():
            # Read before the COPY begins: both use one connection, and a COPY has it to itself until it ends.
            rows = [row_of(made) for made in documents_of(share)] if share.kind == "listing" else []
            with cursor.copy("COPY peer_words FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        cursor.execute(VECTORS)
        cursor.execute("DROP TABLE peer_words")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX ON peer USING gin (words) WITH (fastupdate = off)")
        cursor.execute("VACUUM ANALYZE peer")


def row_of(made: str) -> list[str | list[str]]:
    paper = json.loads(made)
    texts = [paper[name] for name in ("number", "title", "keywords", "body")]
    return [*texts, *(paper.get(field, []) for field in FIELDS)]


def ask(text: str, filters: Mapping[str, str]) -> int:
    """A page of hits by rank, their number and the counts of every facet, in one statement; returns the number."""
    query = " & ".join(f"'{word}'" for word in query_words(text))
    narrowed = "".join(f" AND {LEVELS.get(name, name)}_codes @> ARRAY[%s]" for name in filters)
    statement = f"""
        WITH hits AS MATERIALIZED (
            SELECT number, ts_rank('{{0.1, 0.33, 0.67, 1}}', words, query) AS rank, {", ".join(COLUMNS)}
            FROM peer, to_tsquery('simple', %s) AS query WHERE words @@ query{narrowed}
        )
        (SELECT 'hit', number, rank::real FROM hits ORDER BY rank DESC LIMIT 20)
        UNION ALL (SELECT 'total', '', count(*)::real FROM hits) UNION ALL {COUNTS}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, *filters.values()])
        rows = cursor.fetchall()
    return next(int(count) for what, _value, count in rows if what == "total")
