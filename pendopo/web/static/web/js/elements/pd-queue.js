// <pd-queue data-kind="report" [data-key="nonce"] data-probe data-photo data-send data-list data-title="text" data-draft="report"
//   data-needs="a b" data-full data-none data-offline data-needs-text data-needs-photo data-working> around a form with a hidden field
//   `key`, and [data-queue-note]. <pd-queue data-sent> stands on the page after a success.
// Writes what is sent down on the device first, then sends the form as ever. Where no network takes it, it waits (queue.js) and the
// page data-list says so. A refused one is mended here: the address carries ?antre=KEY, and the form is filled in from the device.

import "../queue.js";
import { askSync, note } from "../waiting.js";

const LEASE = 10 * 60_000; // a form on its way that nobody heard of again waits from then on
const SENDING = "pd-queue-sending"; // in sessionStorage: the key of the form that this tab sent
const TITLE = 80;
const TYPED = "textarea, select, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])";
const { pdQueue } = self;
const seconds = (now) => (now / 1000).toFixed(3);

class PdQueue extends HTMLElement {
  async connectedCallback() {
    if ("sent" in this.dataset) { await this.arrived(); return; }
    this.form = this.querySelector("form");
    this.isKept = "kept" in document.documentElement.dataset;
    this.addEventListener("submit", (event) => this.submit(event));
    const wanted = new URLSearchParams(location.search).get("antre");
    if (wanted) await this.mend(wanted).catch(() => {});
    else await this.begin().catch(() => {});
  }

  // A form that came back with faults is in front of its writer again; any other one is a new matter with a key of its own, also
  // where the page was kept on the device or came from the browser's history.
  async begin() {
    if ("back" in this.dataset) { if (this.mayWait) await pdQueue.remove(this.key); }
    else if (this.dataset.key) return; // a ticket is its own key, and stays it
    else if (this.isKept || (this.mayWait && await pdQueue.get(this.key))) this.field("key").value = crypto.randomUUID();
  }

  get mayWait() { return localStorage.getItem("pd-queue") !== null; }

  // The page after a success: what this tab sent has arrived.
  async arrived() {
    const key = sessionStorage.getItem(SENDING);
    if (!key) return;
    sessionStorage.removeItem(SENDING);
    await pdQueue.remove(key).catch(() => {});
    await note().catch(() => {});
  }

  get key() { return this.field(this.dataset.key ?? "key").value; }

  field(name) { return this.form.elements.namedItem(name); }

  say(text) {
    const place = this.querySelector("[data-queue-note]");
    place.textContent = text;
    place.hidden = !text;
    place.classList.toggle("field__error", text !== this.dataset.working);
  }

  async submit(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    if (this.busy) return;
    this.busy = true;
    this.setAttribute("aria-busy", "true");
    this.say(this.dataset.working);
    try { await (button?.name ? this.ask(button) : this.send()); } finally {
      this.busy = false;
      this.removeAttribute("aria-busy");
    }
  }

  // A press that needs an answer of the server, such as a preview: without a network there is none.
  async ask(button) {
    const known = await this.probe();
    if (!known) { this.say(this.dataset.offline); return; }
    this.renew(known);
    const asked = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    this.form.append(asked);
    if ("withoutFiles" in button.dataset) for (const input of this.form.querySelectorAll("[type=file]")) input.disabled = true;
    this.say("");
    this.form.submit();
  }

  async send() {
    const now = Date.now();
    for (const name of ["written_at", "sent_at"]) if (this.field(name)) this.field(name).value = seconds(now);
    const fault = await this.writeDown(now);
    const known = await this.probe();
    if (known && known.owner === this.owner) { this.leave(known); return; }
    if (fault) { this.say(fault); return; }
    if (!this.isWhole()) { await pdQueue.remove(this.key); return; }
    await this.wait();
  }

  get owner() {
    if (!this.isKept) return document.body.dataset.who ?? "";
    try { return localStorage.getItem("pd-who") ?? ""; } catch { return ""; }
  }

