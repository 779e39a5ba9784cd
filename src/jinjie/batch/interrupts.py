"""Ctrl-C between pieces: within one, an engine may take it for a defect of its own."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def between_pieces() -> Iterator[Callable[[], None]]:
    """Holds the first Ctrl-C back until the yielded function is called, which raises KeyboardInterrupt then.

    A second Ctrl-C stops at once. Outside the main thread, and where Ctrl-C is handled otherwise, nothing changes.
    """
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if asked:
            signal.default_int_handler(number, frame)
        asked.append(number)

    def stop_if_asked() -> None:
        if asked:
            raise KeyboardInterrupt

    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield stop_if_asked
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield stop_if_asked
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
