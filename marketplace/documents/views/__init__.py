"""The pages of documents, seals and templates."""

from marketplace.documents.views import checking, documents, sealing, templates

__all__ = ["checking", "documents", "sealing", "templates"]
