"""One step on many reports: each succeeds or fails by itself, and one page tells of all."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from pendopo.accounts.models import Post
from pendopo.desk import actions
from pendopo.desk.models import BulkLine, BulkRun
from pendopo.desk.rules import BULK_LIMIT, Pick, TooManyPicked, read_picks
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.reports import api as reports
from pendopo.reports.models import Disposition, Report, Step
from tests.support.cast import lamp_draft
from tests.support.office import open_office

ANSWER = "Petugas kami sudah ke lokasi dan memeriksa laporan {nomor}."


@pytest.fixture
def office(db):
    return open_office()


@pytest.fixture
def three(office):
    """Three reports that lie with the holder's agency."""
    more = [reports.submit_report(ANONYMOUS, lamp_draft(text=f"Lampu {n}")).number for n in (1, 2)]
    return [office.receipt.number, *more]


def _send(office, verb, picks, who="holder", **body):
    answer = office.browsers[who].post(
        "/meja/massal/", {"verb": verb, "pick": picks, "query": "bagian=inbox", **body}
    )
    if answer.status_code != 302:
        return answer.content.decode()
    return office.browsers[who].get(answer["Location"]).content.decode()


def _go(office, verb, picks, who="holder", **body):
    key = body.pop("key", "01900000-0000-7000-8000-000000000001")
    return _send(office, verb, picks, who, go="1", key=key, **body)


def _states(numbers):
    found = dict(Report.objects.values_list("number", "state"))
    return [found[number] for number in numbers]


def test_what_needs_words_is_asked_for_before_anything_is_done(office, three):
    page = _send(office, "pause", three)
    assert all(f'value="{number}"' in page for number in three)
    assert not Report.objects.exclude(paused_at=None).exists()
    assert not BulkRun.objects.exists()


def test_many_are_given_down_each_with_a_sheet_of_its_own(office, three):
    post = Post.objects.get(title="Jabatan holder")
    page = _go(office, "assign", three, post_id=str(post.pk), text="Cek malam ini", due_on="")
    assert "3 laporan diubah." in page
    assert _states(three) == ["assigned"] * 3
    assert sorted(Disposition.objects.values_list("serial", flat=True)) == [1, 2, 3]


def test_many_are_handed_over_paused_and_answered(office, three):
    first, second, third = three
    _go(office, "hand_over", [first], agency_code="dpupr", text="Tiang milik PUPR")
    _go(office, "pause", [second], text="Menunggu suku cadang", key="01900000-0000-7000-8000-000000000002")
    _go(office, "answer", [third], text=ANSWER, key="01900000-0000-7000-8000-000000000003")
    assert Report.objects.get(number=first).agency.code == "dpupr"
    assert Report.objects.get(number=second).paused_at is not None
    assert third in Step.objects.get(verb="answer").text


def test_one_answer_for_many_needs_words_of_ones_own(office, three):
    page = _go(office, "answer", three, text="{nomor} sudah beres")
    assert "tambahkan sedikitnya 5 kata Anda sendiri" in page
    assert not Step.objects.filter(verb="answer").exists()


def test_an_answer_for_many_that_is_a_template_is_refused_for_each(office, three):
    reports.add_reply(SYSTEM, name="Terima kasih", verb="answer", text=ANSWER)
    page = _go(office, "answer", three, text=ANSWER)
    assert "3 laporan tidak diubah." in page
    assert "Templat saja belum cukup" in page


def test_what_fails_is_named_with_its_reason_and_the_rest_is_done(office, three):
    reports.pause_report(SYSTEM, three[1], reason="Menunggu alat")
    page = _go(office, "pause", [*three, "LPR-2001-000001"], text="Menunggu suku cadang")
    assert "2 laporan diubah." in page
    assert "2 laporan tidak diubah." in page
    assert "Waktu laporan ini sudah berhenti." in page
    assert "Laporan itu tidak ditemukan." in page


def test_many_are_merged_into_one_and_the_merge_is_undone_from_the_list(office, three):
    parent, *others = three
    page = _go(office, "merge", three, parent_number=parent)
    assert "2 laporan diubah." in page
    assert "Urungkan penggabungan" in page
    assert _states(others) == ["merged", "merged"]
    assert "Pisahkan" in office.knock("holder", "/meja/?bagian=done").content.decode()
    undone = _go(
        office, "split", others, text="Ternyata lampu lain", key="01900000-0000-7000-8000-000000000009"
    )
    assert "2 laporan diubah." in undone
    assert _states(others) == ["verified", "verified"]


