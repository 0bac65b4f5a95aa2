"""The service worker of an open page, as the browser's own tools reach it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import Worker as RunningScript

from tests.support.browser import eventually

_SHOWN = """async () => { const r = await navigator.serviceWorker.getRegistration();
    return (await r.getNotifications()).map(({title, body, tag, data}) => ({title, body, tag, data})); }"""

_PRESS = """async () => {
    let went = null;
    self.clients.openWindow = async (href) => { went = new URL(href).pathname; };
    WindowClient.prototype.focus = async function () { went = `focus ${new URL(this.url).pathname}`; };
    const [notification] = await self.registration.getNotifications();
    const waited = [];
    const pressed = new NotificationEvent("notificationclick", { notification });
    pressed.waitUntil = (promise) => waited.push(promise);
    self.dispatchEvent(pressed);
    await Promise.all(waited);
    return went;
}"""
"""Windows open for a finger only, so what the worker asks for is noted instead."""


_RENEW = """async () => {
    const waited = [];
    const changed = new ExtendableEvent("pushsubscriptionchange");
    changed.waitUntil = (promise) => waited.push(promise);
    self.dispatchEvent(changed);
    await Promise.all(waited);
}"""


_PUSH = """async (data) => {
    const waited = [];
    const pushed = new PushEvent("push", { data });
    pushed.waitUntil = (promise) => waited.push(promise);
    self.dispatchEvent(pushed);
    await Promise.all(waited);
}"""


class Worker:
    """Hands over what a push service would have brought; headless browsers are connected to none."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")

    def push(self, text: str) -> None:
        """A message arrives, decrypted; returns when the worker has dealt with it."""
        _running(self._page).evaluate(_PUSH, text)

    def press(self, page: Page) -> str | None:
        """A finger presses the first notification; returns the page that the worker turns to."""
        went: str | None = _running(page).evaluate(_PRESS)
        return went

    def renew(self, page: Page, connection: str) -> None:
        """The push service gives another address; ``connection`` is the script of ``connected_to``."""
        _running(page).evaluate(f"() => {{ const localStorage = {{ setItem() {{}} }}; {connection} }}")
        _running(page).evaluate(_RENEW)


def _running(page: Page) -> RunningScript:
    return eventually(page, lambda: page.context.service_workers)[0]


def shown(page: Page) -> list[dict[str, Any]]:
    """The notifications that the device shows now."""
    return list(page.evaluate(_SHOWN))
