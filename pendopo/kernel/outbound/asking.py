"""One question to an address that somebody else chose: only at public addresses, with an end to the wait."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from pendopo.kernel.outbound.rules import Address, UnusableAddress, may_be_asked, read_address

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, for how long we wait in all, and how much of the answer is read."""

    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 10.0
    most_bytes: int = 0
    may_be_here: bool = False
    """Simulators on this machine may be asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the body of a success only, and never more of it than was asked for."""

    status: int
    body: bytes
    location: str
    """Where a redirect leads; empty otherwise."""


class NotReached(Exception):
    """No answer; ``is_final`` when the address leads where we may not go."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        """``reason`` is for the record, not for people."""
        super().__init__(reason)
        self.is_final = is_final


def ask(address: Address, question: Question) -> Answer:
    """The answer of ``address``; raises ``NotReached`` when there is none, or it is larger than asked for."""
    return _in_time(lambda: _asked(address, question), question.seconds)


def fetch(url: str, question: Question) -> bytes:
    """What lies at ``url``, at most three redirects away, each of them guarded; raises ``NotReached``."""
    try:
        answer = _in_time(lambda: _followed(url, question), question.seconds)
    except UnusableAddress as fault:
        raise NotReached("no address that may be asked", is_final=True) from fault
    if not httpx.codes.is_success(answer.status):
        raise NotReached(f"answered {answer.status}")
    return answer.body


def _in_time(work: Callable[[], Awaitable[Answer]], seconds: float) -> Answer:
    """The answer that ``work`` gets within ``seconds``.

    In a loop of its own, the one kind of wait with an end for the whole conversation: whoever owns the
    address chooses how slowly it answers.
    """

    async def limited() -> Answer:
        async with asyncio.timeout(seconds):
            return await work()

    with ThreadPoolExecutor(max_workers=1) as own_thread:
        try:
            return own_thread.submit(lambda: asyncio.run(limited())).result()
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as fault:
            raise NotReached(str(fault) or type(fault).__name__) from fault


async def _followed(url: str, question: Question) -> Answer:
    schemes = frozenset({"https", "http"})
    address = read_address(url, schemes=schemes, may_be_here=question.may_be_here)
    answer = await _asked(address, question)
    for _turn in range(_MOST_REDIRECTS):
        if answer.status not in _REDIRECTS:
            break
        onward = address.onward(answer.location)
        address = read_address(onward, schemes=schemes, may_be_here=question.may_be_here)
        answer = await _asked(address, question)
    return answer


async def _asked(address: Address, question: Question) -> Answer:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    places = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not all(may_be_asked(place, may_be_here=question.may_be_here) for place in places):
        raise NotReached("the address leads into a private network", is_final=True)
    trust = httpx.create_ssl_context()
    async with httpx.AsyncClient(verify=trust, trust_env=False, timeout=question.seconds) as client:
        return await _first_answer(client, address, places, question)


async def _first_answer(
    client: httpx.AsyncClient, address: Address, places: list[str], question: Question
) -> Answer:
    """Ask at the places that were checked, and at no other, in their order."""
    refusal = httpx.ConnectError("the name leads nowhere")
    headers = {"Accept-Encoding": "identity", **question.headers, "Host": address.authority}
    for place in places:
        named = {"sni_hostname": address.host}
        try:
            async with client.stream(
                question.method, address.at(place), content=question.body, headers=headers, extensions=named
            ) as answer:
                is_read = bool(question.most_bytes) and answer.is_success
                body = await _read(answer, question.most_bytes) if is_read else b""
                return Answer(answer.status_code, body, answer.headers.get("Location", ""))
        except httpx.ConnectError as fault:
            refusal = fault
    raise refusal


async def _read(answer: httpx.Response, most: int) -> bytes:
    """The body as it comes, never more than ``most`` bytes: unpacked it could be of any size."""
    read = bytearray()
    async for part in answer.aiter_raw():
        read += part
        if len(read) > most:
            raise NotReached("larger than accepted", is_final=True)
    return bytes(read)
