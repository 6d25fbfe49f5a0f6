"""The sweep of crashed jobs."""

from celery import shared_task

from marketplace.jobs.commands import sweep_crashed


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """End the jobs whose process is gone."""
    sweep_crashed()
