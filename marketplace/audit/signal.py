"""The tick after a commit: tells the workers that the log has grown. Best effort, the beat repeats it every second."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2  # a busy process sends five ticks a second, not one for each of its bids
REST_SECONDS = 10  # after a failure: a dead broker shall not slow every command


class Ticker:
    def __init__(self) -> None:
        self.next = 0.0

    def __call__(self) -> None:
        if time.monotonic() < self.next:
            return
        self.next = time.monotonic() + PAUSE_SECONDS
        try:
            current_app.send_task("audit.tick", expires=5, retry=False)
        except (OperationalError, OSError) as error:
            self.next = time.monotonic() + REST_SECONDS
            logger.warning("no tick, the beat will do it: %s", error)


tick = Ticker()
