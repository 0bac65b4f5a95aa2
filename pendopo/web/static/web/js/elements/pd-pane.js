// <pd-pane data-list="inbox">: where a row of the list with that id opens beside it, without the list being made again.
// Shows the pane on a narrow screen, marks the open row (again after the list was refreshed), names the page by what says
// data-title, and reads on from the top.

class PdPane extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.path = location.pathname;
    document.addEventListener("htmx:after:swap", (event) => {
      const { target, sourceElement } = event.detail.ctx;
      if (target === this) this.opened(sourceElement);
    }, { signal });
    document.addEventListener("pd:refreshed", () => this.mark(), { signal });
  }

  disconnectedCallback() { this.stop.abort(); }

  opened(link) {
    this.path = link.pathname;
    this.closest(".desk")?.classList.replace("desk--list", "desk--open");
    const title = this.querySelector("[data-title]")?.dataset.title;
    if (title) document.title = document.title.replace(/^[^·]*/, `${title} `);
    const detail = this.closest("[tabindex]") ?? this;
    detail.scrollTop = 0;
    detail.focus({ preventScroll: true });
    this.mark();
  }

  mark() {
    for (const link of document.getElementById(this.dataset.list)?.querySelectorAll("[data-open]") ?? []) {
      const row = link.closest("[data-row]");
      if (link.pathname === this.path) row.ariaCurrent = "true";
      else row.removeAttribute("aria-current");
    }
  }
}

customElements.define("pd-pane", PdPane);