def test_who_decided_on_an_older_list_changes_nothing(office, three):
    reports.note_report(SYSTEM, three[0], text="Baru")
    page = _send(office, "verify", [f"{three[0]}:1", f"{three[1]}:1"])
    assert "Petugas lain baru saja mengubah laporan ini." in page
    assert _states(three) == ["received", "verified", "received"]


def test_more_than_a_hundred_are_refused_and_none_is_changed(office, three):
    picks = [*three, *(f"LPR-2001-{serial:06d}" for serial in range(1, BULK_LIMIT))]
    answer = office.browsers["holder"].post("/meja/massal/", {"verb": "verify", "pick": picks}, follow=True)
    assert "Paling banyak 100 laporan sekaligus" in answer.content.decode()
    assert _states(three) == ["received"] * 3


def test_the_same_form_sent_twice_does_nothing_twice(office, three):
    for _turn in range(2):
        page = _go(office, "answer", three, text=ANSWER)
    assert "3 laporan diubah." in page
    assert Step.objects.filter(verb="answer").count() == 3


def test_a_run_that_was_cut_off_says_what_was_not_tried_and_goes_on(office, three):
    key = "01900000-0000-7000-8000-000000000004"

    def fall(pick):
        if pick.number == three[1]:
            raise SystemExit
        reports.verify_report(office.actor("holder"), pick.number)

    with pytest.raises(SystemExit):
        actions.run_bulk(office.actor("holder"), verb="verify", picks=read_picks(three), act=fall, key=key)
    page = office.knock("holder", f"/meja/massal/{key}/").content.decode()
    assert "Terputus sebelum selesai" in page
    assert _states(three) == ["verified", "received", "received"]
    actions.run_bulk(
        office.actor("holder"), verb="verify", picks=[], key=key,
        act=lambda pick: reports.verify_report(office.actor("holder"), pick.number),
    )  # fmt: skip
    assert _states(three) == ["verified"] * 3


def test_nobody_reads_the_result_of_somebody_else(office, three):
    _send(office, "verify", three)
    address = f"/meja/massal/{BulkRun.objects.get().key}/"
    assert office.knock("other", address).status_code == 404
    assert office.knock("coordinator", address).status_code == 404


def test_without_a_script_the_acts_stand_below_the_list(office):
    page = office.knock("holder", "/meja/").content.decode()
    assert 'value="hand_over"' in page
    assert "data-bulk hidden" not in page


@pytest.mark.parametrize("raw", ["", "x", "LPR-2611-000001:x", "LPR-2611-000001:99999999999999999999"])
def test_a_pick_that_cannot_be_read_says_no_version_or_nothing(raw):
    assert all(pick.version is None for pick in read_picks([raw]))


def test_a_report_picked_twice_is_one():
    assert read_picks(["LPR-2611-000001:3", "lpr-2611-000001:4"]) == [Pick("LPR-2611-000001", 3)]
    with pytest.raises(TooManyPicked):
        read_picks(f"LPR-2611-{serial:06d}" for serial in range(1, BULK_LIMIT + 2))


@pytest.mark.slow
def test_of_two_officers_at_once_each_report_is_changed_by_one(committed_city):
    office = open_office()
    numbers = [reports.submit_report(ANONYMOUS, lamp_draft()).number for _each in range(8)]
    together = threading.Barrier(2)
    runs = []

    def work(reason):
        together.wait()
        runs.append(
            actions.run_bulk(
                office.actor("holder"), verb="pause", picks=[Pick(number, 1) for number in numbers],
                act=lambda pick: reports.pause_report(
                    office.actor("holder"), pick.number, reason=reason, version=pick.version
                ),
            )
        )  # fmt: skip
        connection.close()

    crews = [threading.Thread(target=work, args=(f"Alasan {each}",)) for each in "AB"]
    for crew in crews:
        crew.start()
    for crew in crews:
        crew.join()
    assert len(runs) == 2
    assert Step.objects.filter(verb="pause").count() == len(numbers)
    fates = BulkLine.objects.values_list("number", "fate")
    for number in numbers:
        assert sorted(fate for each, fate in fates if each == number) == ["done", "failed"]
    assert BulkLine.objects.filter(fate="failed", reason="").count() == 0
