from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from pendopo.accounts.api import (
    Role,
    actor_by_id,
    add_agency,
    add_post,
    add_unit,
    appoint,
    find_competent_agency,
    get_agency_model,
    totp_code,
)
from pendopo.accounts.models import Account, Agency, Appointment, Competence, Invitation, Matter, Post
from pendopo.accounts.rules import AlreadyThere, DatesReversed, PostTaken
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.errors import Refused
from pendopo.kernel.notifications.api import Message
from tests.accounts.people import SECRET, SINCE, hire, sign_in_by_code, sign_in_officer

pytestmark = pytest.mark.django_db

ROOT = "/pengaturan/instansi/"
DAY = dt.timedelta(days=1)


def _post(key: str = "kepala") -> Post:
    return add_post(SYSTEM, agency=get_agency_model("dpupr"), title=key, roles=[Role.OFFICER])


@pytest.mark.parametrize(
    ("starts", "ends", "is_taken"),
    [(-10, -1, False), (-10, 0, True), (3, 4, True), (10, None, True), (11, None, False), (-5, None, True)],
)
def test_two_people_never_hold_a_post_on_the_same_day(joko, rina, starts, ends, is_taken):
    post, first = _post(), dt.date(2026, 3, 1)
    appoint(SYSTEM, post=post, account=joko, starts_on=first, ends_on=first + 10 * DAY)
    wanted = {"starts_on": first + starts * DAY, "ends_on": None if ends is None else first + ends * DAY}
    if is_taken:
        with pytest.raises(PostTaken):
            appoint(SYSTEM, post=post, account=rina, **wanted)
    else:
        appoint(SYSTEM, post=post, account=rina, **wanted)


def test_an_appointment_does_not_end_before_it_begins(joko):
    with pytest.raises(DatesReversed):
        appoint(SYSTEM, post=_post(), account=joko, starts_on=SINCE, ends_on=SINCE - DAY)


def test_names_and_codes_are_given_once():
    agency = get_agency_model("dpupr")
    add_unit(SYSTEM, agency=agency, name="Bidang Uji")
    with pytest.raises(AlreadyThere):
        add_unit(SYSTEM, agency=agency, name="Bidang Uji")
    with pytest.raises(AlreadyThere):
        add_agency(SYSTEM, code="dpupr", name="x", short_name="x", kind="opd")


def test_an_agency_is_added_changed_and_taken_out_of_service(administrator):
    form = {"code": "dinuji", "name": "Dinas Uji", "short_name": "Dinuji", "kind": "opd", "area_code": ""}
    assert administrator.post(ROOT + "baru/", form).url == ROOT + "dinuji/"
    assert administrator.post(ROOT + "baru/", form).status_code == 422
    administrator.post(ROOT + "dinuji/ubah/", {**form, "phone": "0334 881234"})
    assert Agency.objects.get(code="dinuji").phone == "0334 881234"
    administrator.post(ROOT + "dinuji/keadaan/", {"is_active": "0"})
    assert not Agency.objects.get(code="dinuji").is_active


def test_history_says_who_changed_what(administrator, bagas):
    form = {"name": "Dinas Pekerjaan Umum", "short_name": "DPUPR", "kind": "opd", "area_code": ""}
    administrator.post(ROOT + "dpupr/ubah/", form)
    page = " ".join(administrator.get(ROOT + "dpupr/").content.decode().split())
    assert f"<b>{bagas.display_name}</b> mengubah instansi Dinas Pekerjaan Umum" in page
    assert "→ Dinas Pekerjaan Umum" in page


def test_history_says_in_words_that_an_agency_went_out_of_service(administrator):
    administrator.post(f"{ROOT}dpupr/keadaan/", {"is_active": "0"})
    assert "dipakai: ya → tidak" in administrator.get(f"{ROOT}dpupr/").content.decode()


def test_search_finds_agencies_by_name_and_code(administrator):
    page = administrator.get(ROOT, {"q": "dpupr"}).content.decode()
    assert "DPUPR" in page
    assert "Disdik" not in page
    assert administrator.get(ROOT, {"q": "a\x00b", "hal": "x"}).status_code == 200


@pytest.mark.parametrize("typed", ["0", "-1", "x", "²", "", "9" * 5000])
def test_what_is_no_number_of_a_page_is_the_first(administrator, typed):
    assert "dpupr" in administrator.get(ROOT, {"hal": typed}).content.decode()


def test_a_post_gets_roles_and_a_change_of_roles_is_written_down(administrator):
    made = administrator.post(ROOT + "dpupr/jabatan/baru/", {"title": "Kepala UPT", "roles": ["officer"]})
    post = Post.objects.get(title="Kepala UPT")
    assert made.url == f"{ROOT}jabatan/{post.pk}/"
    form = {"title": "Kepala UPT", "roles": ["officer", "agency_head"], "is_active": "on"}
    administrator.post(f"{ROOT}jabatan/{post.pk}/ubah/", form)
    entry = AuditEntry.objects.get(action="accounts.post_changed")
    assert '"roles":["officer","agency_head"],"roles_before":["officer"]' in entry.content


def test_an_unknown_officer_is_invited_and_sets_a_password(administrator):
    post = _post()
    form = {"email": "Baru@Contoh.id", "name": "Petugas Baru", "starts_on": "2026-01-02"}
    assert administrator.post(f"{ROOT}jabatan/{post.pk}/angkat/", form).status_code == 302
    text = Message.objects.get(template="accounts/invitation").text
    link = re.search(r"/undangan/\S+/", text).group()
    client = Client()
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": "pendek"}).status_code == 422
    assert client.post(link, {"password": "kalimat yang panjang"}).url == "/masuk/selesai/"
    assert client.get("/meja/").status_code == 200
    assert Client().get(link).status_code == 404
    assert Message.objects.get(template="accounts/invitation").text == ""


