// <pd-refresh data-url="/meja/_kotak/" data-kinds="reports.submitted reports.assigned" data-subject="report:..." id="...">...</pd-refresh>
//
// A fragment that fetches itself again when something in the city concerns it: after pd:live (its kinds, its subject; all
// when missing) and after pd:reset. At most three times a second, with a little jitter, so that a hundred screens do not ask in
// the same instant and each still shows everything within a second. What happens while it fetches makes it fetch once more.
// With data-hold="selector" it waits while something inside matches (a form that is being filled in), and [data-held] says so.
// A fetch that no answer came to, or a server that had trouble, is tried again after a growing pause; the next event does not wait for it.
// The answer replaces the content by morphing: focus, scroll and typed text stay. A hidden tab waits.

import htmx from "../htmx.js";

const PAUSE = 300;
const JITTER = 80;
const LONGEST_RETRY = 30_000;

class PdRefresh extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("pd:live", (event) => { if (this.concerns(event.detail)) this.ask(); }, { signal });
    document.addEventListener("pd:reset", () => this.ask(), { signal });
    this.addEventListener("toggle", () => { if (this.held && !this.isHeld) this.ask(); }, { signal, capture: true });
    for (const name of ["htmx:error", "htmx:response:error"]) this.addEventListener(name, (event) => this.fail(event), { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.missed) this.ask(); }, { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
    clearTimeout(this.later);
    this.timer = undefined; // one that is moved within the page asks again
  }

  concerns({ kind, subject }) {
    const kinds = this.dataset.kinds?.split(/\s+/).filter(Boolean) ?? [];
    return (!kinds.length || kinds.includes(kind)) && (!this.dataset.subject || this.dataset.subject === subject);
  }

  get isHeld() { return Boolean(this.dataset.hold && this.querySelector(this.dataset.hold)); }

  hold(held) {
    this.held = held;
    for (const notice of this.querySelectorAll("[data-held]")) notice.hidden = !held;
  }

  // What is gone or refused stays so; only trouble on the way or at the server passes.
  fail({ target, detail }) {
    if (target === this && !(detail.ctx?.response?.status < 500)) this.failed = true;
  }

  retry() {
    this.failures = (this.failures ?? 0) + 1;
    const pause = Math.min(LONGEST_RETRY, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2);
    this.later = setTimeout(() => this.ask(), pause);
  }

  ask() {
    clearTimeout(this.later);
    if (this.isHeld) { this.hold(true); return; }
    if (document.hidden) { this.missed = true; return; }
    if (this.fetching) { this.again = true; return; }
    if (this.timer) return;
    const rest = Math.max(0, (this.askedAt ?? -PAUSE) + PAUSE - performance.now());
    this.timer = setTimeout(() => this.fetch(), rest + Math.random() * JITTER);
  }

  async fetch() {
    if (this.isHeld) { this.timer = undefined; this.hold(true); return; }
    this.missed = this.again = this.held = this.failed = false;
    this.timer = undefined;
    this.fetching = true;
    this.askedAt = performance.now();
    try {
      await htmx.ajax("GET", this.dataset.url, { target: this, source: this, swap: this.dataset.swap ?? "innerMorph" });
      if (this.failed) return;
      this.failures = 0;
      this.dispatchEvent(new CustomEvent("pd:refreshed", { bubbles: true }));
    } finally {
      this.fetching = false;
      if (this.again && this.isConnected) this.ask();
      else if (this.failed && this.isConnected) this.retry();
    }
  }
}

customElements.define("pd-refresh", PdRefresh);
