"""What the context asks of a library that understands texts."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt


class Embedder(Protocol):
    """Turns a text into a vector of its meaning, of length 1."""

    def vector(self, text: str) -> npt.NDArray[np.float32]:
        """The meaning of ``text``."""
        ...
