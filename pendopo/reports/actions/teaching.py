"""What suggestions learn from: texts with the category that a person agreed to."""

from __future__ import annotations

from pendopo.kernel.actor import SYSTEM
from pendopo.reports.models import Report
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import Visibility
from pendopo.routing import api as routing


def teach_report(report_id: int) -> bool:
    """Hand the text of a report and the field of its category on; False for one that teaches nothing.

    Secret reports and invented ones are not learned from. Idempotent: a report is one example.
    """
    report = Report.objects.defer("words", "loc").get(pk=report_id)
    topics = get_category(report.category_id).topics
    if not topics or report.is_demo or report.visibility == Visibility.SECRET:
        return False
    subject = f"report:{report.uid}"
    routing.teach(
        SYSTEM, subject=subject, title=report.title, text=report.text, topic=topics[0], source="verified"
    )
    return True
