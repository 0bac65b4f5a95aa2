"""Which pages open without a connection, and where one sees what waits to be sent.

The kit knows none of them. Upper storeys name theirs with ``keep_page`` in ``AppConfig.ready``; the service
worker fetches each as a stranger sees it (without cookies), so that nothing of a person lies in its copy.
"""

from __future__ import annotations

from typing import Final

from django.urls import reverse

_pages: Final[list[str]] = []
_files: Final[list[str]] = []
_queue: Final[list[str]] = []


def keep_page(name: str, *, files: tuple[str, ...] = (), is_queue: bool = False) -> None:
    """Keep the page of the URL ``name`` with the static ``files`` that only it needs.

    ``is_queue`` marks the page that lists what waits on the device: a form whose sending was cut off leads
    there.
    """
    if name not in _pages:
        _pages.append(name)
        keep_files(*files)
    if is_queue:
        _queue[:] = [name]


def keep_files(*files: str) -> None:
    """Keep static ``files`` of pages that a person prepares by hand (``pd-keep``)."""
    _files.extend(file for file in files if file not in _files)


def kept_pages() -> list[str]:
    """Addresses of the pages, in the order in which they were named."""
    return [reverse(name) for name in _pages]


def kept_files() -> tuple[str, ...]:
    """Static files of those pages besides the shell's own."""
    return tuple(_files)


def queue_address() -> str:
    """Address of the page that lists what waits; empty where nothing is queued."""
    return reverse(_queue[0]) if _queue else ""
