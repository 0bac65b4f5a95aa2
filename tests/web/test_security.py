from __future__ import annotations

from pendopo.web.security import content_security_policy


def test_nothing_inline_and_nothing_evaluated_is_allowed():
    policy = content_security_policy()
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy


def test_only_the_live_origin_is_added_to_what_a_page_may_connect_to():
    policy = content_security_policy(live_origin="http://127.0.0.1:8001")
    assert "connect-src 'self' http://127.0.0.1:8001;" in policy
    assert policy.count("http://") == 1


def test_every_answer_carries_the_headers(client, db):
    answer = client.get("/sw.js")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
