"""The beat of the log."""

from celery import current_app, shared_task

from marketplace.audit.commands import BATCH, seal
from marketplace.audit.following import BATCH as LINES
from marketplace.audit.following import follow, handlers
from marketplace.audit.queries import followers_behind


@shared_task(name="audit.tick")
def tick() -> None:
    """Seal what waits, then wake every follower that is behind; each runs as a task of its own, so none waits for another."""
    while seal() == BATCH:
        pass
    for name in followers_behind(handlers):
        current_app.send_task("audit.follow", args=[name], expires=30)


@shared_task(name="audit.follow")
def follow_to_the_head(name: str) -> None:
    """Bring one follower to the head of the log."""
    while follow(name) == LINES:
        pass
