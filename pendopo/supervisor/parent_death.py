"""What happens in a child process between fork and exec, so that it does not outlive its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1

# Loaded before any fork: between fork and exec a child must not open libraries.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def dies_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """Answer a function for `preexec_fn`: Linux then sends `death_signal` to the child when our process ends.

    Elsewhere it does nothing and the guard (see `guard.py`) ends the children. It must run after a change
    of user, which clears the setting; `subprocess` does it in that order.
    """
    parent = os.getpid()

    def set_in_child() -> None:
        if _LIBC is None:
            return
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return set_in_child
