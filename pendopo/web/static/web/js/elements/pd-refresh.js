// <pd-refresh data-url="/meja/_kotak/" data-kinds="reports.submitted reports.assigned" data-subject="report:..." id="...">...</pd-refresh>
//
// A fragment that fetches itself again when something in the city concerns it: after pd:live (its kinds, its subject; all
// when missing) and after pd:reset. At most once a second, with a little jitter, so that a hundred screens do not ask in the
// same instant. The answer replaces the content by morphing: focus, scroll and typed text stay. A hidden tab waits.

import htmx from "../htmx.js";

class PdRefresh extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("pd:live", (event) => { if (this.concerns(event.detail)) this.ask(); }, { signal });
    document.addEventListener("pd:reset", () => this.ask(), { signal });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.missed) this.ask(); }, { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  concerns({ kind, subject }) {
    const kinds = this.dataset.kinds?.split(/\s+/).filter(Boolean) ?? [];
    return (!kinds.length || kinds.includes(kind)) && (!this.dataset.subject || this.dataset.subject === subject);
  }

  ask() {
    if (document.hidden) { this.missed = true; return; }
    if (this.timer) return;
    const rest = Math.max(0, (this.askedAt ?? -1000) + 1000 - performance.now());
    this.timer = setTimeout(() => this.fetch(), rest + Math.random() * 120);
  }

  async fetch() {
    this.missed = false;
    this.askedAt = performance.now();
    try {
      await htmx.ajax("GET", this.dataset.url, { target: this, source: this, swap: this.dataset.swap ?? "innerMorph" });
      this.dispatchEvent(new CustomEvent("pd:refreshed", { bubbles: true }));
    } finally {
      this.timer = undefined;
    }
  }
}

customElements.define("pd-refresh", PdRefresh);
