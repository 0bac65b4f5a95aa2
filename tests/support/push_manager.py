"""Stands in for the one thing a headless browser lacks: a connection to a push service.

What the page asks of ``PushManager`` is answered with a subscription of the simulated service.
"""

from __future__ import annotations

import json

from pendopo.simulators.push_browser import Subscription

_SCRIPT = """
const told = %s;
const kept = () => JSON.parse(localStorage.getItem("stand-in") ?? "null");
const made = (from) => ({
    endpoint: from.endpoint, options: { applicationServerKey: null }, toJSON: () => from,
    unsubscribe: async () => { localStorage.removeItem("stand-in"); return true; },
});
PushManager.prototype.getSubscription = async () => kept() && made(kept());
PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem("stand-in", JSON.stringify(told));
    localStorage.setItem("stand-in-key", options.applicationServerKey);
    return made(told);
};
"""


def connected_to(subscription: Subscription) -> str:
    """A script for a page or a service worker, before anything else runs there."""
    return _SCRIPT % json.dumps({"endpoint": subscription.endpoint, "keys": subscription.keys})
