"""Templates of replies: a beginning, never the whole answer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.errors import Conflict, Invalid, Refused
from pendopo.reports import api as reports
from pendopo.reports.models import Reply, ReplyVersion
from pendopo.reports.rules import Verb, fill, own_words, unknown_places
from tests.support import cast

THANKS = "Terima kasih atas laporan {nomor}. Kami dari {instansi} akan memeriksa ke lokasi."
OWN = "Tiang nomor empat besok pagi diganti."


@pytest.fixture
def thanks(people):
    return reports.add_reply(people.coordinator, name="Terima kasih", verb="answer", text=THANKS)


def _filled(actor, number, reply, verb=Verb.ANSWER):
    return reports.fill_reply(reports.get_report(actor, number), verb, reply.pk)


def test_a_template_names_the_report_it_is_filled_for(lamp, people, thanks):
    filled = _filled(people.lamp_officer, lamp.number, thanks)
    assert filled == (
        f"Terima kasih atas laporan {lamp.number}. Kami dari Dinas Perhubungan akan memeriksa ke lokasi."
    )


def test_an_answer_that_is_only_the_template_is_refused_and_says_what_is_missing(lamp, people, thanks):
    filled = _filled(people.lamp_officer, lamp.number, thanks)
    for text in (filled, f"{filled} Segera ya.", filled.upper().replace(".", " !")):
        with pytest.raises(reports.NeedsOwnWords) as fault:
            reports.answer_report(people.lamp_officer, lamp.number, text=text)
        assert fault.value.facts == {"least": 5}
    assert len(reports.get_report(SYSTEM, lamp.number).steps) == 2


def test_with_words_of_ones_own_it_goes_out(lamp, people, thanks):
    filled = _filled(people.lamp_officer, lamp.number, thanks)
    reports.answer_report(people.lamp_officer, lamp.number, text=f"{filled}\n\n{OWN}")
    assert reports.get_report(SYSTEM, lamp.number).steps[-1].text.endswith(OWN)


def test_who_writes_freely_is_not_counted(lamp, people, thanks):
    reports.answer_report(people.lamp_officer, lamp.number, text="Besok.")


def test_what_the_reporter_writes_is_not_counted(lamp, people, thanks):
    filled = _filled(people.lamp_officer, lamp.number, thanks)
    reports.answer_report(ANONYMOUS, lamp.number, text=filled, key=lamp.secret)


@pytest.mark.parametrize("verb", [verb for verb in reports.REPLY_VERBS if verb is not Verb.RESOLVE])
def test_every_step_with_words_for_people_asks_for_some_of_ones_own(lamp, people, verb):
    text = "Mohon maaf, laporan ini belum dapat kami tangani sekarang."
    reports.add_reply(people.coordinator, name="Maaf", verb=verb, text=text)
    reports.verify_report(people.lamp_officer, lamp.number)
    promise_day = cast.MONDAY_MORNING.date().replace(year=2027)
    acts = {
        Verb.ANSWER: lambda: reports.answer_report(people.lamp_head, lamp.number, text=text),
        Verb.ASK: lambda: reports.ask_reporter(people.lamp_head, lamp.number, text=text),
        Verb.REJECT: lambda: reports.reject_report(people.lamp_head, lamp.number, reason=text),
        Verb.PAUSE: lambda: reports.pause_report(people.lamp_head, lamp.number, reason=text),
        Verb.PROMISE: lambda: reports.promise_report(
            people.lamp_head, lamp.number, day=promise_day, reason=text
        ),
    }
    with pytest.raises(reports.NeedsOwnWords):
        acts[verb]()


def test_a_claim_made_of_a_template_alone_is_refused(lamp, people, photo):
    text = "Pekerjaan sudah selesai dikerjakan oleh petugas kami."
    reports.add_reply(people.coordinator, name="Beres", verb="resolve", text=text)
    reports.verify_report(people.lamp_officer, lamp.number)
    proof = cast.prove(people.lamp_officer, lamp.number)
    with pytest.raises(reports.NeedsOwnWords):
        reports.resolve_report(people.lamp_officer, lamp.number, text=text, photo_uids=[photo()], proof=proof)


def test_only_templates_for_the_step_the_category_and_the_agency_are_offered(lamp, people):
    given = {
        "mine": {"agency_code": "dishub"}, "theirs": {"agency_code": "dpupr"},
        "lamps": {"category_code": "lampu-jalan"}, "roads": {"category_code": "jalan-rusak"},
        "all": {}, "asking": {"verb": "ask"},
    }  # fmt: skip
    for name, where in given.items():
        reports.add_reply(people.coordinator, **{"name": name, "verb": "answer", "text": THANKS, **where})
    detail = reports.get_report(people.lamp_officer, lamp.number)
    assert [row.name for row in reports.list_replies(detail, Verb.ANSWER)] == ["mine", "lamps", "all"]


@pytest.mark.parametrize("text", ["Halo {nama}", "Nomor {Nomor}", "{}", "Halo {nomor }", "  ", "a\x00"])
def test_a_template_with_a_place_that_nothing_fills_is_refused(people, text):
    with pytest.raises(Invalid) as fault:
        reports.add_reply(people.coordinator, name="X", verb="answer", text=text)
    assert "text" in fault.value.fields
    assert not Reply.objects.exists()


def test_other_words_are_a_new_version_and_the_old_ones_stay(people, thanks):
    reports.change_reply(people.coordinator, thanks.pk, name="Salam", text="Halo, {nomor}", version=1)
    versions = reports.list_versions(thanks.pk)
    assert [(each.number, each.text) for each in versions] == [(2, "Halo, {nomor}"), (1, THANKS)]
    reports.change_reply(people.coordinator, thanks.pk, name="Sapaan", text="Halo, {nomor}", version=2)
    assert ReplyVersion.objects.count() == 2
    assert AuditEntry.objects.filter(action="reports.reply_changed").count() == 2


def test_of_two_who_change_it_the_slower_is_told(people, thanks):
    reports.change_reply(people.coordinator, thanks.pk, name="A", text="Satu {nomor}", version=1)
    with pytest.raises(Conflict) as fault:
        reports.change_reply(people.coordinator, thanks.pk, name="B", text="Dua {nomor}", version=1)
    assert fault.value.code == "reports.reply_changed"


def test_one_that_was_used_is_never_deleted_but_may_be_retired(lamp, people, thanks):
    filled = _filled(people.lamp_officer, lamp.number, thanks)
    reports.answer_report(people.lamp_officer, lamp.number, text=f"{filled} {OWN}")
    with pytest.raises(Conflict) as fault:
        reports.remove_reply(people.coordinator, thanks.pk)
    assert fault.value.code == "reports.reply_in_use"
    reports.offer_reply(people.coordinator, thanks.pk, is_active=False)
    assert reports.list_replies(reports.get_report(people.lamp_officer, lamp.number), Verb.ANSWER) == []
    assert len(reports.list_versions(thanks.pk)) == 1


def test_one_that_nobody_used_can_be_deleted(people, thanks):
    reports.remove_reply(people.coordinator, thanks.pk)
    assert not ReplyVersion.objects.exists()


def test_the_head_of_an_agency_keeps_those_of_the_own_agency_only(people, thanks):
    mine = {"name": "Kami", "verb": "answer", "text": THANKS, "agency_code": "dishub"}
    reports.add_reply(people.lamp_head, **mine)
    for act in (
        lambda: reports.add_reply(people.lamp_head, **{**mine, "agency_code": "dpupr"}),
        lambda: reports.add_reply(people.lamp_head, **{**mine, "agency_code": ""}),
        lambda: reports.change_reply(people.lamp_head, thanks.pk, name="A", text="B c", version=1),
        lambda: reports.remove_reply(people.lamp_head, thanks.pk),
        lambda: reports.add_reply(people.lamp_officer, **mine),
    ):
        with pytest.raises(Refused):
            act()


def test_while_no_template_fits_an_answer_costs_no_question_more(lamp, people, thanks):
    reports.list_replies(reports.get_report(people.lamp_officer, lamp.number), Verb.ASK)
    with CaptureQueriesContext(connection) as captured:
        reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu alat")
    assert not [each for each in captured if "reply" in each["sql"] and "edition" not in each["sql"]]


spoken = ["lampu", "jalan", "sudah", "kami", "ganti", "besok", "pagi", "di", "depan", "pasar"]
words = st.lists(st.sampled_from(spoken), max_size=30)


@given(words, words)
def test_own_words_are_never_more_than_all_and_none_of_the_template_itself(text, template):
    said, given_ = " ".join(text), " ".join(template)
    own = own_words(said, given_)
    assert own is None or 0 <= own <= len(text)
    assert own_words(given_, given_) in {0, None}


@given(st.text(), st.dictionaries(st.sampled_from(sorted(reports.PLACEHOLDERS)), st.text()))
def test_filling_touches_nothing_but_known_places(text, values):
    if not values or "{" not in text:
        assert fill(text, values) == text
    assert fill("".join(f"{{{name}}}" for name in values), values) == "".join(values.values())


def test_a_place_that_nothing_fills_is_named():
    assert unknown_places("{nomor} {nama} {batas} {x y}") == ["nama", "x y"]
