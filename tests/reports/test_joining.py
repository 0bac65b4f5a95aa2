"""One matter told by many: merging, splitting, "me too"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Conflict, Invalid
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.reports import api as reports
from pendopo.reports.models import Supporter
from pendopo.reports.rules import Visibility
from tests.support import cast
from tests.support.crossing import meanwhile


def _sent(**changes):
    return reports.submit_report(ANONYMOUS, cast.lamp_draft(**changes))


def _report(number):
    return reports.get_report(SYSTEM, number)


@pytest.fixture
def twin(lamp):
    return _sent(text="Lampu mati juga di pasar", phone="0813 2222 3333")


def test_a_merged_report_names_its_parent_and_adds_to_its_weight(lamp, twin, people):
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    assert (_report(twin.number).row.state.value, _report(twin.number).parent_number) == (
        "merged",
        lamp.number,
    )
    assert _report(lamp.number).row.support_count == 1


def test_the_number_of_the_parent_is_read_as_people_type_it(lamp, twin, people):
    reports.merge_report(people.lamp_officer, twin.number, parent_number=f" {lamp.number.lower()} ")
    assert _report(twin.number).parent_number == lamp.number


def test_children_of_a_child_follow_it_to_its_parent(lamp, twin, people):
    third = _sent(text="Gelap sekali")
    reports.merge_report(people.lamp_officer, third.number, parent_number=twin.number)
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    assert _report(third.number).parent_number == lamp.number
    assert _report(lamp.number).row.support_count == 2


def test_merging_into_a_child_merges_into_its_parent(lamp, twin, people):
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    third = _sent(text="Gelap sekali")
    reports.merge_report(people.lamp_officer, third.number, parent_number=twin.number)
    assert _report(third.number).parent_number == lamp.number


@pytest.mark.parametrize("parent", ["itself", "unknown", "secret", "done"])
def test_what_cannot_be_a_parent_is_refused(lamp, twin, people, parent):
    number = {
        "itself": lambda: twin.number,
        "unknown": lambda: "LPR-2611-999999",
        "secret": lambda: _sent(visibility=Visibility.SECRET).number,
        "done": lambda: reports.reject_report(people.lamp_head, lamp.number, reason="Tidak ada").number,
    }[parent]()
    with pytest.raises(Invalid) as fault:
        reports.merge_report(people.lamp_officer, twin.number, parent_number=number)
    assert "parent_number" in fault.value.fields


def test_a_report_that_was_another_matter_stands_alone_again(lamp, twin, people):
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    reports.split_report(people.lamp_officer, twin.number, reason="Lampu yang lain")
    assert (_report(twin.number).row.state.value, _report(twin.number).parent_number) == ("verified", "")
    assert _report(lamp.number).row.support_count == 0


def test_a_voice_counts_once_however_often_it_speaks(lamp):
    counts = [
        reports.support_report(ANONYMOUS, lamp.number, **voice).count
        for voice in (
            {"browser": "a"}, {"browser": "a"}, {"browser": "b"},
            {"phone": "0812 1111 2222", "browser": "c"}, {"phone": "+6281211112222", "browser": "d"},
        )
    ]  # fmt: skip
    assert counts == [1, 1, 2, 3, 3]


def test_an_account_is_one_voice_in_every_browser(lamp, people):
    somebody = replace(people.road_officer, account_id=41)
    first = reports.support_report(somebody, lamp.number, browser="a")
    second = reports.support_report(somebody, lamp.number, browser="b")
    assert (first.is_new, second.is_new) == (True, False)


def test_nobody_joins_a_secret_report(db, monday_morning):
    secret = _sent(visibility=Visibility.SECRET)
    with pytest.raises(reports.ReportNotFound):
        reports.support_report(ANONYMOUS, secret.number, browser="a")


def test_nobody_joins_what_is_over(lamp, people):
    reports.reject_report(people.lamp_head, lamp.number, reason="Tidak ada tempatnya")
    with pytest.raises(Conflict):
        reports.support_report(ANONYMOUS, lamp.number, browser="a")


def test_how_to_reach_a_voice_is_not_written_in_clear(lamp, django_db_blocker):
    reports.support_report(ANONYMOUS, lamp.number, phone="0812 1111 2222")
    with connection.cursor() as cursor:
        cursor.execute("SELECT voice || phone || email FROM reports_supporter")
        assert "1111" not in cursor.fetchone()[0]
    assert Supporter.objects.get().phone == "+6281211112222"


def test_one_answer_reaches_all(lamp, twin, people, photo):
    reports.support_report(ANONYMOUS, lamp.number, phone="0812 1111 2222")
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    reports.verify_report(people.lamp_officer, lamp.number)
    reports.resolve_report(
        people.lamp_officer, lamp.number, text="Menyala lagi", photo_uids=[photo()],
        proof=cast.prove(people.lamp_officer, lamp.number),
    )  # fmt: skip
    deliver_due()
    told = {message.address: message.text for message in Message.objects.filter(title__contains="selesai")}
    assert set(told) == {"+6281234567890", "+6281322223333", "+6281211112222"}
    assert f"/lacak/{twin.number}/" in told["+6281322223333"]
    assert f"/laporan/{lamp.number}/" in told["+6281211112222"]
    assert lamp.secret not in told["+6281211112222"]


def test_what_an_officer_took_apart_again_counts_as_read(lamp, twin, people):
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    reports.split_report(people.lamp_officer, twin.number, reason="Lampu yang lain")
    assert reports.get_public_report(twin.number).text == "Lampu mati juga di pasar"


def test_who_joined_a_merged_report_hears_of_its_parent_once(lamp, twin, people):
    for number in (lamp.number, twin.number):
        reports.support_report(ANONYMOUS, number, phone="0812 1111 2222")
    reports.support_report(ANONYMOUS, twin.number, phone="0812 1111 3333")
    reports.merge_report(people.lamp_officer, twin.number, parent_number=lamp.number)
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu tangga")
    deliver_due()
    told = [message.address for message in Message.objects.all() if "Menunggu tangga" in message.text]
    assert sorted(told) == ["+6281211112222", "+6281211113333", "+6281234567890", "+6281322223333"]


def test_others_are_told_no_words_that_everybody_may_not_read(twin, people, monday_morning):
    hidden = _sent(text="Saya Sri, gelap", visibility=Visibility.ANONYMOUS, phone="")
    reports.support_report(ANONYMOUS, hidden.number, phone="0812 1111 2222")
    reports.merge_report(people.lamp_officer, twin.number, parent_number=hidden.number)
    reports.pause_report(people.lamp_officer, hidden.number, reason="Menunggu Budi 0812 9999 8888")
    deliver_due()
    told = [message.text for message in Message.objects.all() if "Menunggu Budi" in message.text]
    assert len(told) == 2
    assert not [text for text in told if "Sri" in text or "9999" in text]


def test_a_voice_that_comes_while_a_report_is_taken_apart_is_counted(committed_city):
    people, parent, child = cast.hire(), _sent(), _sent(text="Gelap")
    reports.merge_report(people.lamp_officer, child.number, parent_number=parent.number)
    meanwhile(
        lambda: reports.support_report(ANONYMOUS, parent.number, browser="a"),
        lambda: reports.split_report(people.lamp_officer, child.number, reason="Lain"),
    )
    assert _report(parent.number).row.support_count == 1


def test_a_voice_that_comes_while_a_report_joins_by_a_child_is_counted(committed_city):
    people, top, middle, low = cast.hire(), _sent(), _sent(), _sent()
    reports.merge_report(people.lamp_officer, middle.number, parent_number=top.number)
    meanwhile(
        lambda: reports.support_report(ANONYMOUS, top.number, browser="a"),
        lambda: reports.merge_report(people.lamp_officer, low.number, parent_number=middle.number),
    )
    assert _report(top.number).row.support_count == 3


def test_who_merges_into_what_is_merged_meanwhile_is_told_and_then_follows_it(committed_city):
    people, top, middle, low = cast.hire(), _sent(), _sent(), _sent()
    join = partial(reports.merge_report, people.lamp_officer, low.number, parent_number=middle.number)
    with pytest.raises(Conflict) as fault:
        meanwhile(
            lambda: reports.merge_report(people.lamp_officer, middle.number, parent_number=top.number), join
        )
    assert fault.value.code == "reports.somebody_was_faster"
    join()
    assert {_report(each.number).parent_number for each in (middle, low)} == {top.number}
    assert _report(top.number).row.support_count == 2
