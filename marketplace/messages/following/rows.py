"""A row of the follower's tables: what one line of the log tells whom."""

from dataclasses import dataclass

from django.utils.functional import Promise

from marketplace.messages.following.recipients import Finder


@dataclass(frozen=True, slots=True)
class Tell:
    """One message for a line. `gathered`: as long as it is unread, the next of its kind about the same subject joins it.

    `linked`: it leads to the page of the subject, which its readers may open; who has just lost the right to is told in words.
    """

    topic: str
    title: str | Promise
    body: str | Promise
    to: tuple[Finder, ...]
    gathered: bool = False
    linked: bool = True
