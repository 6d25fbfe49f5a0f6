"""Numbers, templates, documents and the seals on them."""

from marketplace.documents.models.counter import Counter
from marketplace.documents.models.document import Document, Print, Series
from marketplace.documents.models.sealing import Sealing
from marketplace.documents.models.template import Layout, Template

__all__ = ["Counter", "Document", "Layout", "Print", "Sealing", "Series", "Template"]
