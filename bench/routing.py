"""A guess in a warm process, learning on this machine, and the memory that a web process pays for it."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence

from report import Row, percentile, publish

ROUNDS = 3

_MEMORY = """
import django, resource, sys
django.setup()
from pendopo.routing.queries.topics import topic_keywords, words_of_case
from pendopo.routing.rules import Machine, guess, unpack
def held(): return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
before = held()
codes = [topic.code for topic in topic_keywords().topics]
machine = Machine(unpack(sys.stdin.buffer.read(), codes))
guess(words_of_case("Jalan rusak", "berlubang di depan pasar"), topic_keywords(), machine)
print(held() - before)
print(any(name.startswith("sklearn") for name in sys.modules))
"""


def main() -> None:
    """Measure on the shipped examples; no database is needed."""
    from pendopo.routing.adapters import LinearLearner
    from pendopo.routing.queries.topics import shipped_examples, topic_keywords, words_of_case
    from pendopo.routing.rules import Machine, guess, pack

    examples = shipped_examples()
    cases = [words_of_case(each.title, each.body) for each in examples]
    started = time.perf_counter()
    weights = LinearLearner().learn(cases, [each.topic for each in examples], topic_keywords())
    learning = time.perf_counter() - started
    machine = Machine(weights)
    taken: list[float] = []
    for _ in range(ROUNDS):
        for each in examples:
            started = time.perf_counter()
            guess(words_of_case(each.title, each.body), topic_keywords(), machine)
            taken.append((time.perf_counter() - started) * 1000)
    archive = pack(weights)
    learner = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    publish(
        "routing",
        [
            Row("a guess, p95", percentile(taken, 0.95), "ms", 15.0),
            Row("a guess, p50", percentile(taken, 0.5), "ms"),
            Row("learning from the shipped examples", learning, "s", 60.0),
            Row("weights as kept", len(archive) / 1e6, "MB"),
            Row("memory of a process that answers, beyond its imports", memory(archive), "MB", 32.0),
            Row("memory of the process that learns", learner, "MB"),
        ],
    )


def memory(archive: bytes) -> float:
    """Megabytes that a fresh process takes to answer; it must not load the library that learns."""
    command: Sequence[str] = [sys.executable, "-c", _MEMORY]
    told = subprocess.run(command, input=archive, check=True, capture_output=True).stdout.split()
    assert told[1] == b"False"
    return float(told[0])


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    import django

    django.setup()
    main()
