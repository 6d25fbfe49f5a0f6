"""Every write of documents, one file per noun."""

from marketplace.documents.commands.archiving import archive_index, export_dossier
from marketplace.documents.commands.issuing import issue, issue_or_log, reissue, revoke
from marketplace.documents.commands.numbers import next_number
from marketplace.documents.commands.sealing import CHECKPOINTS, PURPOSE, confirm_original, reject_scan, upload_scan
from marketplace.documents.commands.templates import approve_template, draft_template, reject_template, sample

__all__ = [
    "CHECKPOINTS",
    "PURPOSE",
    "approve_template",
    "archive_index",
    "confirm_original",
    "draft_template",
    "export_dossier",
    "issue",
    "issue_or_log",
    "next_number",
    "reissue",
    "reject_scan",
    "reject_template",
    "revoke",
    "sample",
    "upload_scan",
]
