"""Ctrl-C waits for the end of a piece; pressed twice it does not wait."""

from __future__ import annotations

import signal
import threading

import pytest

from jinjie.batch.interrupts import between_pieces


def test_the_first_ctrl_c_waits_for_the_end_of_the_piece() -> None:
    done = False
    with pytest.raises(KeyboardInterrupt), between_pieces() as stop_if_asked:  # noqa: PT012 - what is done before it
        stop_if_asked()
        signal.raise_signal(signal.SIGINT)
        done = True
        stop_if_asked()
    assert done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_ctrl_c_stops_at_once() -> None:
    with between_pieces():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_another_thread_leaves_signals_alone() -> None:
    found: list[object] = []

    def look() -> None:
        with between_pieces():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]
