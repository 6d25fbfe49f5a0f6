"""A progress bar for the terminal: one line that is drawn over itself."""

import time
from typing import TextIO

WIDTH = 30
PAUSE_SECONDS = 0.1


class Bar:
    """Draws only where somebody watches: a file or a pipe stays clean."""

    def __init__(self, out: TextIO, unit: str) -> None:
        self.out, self.unit = out, unit
        self.watched = hasattr(out, "isatty") and out.isatty()
        self.started, self.drawn = time.monotonic(), 0.0

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.watched or (now - self.drawn < PAUSE_SECONDS and done < total):
            return
        self.drawn = now
        filled = WIDTH * done // max(total, 1)
        pace = done / max(now - self.started, PAUSE_SECONDS)
        self.out.write(
            f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {100 * done // max(total, 1):3d} %"
            f"  {done:,}/{total:,} {self.unit}  {pace:,.0f}/s "
        )
        self.out.flush()

    def end(self) -> None:
        if self.watched:
            self.out.write("\n")
