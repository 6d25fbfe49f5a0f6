"""Every write of documents, one file per noun."""

from marketplace.documents.commands.issuing import issue, reissue, revoke
from marketplace.documents.commands.numbers import next_number

__all__ = ["issue", "next_number", "reissue", "revoke"]
