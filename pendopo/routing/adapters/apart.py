"""Work in a process of its own: the memory of libraries goes with it, and it ends when nobody wants it."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from pendopo.routing.rules import LearningInterrupted

T = TypeVar("T")

_LOOK_SECONDS = 0.5


def apart(is_stopping: Callable[[], bool], function: Callable[..., T], *arguments: Any) -> T:
    """The result of ``function(*arguments)``; its errors are raised here.

    Raises ``LearningInterrupted`` when ``is_stopping`` says so or the process died.
    """
    if is_stopping():
        raise LearningInterrupted
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, function, arguments), daemon=True)
    process.start()
    there.close()
    try:
        while not here.poll(_LOOK_SECONDS):
            if is_stopping():
                raise LearningInterrupted
        result, fault = here.recv()
    except EOFError as fault:
        raise LearningInterrupted from fault
    finally:
        process.kill()
        process.join()
        here.close()
    if fault is not None:
        raise fault
    answer: T = result
    return answer


def _work(there: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        result = function(*arguments)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is raised where the result is waited for
        there.send((None, fault))
    else:
        there.send((result, None))
