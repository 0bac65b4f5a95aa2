"""Tables of reports."""

from __future__ import annotations

from pendopo.reports.models.bursts import Burst, BurstMember
from pendopo.reports.models.categories import Category
from pendopo.reports.models.clocks import ClockRule
from pendopo.reports.models.figures import Tally
from pendopo.reports.models.followings import Following
from pendopo.reports.models.ladder import Escalation, LadderRung
from pendopo.reports.models.proof import FieldTicket
from pendopo.reports.models.replies import Reply, ReplyVersion
from pendopo.reports.models.reports import KEPT_ZOOMS, OPEN, RETENTION, Cell, Photo, Report, Step
from pendopo.reports.models.spots import Spot
from pendopo.reports.models.tasks import Coordination, Disposition
from pendopo.reports.models.voices import Supporter, Unsealing

__all__ = [
    "KEPT_ZOOMS",
    "OPEN",
    "RETENTION",
    "Burst",
    "BurstMember",
    "Category",
    "Cell",
    "ClockRule",
    "Coordination",
    "Disposition",
    "Escalation",
    "FieldTicket",
    "Following",
    "LadderRung",
    "Photo",
    "Reply",
    "ReplyVersion",
    "Report",
    "Spot",
    "Step",
    "Supporter",
    "Tally",
    "Unsealing",
]
