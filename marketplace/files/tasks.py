"""The nightly clearing of contents that no file has."""

import time

from celery import shared_task

from marketplace.files.commands import clear_unreferenced as clear

DAY_SECONDS = 86_400


@shared_task(name="files.clear_unreferenced")
def clear_unreferenced() -> None:
    """Clear what lies there for a day without a file: no transaction is open for so long."""
    clear(before=time.time() - DAY_SECONDS)
