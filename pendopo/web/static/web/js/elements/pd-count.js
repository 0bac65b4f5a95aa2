// <pd-count data-one data-many data-warned hidden><a><span data-said></span></a></pd-count>: how much waits on this device to be sent,
// hidden while nothing does. Says so when something will soon be dropped.

const MARK = "pd-queue";

class PdCount extends HTMLElement {
  async connectedCallback() {
    let mayWait = false;
    try { mayWait = localStorage.getItem(MARK) !== null; } catch { /* nothing can wait */ }
    if (!mayWait) return;
    await import("../queue.js");
    addEventListener("pd:queue", () => this.draw());
    await this.draw();
  }

  async draw() {
    const entries = await self.pdQueue.list().catch(() => []);
    const said = entries.length === 1 ? this.dataset.one : this.dataset.many.replace("{count}", entries.length);
    const warned = entries.some((entry) => self.pdQueue.isWarned(entry)) ? ` ${this.dataset.warned}` : "";
    this.querySelector("[data-said]").textContent = said + warned;
    this.hidden = !entries.length;
  }
}

customElements.define("pd-count", PdCount);
