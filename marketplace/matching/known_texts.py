"""Things everybody knows, by which texts are described: patent classes, industries, fields and abstracts of research, from the files that ship."""

from functools import cache

from marketplace.catalogue.shipped_files import records, rows


@cache
def known_texts() -> dict[str, list[str]]:
    """Texts by kind; read from the files, so that a ranking needs no database."""
    return {
        "ipc": [row["title"] for row in rows("ipc_subclasses.csv")],
        "industries": [row["name"] for row in rows("industries.csv")],
        "fields": [row["name"] for row in rows("research_fields.csv")],
        "research": [f"{row['title']} {row['abstract']}" for row in records("research_texts.jsonl")],
    }
