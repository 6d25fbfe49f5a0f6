"""Many writers at once, as threads of several processes, each with a connection of its own. Knows no Django: peers use it too."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from typing import Any

Write = Callable[[], object]  # one act, committed as it returns
Writing = Callable[[int], Write]  # called in the thread of that writer

fork = multiprocessing.get_context("fork")


def run(
    writing: Writing, *, writers: int, processes: int, seconds: float, close: Callable[[], None]
) -> tuple[int, float]:
    """Let all writers write for so long; returns how many acts were done, and the seconds it took.

    `close` ends the database connection of the thread that calls it.
    """
    close()
    begin = fork.Barrier(processes + 1)
    answers = fork.SimpleQueue()
    crews = [range(start, writers, processes) for start in range(processes)]
    started = [
        fork.Process(target=_crew, args=(writing, crew, begin, seconds, answers, close), daemon=True) for crew in crews
    ]
    for process in started:
        process.start()
    begin.wait(120)
    began = time.monotonic()
    counts = [answers.get() for _process in started]
    took = time.monotonic() - began
    for process in started:
        process.join()
    if None in counts:
        raise SystemExit("A writer failed.")
    return sum(counts), took


def _crew(writing: Writing, crew: range, begin: Any, seconds: float, answers: Any, close: Callable[[], None]) -> None:
    ready = threading.Barrier(len(crew) + 1)
    done: list[int] = []
    threads = [threading.Thread(target=_write, args=(writing, one, ready, seconds, done, close)) for one in crew]
    for thread in threads:
        thread.start()
    ready.wait(120)
    begin.wait(120)
    ready.wait(120)
    for thread in threads:
        thread.join()
    answers.put(sum(done) if len(done) == len(crew) else None)


def _write(
    writing: Writing, number: int, ready: threading.Barrier, seconds: float, done: list[int], close: Callable[[], None]
) -> None:
    write = writing(number)
    ready.wait(120)
    ready.wait(120)
    ends, count = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        write()
        count += 1
    done.append(count)
    close()
