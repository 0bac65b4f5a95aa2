"""What programs send and get over HTTP."""

from __future__ import annotations

from pendopo.reports.schemas.answers import (
    CategoryOut,
    ChangedOut,
    NearbyOut,
    PhotoOut,
    ReceiptOut,
    ReportDetailOut,
    ReportListOut,
    ReportOut,
    StepOut,
    SuggestionOut,
    SupportOut,
    TicketOut,
)
from pendopo.reports.schemas.asking import KeyIn, ListIn, NearbyIn, TextIn
from pendopo.reports.schemas.sending import (
    AssignIn,
    HandOverIn,
    MergeIn,
    NeededWordsIn,
    PresenceIn,
    PromiseIn,
    RateIn,
    ReasonIn,
    ReferIn,
    ReportIn,
    ResolveIn,
    SupportIn,
    WordsIn,
)
from pendopo.reports.schemas.words import Number

__all__ = [
    "AssignIn",
    "CategoryOut",
    "ChangedOut",
    "HandOverIn",
    "KeyIn",
    "ListIn",
    "MergeIn",
    "NearbyIn",
    "NearbyOut",
    "NeededWordsIn",
    "Number",
    "PhotoOut",
    "PresenceIn",
    "PromiseIn",
    "RateIn",
    "ReasonIn",
    "ReceiptOut",
    "ReferIn",
    "ReportDetailOut",
    "ReportIn",
    "ReportListOut",
    "ReportOut",
    "ResolveIn",
    "StepOut",
    "SuggestionOut",
    "SupportIn",
    "SupportOut",
    "TextIn",
    "TicketOut",
    "WordsIn",
]
