"""Changing what routing knows."""

from __future__ import annotations

from pendopo.routing.actions.judging import Verdict, judge_table
from pendopo.routing.actions.switching import activate_model
from pendopo.routing.actions.teaching import forget_decisions, teach
from pendopo.routing.actions.training import train_model

__all__ = ["Verdict", "activate_model", "forget_decisions", "judge_table", "teach", "train_model"]
