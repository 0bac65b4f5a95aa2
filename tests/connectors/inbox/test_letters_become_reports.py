"""A letter becomes a report: once, with place and photo, and its sender has one answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from pendopo.connectors.inbox.actions import forget_messages, hand_to_a_person
from pendopo.connectors.inbox.models import Incoming
from pendopo.kernel import clock
from pendopo.kernel.files.api import Size, read_file
from pendopo.reports.models import Photo, Report
from tests.connectors.inbox.residents import SRI, letter, photo_at
from tests.support import cast


def test_a_letter_with_a_photo_becomes_a_report_with_place_and_thumbnail_and_one_answer(city):
    city.mail.deliver(letter(photos=(photo_at(*cast.IN_TOWN),)))
    city.run()
    report = Report.objects.get()
    assert (report.title, report.channel, report.category.code) == (
        "Lampu jalan padam",
        "email",
        "lampu-jalan",
    )
    assert (report.lon, report.lat) == pytest.approx(cast.IN_TOWN, abs=1e-4)
    assert report.is_exact
    assert (report.contact_email, report.reporter_name) == (SRI, "Bu Sri")
    photo = Photo.objects.get(report=report)
    assert read_file(photo.file, Size.SMALL).startswith(b"\xff\xd8")
    (told,) = city.told(SRI)
    assert report.number in told
    assert f"/lacak/{report.number}/{report.secret}/" in told
    assert Incoming.objects.get().report_number == report.number


def test_the_same_letter_delivered_twice_is_one_report_and_one_answer(city):
    written = letter(photos=(photo_at(*cast.IN_TOWN),))
    city.mail.deliver(written)
    city.mail.deliver(written)
    city.run()
    city.mail.deliver(b"Received: from tempat lain\r\n" + written)
    city.run()
    assert Report.objects.count() == Incoming.objects.count() == Photo.objects.count() == 1
    assert len(city.told(SRI)) == 1


def test_a_village_in_the_words_is_a_place_and_the_answer_names_it(city):
    city.mail.deliver(letter("Lampu jalan padam tiga malam di Kelurahan Tompokersan."))
    city.run()
    report = Report.objects.get()
    assert (report.area.name, report.is_exact) == ("Tompokersan", False)
    assert "Tompokersan, Kecamatan Lumajang" in city.told(SRI)[0]


def test_without_a_place_the_sender_is_asked_and_the_answer_completes_the_report(city):
    city.mail.deliver(letter(photos=(photo_at(0, 0),)))
    city.run()
    assert not Report.objects.exists()
    (asked,) = city.told(SRI)
    assert "Di mana? Balas dengan nama desa" in asked
    quoted = "\n".join(f"> {line}" for line in asked.splitlines())
    reply = f"Di Desa Kebonsari, Sumbersuko\n\nPada Sen, 23 Nov 2026 09.00 Pendopo menulis:\n{quoted}"
    city.mail.deliver(letter(reply, subject="Re: Satu hal lagi"))
    city.run()
    report = Report.objects.get()
    assert report.area.name == "Kebonsari"
    assert report.title == "Lampu jalan padam"
    assert report.text.endswith("tiga malam.\nDi Desa Kebonsari, Sumbersuko")
    assert Photo.objects.filter(report=report).count() == 1
    assert {each.fate for each in Incoming.objects.all()} == {"reported"}
    assert len(city.told(SRI)) == 2


def test_a_reply_to_the_receipt_becomes_words_at_the_report(city):
    city.mail.deliver(letter(photos=(photo_at(*cast.IN_TOWN),)))
    city.run()
    quoted = "\n".join(f"> {line}" for line in city.told(SRI)[0].splitlines())
    city.mail.deliver(letter(f"Sekarang dua lampu yang padam.\n\n{quoted}", subject="Re: Laporan"))
    city.run()
    report = Report.objects.get()
    assert (
        report.steps.filter(verb="answer", is_by_reporter=True).get().text == "Sekarang dua lampu yang padam."
    )
    assert report.number in city.told(SRI)[-1]
    assert Incoming.objects.latest("pk").fate == "added"


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (b"%PDF-1.7 bukan foto", "bukan foto"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        (b"\xff\xd8\xff\xe0 terpotong", "rusak"),
    ],
)
def test_an_attachment_of_a_wrong_kind_is_named_and_the_report_counts_without_it(city, photo, said):
    city.mail.deliver(letter("Lampu padam di Tompokersan", photos=(photo,)))
    city.run()
    assert not Photo.objects.exists()
    assert Report.objects.count() == 1
    assert said in city.told(SRI)[0]


def test_of_a_letter_of_sixty_megabytes_the_words_are_read_and_the_sender_knows(city):
    big = letter("Lampu padam di Tompokersan", photos=(b"\xff\xd8\xff" + bytes(45_000_000),))
    assert len(big) > 60_000_000
    city.mail.deliver(big)
    city.run()
    assert Report.objects.get().text == "Lampu padam di Tompokersan"
    assert "terlalu besar" in city.told(SRI)[0]


@pytest.mark.parametrize("text", ["", "\x00\x00", "   \n\n", "p"])
def test_a_letter_that_says_nothing_is_kept_and_answered(city, text):
    city.mail.deliver(letter(text, subject=""))
    city.run()
    assert Incoming.objects.get().fate in {"waiting", "answered"}
    assert len(city.told(SRI)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
        {"List-Id": "warga.contoh.id"},
    ],
)
def test_a_machine_is_never_answered(city, headers):
    city.mail.deliver(letter("Saya sedang cuti sampai Senin.", headers=headers))
    city.run()
    assert (Incoming.objects.get().fate, Incoming.objects.get().reason) == ("ignored", "automatic")
    assert city.gateway.messages == []


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@contoh.id", "noreply@contoh.id", "pendopo@localhost"])
def test_bounces_and_our_own_letters_are_never_answered(city, sender):
    city.mail.deliver(letter("Surat Anda tidak sampai di Tompokersan.", sender=sender))
    city.run()
    assert city.gateway.messages == []
    assert not Report.objects.exists()


def test_words_of_danger_lead_to_112_first(city):
    city.mail.deliver(letter("Kebakaran rumah di Tompokersan!", subject="Tolong"))
    city.run()
    assert city.told(SRI)[0].split("\n\n")[1].startswith("Ada yang terancam bahaya? Telepon 112")


def test_a_report_taken_back_before_it_was_one_is_none(city):
    city.mail.deliver(letter())
    city.run()
    city.mail.deliver(letter("BATAL", subject="Re: Satu hal lagi"))
    city.run()
    city.mail.deliver(letter("Desa Kebonsari", subject="Re: Satu hal lagi", message_id="<lain@contoh.id>"))
    city.run()
    assert not Report.objects.filter(title="Lampu jalan padam").exists()
    assert "dibatalkan" in city.told(SRI)[1]


def test_who_does_not_answer_within_a_day_is_read_by_a_person(city):
    city.mail.deliver(letter())
    city.run()
    assert hand_to_a_person() == 0
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=25)):
        assert hand_to_a_person() == 1
    assert (Incoming.objects.get().fate, Incoming.objects.get().reason) == ("kept", "no_word_back")


def test_after_three_questions_a_person_reads(city):
    for turn in range(4):
        with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(minutes=5 * turn)):
            city.mail.deliver(letter(f"Lampu padam di depan rumah saya, kali ke-{turn}"))
            city.run()
    assert set(Incoming.objects.values_list("fate", flat=True)) == {"kept"}
    assert "dibaca petugas" in city.told(SRI)[-1]
    assert len(city.told(SRI)) == 4


def test_what_was_settled_long_ago_is_forgotten_and_the_report_stays(city):
    city.mail.deliver(letter("Lampu padam di Tompokersan"))
    city.run()
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=89)):
        assert forget_messages() == 0
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=91)):
        assert forget_messages() == 1
        assert forget_messages() == 0
    kept = Incoming.objects.get()
    assert (kept.sender, kept.text, kept.sender_hash, kept.fate) == ("", "", "", "reported")
    assert Report.objects.get().contact_email == SRI


def test_nobody_reads_letters_in_the_database(city):
    city.mail.deliver(letter("Lampu padam di Tompokersan"))
    city.run()
    with connection.cursor() as cursor:
        cursor.execute("SELECT inbox_incoming::text FROM inbox_incoming")
        row = cursor.fetchone()[0]
    assert "sri@" not in row
    assert "Tompokersan" not in row
