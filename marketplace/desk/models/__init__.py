"""What the desk keeps: cases with their steps, corrections, public notices."""

from marketplace.desk.models.notice import (
    NoticeKind,
    NoticeSubscription,
    PublicNotice,
)

__all__ = ["NoticeKind", "NoticeSubscription", "PublicNotice"]
