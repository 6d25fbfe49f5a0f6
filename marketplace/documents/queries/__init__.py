"""Reads of documents."""

from marketplace.documents.queries.documents import document, documents_of, pdf, picture, readable, set_again
from marketplace.documents.queries.templates import template_in_force

__all__ = ["document", "documents_of", "pdf", "picture", "readable", "set_again", "template_in_force"]
