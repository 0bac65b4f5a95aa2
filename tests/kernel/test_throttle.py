from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from pendopo.kernel.throttle.api import (
    Limit,
    count_sending,
    forget_ended,
    forget_tries,
    give_try_back,
    network_of,
    spend_try,
    use_once,
)
from pendopo.kernel.throttle.models import Tries
from pendopo.kernel.throttle.rules import TooOften, hop_before

LIMIT = Limit("five", 5, dt.timedelta(minutes=30))


def test_no_try_slips_through_when_many_come_at_once(committed_city):
    def attempt(_number: int) -> bool:
        try:
            spend_try(LIMIT, "+6281234567890")
        except TooOften:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(attempt, range(24)))
    assert sum(passed) == LIMIT.most


def test_a_code_is_used_once_when_two_come_at_once(committed_city):
    until = clock.now() + LIMIT.within

    def use(_number: int) -> bool:
        try:
            return use_once("1:123456", until=until)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(use, range(8))) == 1


def _spend(times: int, who: str = "somebody") -> None:
    for _each in range(times):
        spend_try(LIMIT, who)


@pytest.mark.django_db
def test_beyond_the_limit_one_is_told_how_long_to_wait():
    now = clock.now()
    with clock.freeze(now):
        _spend(5)
    with clock.freeze(now + dt.timedelta(minutes=10)), pytest.raises(TooOften) as refusal:
        _spend(1)
    assert refusal.value.facts == {"minutes": 20}


@pytest.mark.django_db
def test_after_the_window_counting_begins_anew():
    now = clock.now()
    with clock.freeze(now):
        _spend(5)
    with clock.freeze(now + LIMIT.within):
        _spend(5)


@pytest.mark.django_db
def test_a_success_forgets_the_tries_of_a_person_and_gives_a_network_its_try_back():
    _spend(5)
    forget_tries(LIMIT, "somebody")
    _spend(5)
    give_try_back(LIMIT, "somebody")
    _spend(1)


@pytest.mark.django_db
def test_the_sweep_removes_counters_whose_window_is_over_and_no_other():
    with clock.freeze(clock.now() - LIMIT.within):
        _spend(1, "early")
    _spend(1, "late")
    forget_ended()
    assert Tries.objects.count() == 1


@pytest.mark.django_db
def test_a_counter_does_not_say_whom_it_counts():
    _spend(1, "+6281234567890")
    assert "81234567890" not in Tries.objects.get().key


@pytest.mark.django_db
def test_strangers_of_one_network_count_together_and_a_resident_counts_alone():
    stranger = Actor(ActorKind.ANONYMOUS, network="203.0.113.9")
    resident = Actor(ActorKind.RESIDENT, account_id=7, network="203.0.113.9")
    for _each in range(LIMIT.most):
        count_sending(stranger, LIMIT)
    with pytest.raises(TooOften):
        count_sending(stranger, LIMIT)
    count_sending(resident, LIMIT)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [SYSTEM, ANONYMOUS, Actor(ActorKind.STAFF, 3, network="203.0.113.9")])
def test_officers_and_whoever_did_not_come_over_the_network_are_not_counted(actor):
    for _each in range(LIMIT.most + 1):
        count_sending(actor, LIMIT)


def test_neighbours_in_one_network_of_the_new_protocol_count_as_one():
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert network_of("203.0.113.9") == "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "10.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (2, "198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "198.51.100.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(proxies, forwarded, expected):
    assert hop_before(proxies, remote="10.0.0.1", forwarded=forwarded) == expected
