"""Following a place or a category: agreed to by its address, told once, only what the public may read."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from pendopo.kernel.errors import Invalid, SignInNeeded
from pendopo.kernel.notifications.api import Message, MessageChannel, keep_browser
from pendopo.kernel.outbox import relay
from pendopo.reports import api as reports
from pendopo.reports import rules
from pendopo.reports.actions import forget_unconfirmed, send_letters
from pendopo.reports.api import Way, Wish
from pendopo.reports.models import Following
from pendopo.reports.rules.following import MOST_FOLLOWED, MOST_PUSHED, areas_around, letter_due
from pendopo.simulators import push
from tests.support import cast

SRI = "sri@contoh.id"
LAMPS_HERE = Wish(Way.EMAIL, "lampu-jalan", "35.08.10", SRI)
BY_PUSH = Wish(Way.PUSH, "lampu-jalan", cast.VILLAGE)
NEXT_MORNING = cast.MONDAY_MORNING + dt.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("monday_morning")


@pytest.fixture
def resident(db):
    account = Account.objects.create(display_name="Sri", email=SRI)
    return Actor(kind=ActorKind.RESIDENT, account_id=account.pk, name="Sri")


@pytest.fixture
def browser(resident, settings):
    settings.PUSH_LOOPBACK = True
    kept = push.PushBox(origin="http://127.0.0.1:9").subscribe()
    keep_browser(resident.account_id, endpoint=kept.endpoint, device="", **kept.keys)
    return kept


def _letters(template="reports/follow_letter"):
    return list(Message.objects.filter(template=template).order_by("pk"))


def _link():
    letter = _letters("reports/follow_confirm")[-1]
    return re.search(r"/ikuti/(\d+)/(\w+)/", letter.text).groups()


def _following(wish=LAMPS_HERE):
    assert not reports.follow(ANONYMOUS, wish)
    number, code = _link()
    reports.confirm_following(ANONYMOUS, int(number), code)
    return Following.objects.get(pk=number)


def _verified(**changes):
    receipt = reports.submit_report(ANONYMOUS, cast.lamp_draft(**changes))
    reports.verify_report(SYSTEM, receipt.number)
    return receipt


def _next_morning():
    with clock.freeze(NEXT_MORNING):
        send_letters()
    return _letters()


def _an_hour_later():
    return clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=1))


def test_nobody_is_signed_up_by_another(db):
    reports.follow(ANONYMOUS, LAMPS_HERE)
    with _an_hour_later():
        _verified()
    assert not _next_morning()
    assert [letter.address for letter in _letters("reports/follow_confirm")] == [SRI]


def test_the_letter_of_the_day_tells_each_news_once(db):
    _following()
    with _an_hour_later():
        receipt = _verified(text="Lampu padam di depan pasar")
    _next_morning()
    (letter,) = _next_morning()
    assert "Laporan baru: Lampu padam di depan pasar" in letter.text
    assert letter.text.count(receipt.number) == 1
    with clock.freeze(NEXT_MORNING + dt.timedelta(days=1)):
        send_letters()
    assert len(_letters()) == 1


def test_a_day_without_news_has_no_letter(db):
    _following()
    with clock.freeze(NEXT_MORNING):
        assert send_letters() == 1
        assert send_letters() == 0
    assert not _letters()


def test_only_the_place_and_the_category_that_are_followed(db):
    _following()
    with _an_hour_later():
        _verified(text="Sampah menumpuk", category_code="sampah")
        _verified(text="Lampu lain", lon=None, lat=None, area_code="35.08.01.2001")
    assert not _next_morning()


def test_what_is_secret_or_unread_is_no_news(db):
    _following()
    with _an_hour_later():
        _verified(text="Rahasia sekali", visibility=reports.Visibility.SECRET)
        reports.submit_report(ANONYMOUS, cast.lamp_draft(text="Belum dibaca"))
    assert not _next_morning()


def test_one_letter_holds_all_that_one_person_follows(db):
    _following()
    _following(Wish(Way.EMAIL, "", "", SRI))
    with _an_hour_later():
        _verified(text="Lampu padam")
        _verified(text="Sampah menumpuk", category_code="sampah")
    (letter,) = _next_morning()
    assert letter.text.count("Lampu padam") == 2
    assert letter.text.count("/ikuti/") == 2


def test_who_stops_by_the_link_hears_no_more(db):
    following = _following()
    code = _link()[1]
    reports.stop_following(ANONYMOUS, following.pk, code)
    with pytest.raises(rules.FollowingNotFound):
        reports.stop_following(ANONYMOUS, following.pk, code)
    with _an_hour_later():
        _verified()
    assert not _next_morning()


def test_a_wrong_code_opens_nothing(db):
    following = _following()
    with pytest.raises(rules.FollowingNotFound):
        reports.get_following(following.pk, "0" * 32)
    with pytest.raises(rules.FollowingNotFound):
        reports.get_following(following.pk + 1, _link()[1])


def test_what_nobody_agreed_to_is_forgotten_after_three_days(db):
    reports.follow(ANONYMOUS, LAMPS_HERE)
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=2)):
        assert forget_unconfirmed() == 0
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=4)):
        assert forget_unconfirmed() == 1


def test_who_follows_already_gets_the_same_answer_and_no_letter(db):
    _following()
    assert not reports.follow(ANONYMOUS, LAMPS_HERE)
    assert len(_letters("reports/follow_confirm")) == 1
    assert Following.objects.count() == 1


def test_the_own_address_of_an_account_needs_no_letter(resident):
    assert reports.follow(resident, Wish(Way.EMAIL, "lampu-jalan", "35.08.10"))
    (own,) = reports.list_own_followings(resident)
    assert own.label == "Lampu jalan · Kecamatan Lumajang"


def test_faults_are_told_beside_their_fields(db):
    for wish, field in (
        (Wish(Way.EMAIL, email="bukan alamat"), "email"),
        (Wish(Way.EMAIL), "email"),
        (Wish(Way.EMAIL, "tidak-ada", "", SRI), "category_code"),
        (Wish(Way.EMAIL, "", "31.71", SRI), "area_code"),
    ):
        with pytest.raises(Invalid) as fault:
            reports.follow(ANONYMOUS, wish)
        assert set(fault.value.fields) == {field}
    with pytest.raises(SignInNeeded):
        reports.follow(ANONYMOUS, BY_PUSH)


def test_nobody_follows_without_end(resident):
    districts = [f"35.08.{district:02}" for district in range(1, 22)]
    wishes = [Wish(Way.EMAIL, category, area) for area in districts for category in ("", "lampu-jalan")]
    for wish in wishes[:MOST_FOLLOWED]:
        reports.follow(resident, wish)
    with pytest.raises(rules.FollowsTooMany):
        reports.follow(resident, wishes[MOST_FOLLOWED])


def test_a_browser_is_told_at_once_and_once(resident, browser):
    reports.follow(resident, BY_PUSH)
    reports.follow(resident, Wish(Way.PUSH))
    receipt = _verified(text="Lampu padam")
    relay.deliver_due()
    (told,) = Message.objects.filter(channel=MessageChannel.PUSH)
    assert told.title == "Laporan baru: Lampu padam"
    assert told.path == f"/laporan/{receipt.number}/"


def test_a_browser_is_not_told_without_end(resident, browser):
    reports.follow(resident, BY_PUSH)
    for each in range(MOST_PUSHED + 3):
        _verified(text=f"Lampu padam {each}")
    while relay.deliver_due():
        pass
    assert Message.objects.filter(channel=MessageChannel.PUSH).count() == MOST_PUSHED


def test_a_letter_is_agreed_to_by_a_button_and_not_by_looking(db):
    reports.follow(ANONYMOUS, LAMPS_HERE)
    path, client = "/ikuti/{}/{}/".format(*_link()), Client()
    assert "Ya, kirim kabar" in client.get(path).content.decode()
    assert Following.objects.get().confirmed_at is None
    client.post(f"{path}setuju/")
    assert Following.objects.get().confirmed_at == cast.MONDAY_MORNING
    client.post(f"{path}berhenti/")
    assert client.get(path).status_code == 404


def test_the_form_takes_over_the_filter_of_the_list(db):
    client = Client()
    _verified()
    listed = client.get("/laporan/?kategori=lampu-jalan&kecamatan=35.08.10").content.decode()
    assert "/ikuti/?kategori=lampu-jalan&amp;kecamatan=35.08.10" in listed
    form = client.get("/ikuti/?kategori=lampu-jalan&kecamatan=35.08.10").content.decode()
    assert 'value="lampu-jalan" selected' in form
    assert 'value="35.08.10" selected' in form


def test_a_stranger_asks_by_the_page_and_is_told_to_look_into_the_mail(db):
    answer = Client().post("/ikuti/", {"cara": "email", "kecamatan": "35.08.10", "email": SRI})
    assert "Periksa email Anda" in answer.content.decode()
    assert _letters("reports/follow_confirm")
    assert Client().post("/ikuti/", {"cara": "push", "email": SRI}).status_code == 401


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_a_letter_is_due_once_a_day_at_six(now):
    due = letter_due(now)
    assert due <= now < due + dt.timedelta(days=1)
    assert (due.hour, due.minute) == (6, 0)


def test_a_village_lies_in_its_district_and_in_the_city():
    assert areas_around("35.08.10.1003") == ["", "35.08.10", "35.08.10.1003"]
    assert areas_around("35.08") == [""]
