from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from pendopo.accounts.actions.throttle import spend_try, use_once
from pendopo.accounts.rules import LIMITS, Counted, TooManySignIns
from pendopo.kernel import clock


def test_no_try_slips_through_when_many_come_at_once(committed_city):
    def attempt(_number: int) -> bool:
        try:
            spend_try(Counted.CODE_FOR_CONTACT, "+6281234567890")
        except TooManySignIns:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(attempt, range(24)))
    assert sum(passed) == LIMITS[Counted.CODE_FOR_CONTACT].most


def test_a_code_is_used_once_when_two_come_at_once(committed_city):
    until = clock.now() + LIMITS[Counted.SECOND_FACTOR].within

    def use(_number: int) -> bool:
        try:
            return use_once("1:123456", until=until)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(use, range(8))) == 1
