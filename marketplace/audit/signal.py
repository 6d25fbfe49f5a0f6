"""The tick after a commit: tells the workers that the log has grown. Best effort, the beat repeats it every second."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2  # a busy process sends five ticks a second, not one for each of its bids


class Ticker:
    def __init__(self) -> None:
        self.last = 0.0

    def __call__(self) -> None:
        now = time.monotonic()
        if now - self.last < PAUSE_SECONDS:
            return
        self.last = now
        try:
            current_app.send_task("audit.tick", expires=5, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("no tick, the beat will do it: %s", error)


tick = Ticker()
