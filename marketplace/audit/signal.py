"""The tick after a commit: tells the workers that the log has grown. Best effort, the beat repeats it every second."""

import logging
import threading
import time

from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2  # a busy process sends five ticks a second, not one for each of its bids
REST_SECONDS = 10  # after a failure: a dead broker shall not slow every command
# One attempt: the usual ones go on for six seconds, and somebody waits for the answer to his bid.
ONE_ATTEMPT = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 1,
}


class Ticker:
    def __init__(self, task: str) -> None:
        self.task = task
        self.next = 0.0
        self.sending = threading.Lock()
        self.connection: Connection | None = None

    def __call__(self) -> None:
        if time.monotonic() < self.next or not self.sending.acquire(blocking=False):
            return
        try:
            self.next = time.monotonic() + PAUSE_SECONDS
            self.send()
        except (OperationalError, OSError) as error:
            self.next = time.monotonic() + REST_SECONDS
            self.connection = None
            logger.warning("no tick, the beat will do it: %s", error)
        finally:
            self.sending.release()

    def send(self) -> None:
        if self.connection is None:
            self.connection = current_app.connection_for_write(transport_options=ONE_ATTEMPT)
        current_app.send_task(self.task, expires=5, retry=False, connection=self.connection)


tick = Ticker("audit.tick")