def test_an_invitation_ends_after_a_week(administrator):
    post = _post()
    form = {"email": "baru@contoh.id", "name": "Petugas Baru", "starts_on": "2026-01-02"}
    administrator.post(f"{ROOT}jabatan/{post.pk}/angkat/", form)
    link = re.search(r"/undangan/\S+/", Message.objects.get(template="accounts/invitation").text).group()
    with clock.freeze(clock.now() + 8 * DAY):
        assert Client().get(link).status_code == 404


def test_nobody_is_invited_when_the_post_is_taken(administrator, joko):
    post = Appointment.objects.get(account=joko).post
    form = {"email": "baru@contoh.id", "name": "Petugas Baru", "starts_on": "2026-03-01"}
    assert administrator.post(f"{ROOT}jabatan/{post.pk}/angkat/", form).status_code == 422
    assert not Invitation.objects.exists()
    assert not Account.objects.filter(email="baru@contoh.id").exists()


def test_a_tenure_is_ended_and_its_roles_with_it(administrator, joko):
    appointment = Appointment.objects.get(account=joko)
    yesterday = clock.today() - DAY
    administrator.post(f"{ROOT}masa/{appointment.pk}/akhiri/", {"ends_on": yesterday.isoformat()})
    assert not actor_by_id(joko.pk).is_staff


def test_a_last_day_beyond_the_beginning_of_the_next_holder_is_refused(administrator, joko, rina):
    post, first = _post(), dt.date(2026, 3, 1)
    earlier = appoint(SYSTEM, post=post, account=joko, starts_on=first, ends_on=first + 10 * DAY)
    appoint(SYSTEM, post=post, account=rina, starts_on=first + 20 * DAY)
    page = f"{ROOT}masa/{earlier.pk}/akhiri/"
    refused = administrator.post(page, {"ends_on": (first + 20 * DAY).isoformat()})
    assert refused.status_code == 422
    assert "masih dipegang orang lain" in refused.content.decode()
    assert administrator.post(page, {"ends_on": (first + 19 * DAY).isoformat()}).status_code == 302


def test_an_administrator_lends_a_post(administrator, joko, rina):
    appointment = Appointment.objects.get(account=rina)
    day = clock.today().isoformat()
    form = {"email": joko.email, "starts_on": day, "ends_on": day, "reason": "cuti"}
    administrator.post(f"{ROOT}masa/{appointment.pk}/limpahkan/", form)
    assert actor_by_id(joko.pk).has_role(Role.AGENCY_HEAD)


def test_a_competence_is_stated_changed_and_used_at_once(administrator):
    form = {"matter": "1.03", "task": "Jembatan gantung", "legal_basis": "Perbup 1/2026", "area_code": "",
            "keywords": "jembatan gantung, sling;  kawat , sling", "starts_on": "2026-01-02"}  # fmt: skip
    assert administrator.post(ROOT + "dishub/tugas/baru/", form).url == ROOT + "dishub/"
    competence = Competence.objects.get(task="Jembatan gantung")
    assert competence.keywords == ["jembatan gantung", "sling", "kawat"]
    found = find_competent_agency(
        matter_code="1.03", area_code="", text="sling jembatan gantung putus kawat", on=clock.today()
    )
    assert found[0].code == "dishub"
    administrator.post(f"{ROOT}tugas/{competence.pk}/", {**form, "ends_on": "2026-01-03"})
    found = find_competent_agency(
        matter_code="1.03", area_code="", text="sling jembatan gantung putus kawat", on=clock.today()
    )
    assert found[0].code == "dpupr"


def test_the_choice_can_be_tried(administrator):
    page = administrator.get(ROOT + "coba/", {"text": "jalan berlubang", "matter": "1.03", "area_code": ""})
    assert "Kata yang cocok: jalan, berlubang" in page.content.decode()
    nobody = Matter.objects.exclude(competences__isnull=False).first()
    page = administrator.get(ROOT + "coba/", {"text": "x", "matter": nobody.code})
    assert "Tidak ada instansi yang mengurus ini" in page.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_keep_the_organisation(client, role):
    account = hire("siapa", role, secret=SECRET)
    sign_in_officer(client, account, code=totp_code(SECRET))
    assert client.get(ROOT).status_code == 403
    assert client.post(ROOT + "dpupr/keadaan/", {"is_active": "0"}).status_code == 403
    with pytest.raises(Refused):
        add_agency(actor_by_id(account.pk), code="x1", name="x", short_name="x", kind="opd")


def test_residents_and_strangers_are_kept_out(client):
    assert client.get(ROOT).url == "/masuk/?next=%2Fpengaturan%2Finstansi%2F"
    sign_in_by_code(client, "warga@contoh.id")
    assert client.get(ROOT).status_code == 403


def test_an_administrator_without_a_second_factor_is_led_to_it(client):
    account = hire("calon", Role.ADMINISTRATOR)
    sign_in_officer(client, account)
    assert client.get(ROOT).url.startswith("/keamanan/pengaman/?next=")
    assert client.post(ROOT + "dpupr/keadaan/", {"is_active": "0"}).url.startswith("/keamanan/pengaman/")
    assert Agency.objects.get(code="dpupr").is_active