  async probe() {
    if (navigator.onLine === false) return null;
    return pdQueue.probe(this.dataset.probe).catch(() => null);
  }

  // The form goes as a form does, with a fresh token; if it is cut off, the service worker leads to what waits.
  leave(known) {
    this.renew(known);
    sessionStorage.setItem(SENDING, this.key);
    this.say("");
    this.form.submit();
  }

  renew({ token }) { this.field("csrfmiddlewaretoken").value = token; }

  // Returns why it cannot be kept on this device, or nothing.
  async writeDown(now) {
    const fields = [], photos = [];
    for (const [name, value] of new FormData(this.form)) {
      if (!(value instanceof File)) { if (name !== "csrfmiddlewaretoken") fields.push([name, value]); }
      else if (value.size) photos.push({ name: value.name || "foto.jpg", blob: value, uid: null });
    }
    for (const uid of (this.field("kept_photos")?.value ?? "").split(" ").filter(Boolean)) photos.push({ name: "", blob: null, uid });
    const ways = { probe: this.dataset.probe, photo: this.dataset.photo, send: this.dataset.send };
    const title = (this.field(this.dataset.title)?.value ?? this.dataset.title ?? "").trim().slice(0, TITLE);
    const { kind } = this.dataset;
    try {
      await pdQueue.put({
        key: this.key, kind, title, page: location.pathname, ways, owner: this.owner, isNobodys: false, fields, photos,
        at: now, state: "sending", fault: "", until: now + LEASE,
      });
      localStorage.setItem("pd-queue", "1");
      return "";
    } catch (fault) { return fault?.name === "QuotaExceededError" ? this.dataset.full : this.dataset.none; }
  }

  // What can be known without the server: needed fields, and one of those that say where it is.
  isWhole() {
    const needs = this.dataset.needs?.split(" ") ?? [];
    const place = this.field(needs.at(-1) ?? "");
    const isPlaced = !place || needs.some((name) => this.field(name)?.value);
    place?.setCustomValidity(isPlaced ? "" : this.dataset.needsText);
    place?.addEventListener("input", () => place.setCustomValidity(""), { once: true });
    const photos = this.form.querySelector("[type=file]")?.files.length || this.field("kept_photos")?.value;
    const hasPhoto = !this.dataset.needsPhoto || Boolean(photos);
    if (!hasPhoto || (!isPlaced && place.type === "hidden")) {
      this.say(hasPhoto ? this.dataset.needsText : this.dataset.needsPhoto);
      return false;
    }
    this.say("");
    return this.form.reportValidity();
  }

  async wait() {
    await pdQueue.change(this.key, { state: "waiting" });
    if (this.dataset.draft) localStorage.removeItem(`pd-draft:${this.dataset.draft}`);
    for (const field of this.form.querySelectorAll(TYPED)) field.value = ""; // not kept a second time as a draft
    await askSyncSoon();
    location.assign(`${this.dataset.list}?baru`);
  }

  async mend(key) {
    const entry = await pdQueue.get(key);
    if (!entry) return;
    await pdQueue.change(key, { state: "sending", until: Date.now() + LEASE }); // not sent while it is mended
    for (const [name, value] of entry.fields) {
      const field = this.field(name);
      if (!field || ["version", "sent_at"].includes(name)) continue;
      field.value = value;
    }
    this.form.dataset.filled = ""; // place and time of a claim stay those of its photo
    const photos = entry.photos.filter((each) => each.blob);
    const bag = new DataTransfer();
    for (const { blob, name } of photos) bag.items.add(new File([blob], name, { type: blob.type }));
    const input = this.form.querySelector("input[type=file]");
    if (input && photos.length) { input.files = bag.files; input.dispatchEvent(new Event("change", { bubbles: true })); }
    this.form.dispatchEvent(new CustomEvent("pd:filled", { bubbles: true }));
    this.say(entry.fault);
  }
}

// A browser that answers late must not hold anybody: pages send what waits anyway.
function askSyncSoon() {
  return Promise.race([askSync(), new Promise((done) => { setTimeout(done, 1000); })]);
}

customElements.define("pd-queue", PdQueue);
