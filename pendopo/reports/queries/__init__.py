"""Everything that reads reports for somebody."""

from __future__ import annotations

from pendopo.reports.queries.board import Board, BoardFigures, get_board
from pendopo.reports.queries.bursts import BurstRow, burst_of, list_bursts
from pendopo.reports.queries.categories import (
    CategoryRow,
    body_instead,
    find_category,
    get_category,
    list_categories,
    search_categories,
    suggest_for,
)
from pendopo.reports.queries.clocks import (
    CLOCK_SUBJECT,
    CategoryTerms,
    ClockPreview,
    ClockRuleRow,
    clock_rows,
    get_clock_rule,
    list_clock_rules,
    list_terms,
    preview_clock_rules,
)
from pendopo.reports.queries.details import PhotoRow, ReportDetail, StepRow, get_report, may_read_photo
from pendopo.reports.queries.figures import Figures, FigureTable, first_month, get_figures
from pendopo.reports.queries.lists import (
    COUNT_LIMIT,
    ReportFilter,
    ReportList,
    Scope,
    Sort,
    count_inbox,
    export_reports,
    find_holder,
    has_reports,
    list_own_reports,
    list_reports,
    visible_reports,
)
from pendopo.reports.queries.open_data import (
    Around,
    OpenDataFilter,
    OpenDataPage,
    OpenDataRow,
    OpenDataStep,
    find_open_data,
    list_open_data,
    list_open_data_steps,
)
from pendopo.reports.queries.own import OWN_DATA
from pendopo.reports.queries.places import NearbyReport, nearby_reports
from pendopo.reports.queries.public import (
    PublicFilter,
    PublicList,
    PublicRow,
    find_public_report,
    list_public_reports,
)
from pendopo.reports.queries.public_page import PublicReport, PublicStep, get_public_report
from pendopo.reports.queries.replay import DistrictDay, ReplayDay, get_replay, replay_tile, replay_version
from pendopo.reports.queries.rows import ReportRow
from pendopo.reports.queries.tiles import count_wrong_cells, tile_of, tile_version

__all__ = [
    "CLOCK_SUBJECT",
    "COUNT_LIMIT",
    "OWN_DATA",
    "Around",
    "Board",
    "BoardFigures",
    "BurstRow",
    "CategoryRow",
    "CategoryTerms",
    "ClockPreview",
    "ClockRuleRow",
    "DistrictDay",
    "FigureTable",
    "Figures",
    "NearbyReport",
    "OpenDataFilter",
    "OpenDataPage",
    "OpenDataRow",
    "OpenDataStep",
    "PhotoRow",
    "PublicFilter",
    "PublicList",
    "PublicReport",
    "PublicRow",
    "PublicStep",
    "ReplayDay",
    "ReportDetail",
    "ReportFilter",
    "ReportList",
    "ReportRow",
    "Scope",
    "Sort",
    "StepRow",
    "body_instead",
    "burst_of",
    "clock_rows",
    "count_inbox",
    "count_wrong_cells",
    "export_reports",
    "find_category",
    "find_holder",
    "find_open_data",
    "find_public_report",
    "first_month",
    "get_board",
    "get_category",
    "get_clock_rule",
    "get_figures",
    "get_public_report",
    "get_replay",
    "get_report",
    "has_reports",
    "list_bursts",
    "list_categories",
    "list_clock_rules",
    "list_open_data",
    "list_open_data_steps",
    "list_own_reports",
    "list_public_reports",
    "list_reports",
    "list_terms",
    "may_read_photo",
    "nearby_reports",
    "preview_clock_rules",
    "replay_tile",
    "replay_version",
    "search_categories",
    "suggest_for",
    "tile_of",
    "tile_version",
    "visible_reports",
]
