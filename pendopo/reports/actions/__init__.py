"""Everything that changes a report, one function per verb."""

from __future__ import annotations

from pendopo.reports.actions.bursts import dismiss_burst, end_bursts, merge_burst, note_arrival
from pendopo.reports.actions.claiming import Proof, Ticket, open_ticket, resolve_report
from pendopo.reports.actions.clocks import (
    add_clock_rule,
    edit_clock_rule,
    end_clock_rule,
    withdraw_clock_rule,
)
from pendopo.reports.actions.coordinating import (
    answer_coordination,
    coordinate_report,
    decline_coordination,
    withdraw_coordination,
)
from pendopo.reports.actions.ending import check_report, confirm_report, rate_report, reopen_report
from pendopo.reports.actions.following import (
    Wish,
    confirm_following,
    follow,
    forget_unconfirmed,
    push_news,
    send_letters,
    stop_following,
)
from pendopo.reports.actions.handling import (
    answer_report,
    assign_report,
    note_report,
    reject_report,
    start_report,
    verify_report,
)
from pendopo.reports.actions.joining import Support, merge_report, split_report, support_report
from pendopo.reports.actions.ladder import (
    add_rung,
    end_rung,
    escalate_reports,
    plan_escalations,
    seed_ladder,
    withdraw_rung,
)
from pendopo.reports.actions.replies import add_reply, change_reply, offer_reply, remove_reply
from pendopo.reports.actions.retention import forget_reporters, forget_tickets
from pendopo.reports.actions.revealing import Reporter, agree_unsealing, ask_unsealing, reveal_reporter
from pendopo.reports.actions.seed import seed_categories
from pendopo.reports.actions.sending_on import hand_over_report, refer_report
from pendopo.reports.actions.submission import Receipt, submit_report
from pendopo.reports.actions.teaching import teach_report
from pendopo.reports.actions.tracking import key_for_pin
from pendopo.reports.actions.waiting import (
    ask_reporter,
    pause_report,
    promise_report,
    recall_promises,
    resume_report,
)

__all__ = [
    "Proof",
    "Receipt",
    "Reporter",
    "Support",
    "Ticket",
    "Wish",
    "add_clock_rule",
    "add_reply",
    "add_rung",
    "agree_unsealing",
    "answer_coordination",
    "answer_report",
    "ask_reporter",
    "ask_unsealing",
    "assign_report",
    "change_reply",
    "check_report",
    "confirm_following",
    "confirm_report",
    "coordinate_report",
    "decline_coordination",
    "dismiss_burst",
    "edit_clock_rule",
    "end_bursts",
    "end_clock_rule",
    "end_rung",
    "escalate_reports",
    "follow",
    "forget_reporters",
    "forget_tickets",
    "forget_unconfirmed",
    "hand_over_report",
    "key_for_pin",
    "merge_burst",
    "merge_report",
    "note_arrival",
    "note_report",
    "offer_reply",
    "open_ticket",
    "pause_report",
    "plan_escalations",
    "promise_report",
    "push_news",
    "rate_report",
    "recall_promises",
    "refer_report",
    "reject_report",
    "remove_reply",
    "reopen_report",
    "resolve_report",
    "resume_report",
    "reveal_reporter",
    "seed_categories",
    "seed_ladder",
    "send_letters",
    "split_report",
    "start_report",
    "stop_following",
    "submit_report",
    "support_report",
    "teach_report",
    "verify_report",
    "withdraw_clock_rule",
    "withdraw_coordination",
    "withdraw_rung",
]
