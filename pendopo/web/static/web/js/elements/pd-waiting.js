// <pd-waiting data-waiting data-sending data-refused data-other data-foreign data-warned data-photos data-written data-dropped>
// with [data-entries], [data-receipts], <template data-entry>, <template data-receipt>, [data-empty], [data-fresh], [data-now] and
// a dialog [data-really]: what waits on this device and what was sent from it. An entry of another account shows none of its words.

import "../queue.js";
import { note, sendWaiting } from "../waiting.js";

const { pdQueue } = self;
const moment = (at) => new Date(at).toLocaleString(document.documentElement.lang || "id", {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});

class PdWaiting extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-fresh]").hidden = !new URLSearchParams(location.search).has("baru");
    addEventListener("pd:queue", () => this.draw());
    this.line = self.BroadcastChannel ? new BroadcastChannel(pdQueue.NAME) : null;
    this.line?.addEventListener("message", () => this.draw());
    this.querySelector("[data-now]").addEventListener("click", (event) => this.sendNow(event.currentTarget));
    this.timer = setInterval(() => sendWaiting().catch(() => {}), 30_000);
    this.draw();
  }

  disconnectedCallback() { this.line?.close(); clearInterval(this.timer); }

  async sendNow(button) {
    button.disabled = true;
    await sendWaiting().catch(() => {});
    button.disabled = false;
  }

  async draw() {
    const [entries, receipts] = await Promise.all([pdQueue.list(), pdQueue.receipts()]).catch(() => [[], []]);
    this.fill("[data-entries]", entries.map((entry) => this.entry(entry)));
    this.fill("[data-receipts]", receipts.map((receipt) => this.receipt(receipt)));
    this.querySelector("[data-empty]").hidden = entries.length + receipts.length > 0;
    this.querySelector("[data-now]").hidden = !entries.some((entry) => entry.state === "waiting");
    await note().catch(() => {});
  }

  fill(place, rows) {
    const list = this.querySelector(place);
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
  }

  row(name) { return this.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true); }

  get who() { try { return localStorage.getItem("pd-who") ?? ""; } catch { return ""; } }

  entry(entry) {
    const row = this.row("entry");
    const isForeign = Boolean(entry.owner) && entry.owner !== this.who;
    const state = isForeign && entry.state === "waiting" ? "other" : entry.state;
    this.write(row, "title", isForeign ? this.dataset.foreign : entry.title);
    this.write(row, "state", this.dataset[state]);
    this.write(row, "fault", state === "refused" ? entry.fault : "");
    this.write(row, "meta", this.meta(entry));
    this.write(row, "warned", pdQueue.isWarned(entry) ? this.dataset.warned.replace("{days}", pdQueue.daysLeft(entry)) : "");
    const mend = row.querySelector("[data-mend]");
    mend.href = `${entry.page}?antre=${encodeURIComponent(entry.key)}`;
    mend.hidden = isForeign;
    const nobodys = row.querySelector("[data-nobodys]");
    nobodys.hidden = !isForeign || entry.kind !== "report";
    nobodys.addEventListener("click", () => this.sendAsNobody(entry));
    row.querySelector("[data-sign-in]").hidden = !isForeign;
    row.querySelector("[data-drop]").addEventListener("click", () => this.ask(entry));
    row.dataset.state = state;
    return row;
  }

  meta({ at, photos }) {
    const written = this.dataset.written.replace("{moment}", moment(at));
    return photos.length ? `${written} · ${this.dataset.photos.replace("{count}", photos.length)}` : written;
  }

  write(row, name, text) {
    const place = row.querySelector(`[data-${name}]`);
    place.textContent = text;
    place.hidden = !text;
  }

  receipt({ key, number, address }) {
    const row = this.row("receipt");
    this.write(row, "number", number || this.dataset.dropped);
    const link = row.querySelector("[data-open]");
    link.hidden = !address;
    if (address) link.href = address;
    row.querySelector("[data-forget]").addEventListener("click", () => pdQueue.forget(key));
    return row;
  }

  async sendAsNobody({ key }) {
    await pdQueue.change(key, { isNobodys: true, state: "waiting" });
    await sendWaiting().catch(() => {});
  }

  ask({ key }) {
    const dialog = this.querySelector("[data-really]");
    dialog.showModal();
    dialog.querySelector("[data-yes]").onclick = () => { dialog.close(); pdQueue.remove(key); };
  }
}

customElements.define("pd-waiting", PdWaiting);
