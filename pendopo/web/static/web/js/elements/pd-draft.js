// <pd-draft data-key="report"><form>...</form></pd-draft>
// Typed text is never lost: it is kept on the device until the form was accepted. Passwords, files, hidden fields and
// fields with data-no-draft are not kept. A draft is forgotten after seven days.
// The page after a success says <pd-draft data-clear="report"></pd-draft>.

const WEEK = 7 * 24 * 3600 * 1000;
const skip = "[type=password], [type=file], [type=hidden], [type=submit], [data-no-draft]";

class PdDraft extends HTMLElement {
  connectedCallback() {
    if (this.dataset.clear) { localStorage.removeItem(`pd-draft:${this.dataset.clear}`); return; }
    this.key = `pd-draft:${this.dataset.key}`;
    this.restore();
    this.addEventListener("input", () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.keep(), 300); });
    this.addEventListener("change", () => this.keep());
    addEventListener("pagehide", () => this.keep());
  }

  get fields() { return [...this.querySelectorAll("input, textarea, select")].filter((field) => field.name && !field.matches(skip)); }

  keep() {
    if (!this.isConnected) return;
    const values = {};
    for (const field of this.fields) {
      if (field.matches("[type=checkbox], [type=radio]")) { if (field.checked) (values[field.name] ??= []).push(field.value); }
      else if (field.value) values[field.name] = [field.value];
    }
    try {
      if (Object.keys(values).length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), values }));
      else localStorage.removeItem(this.key);
    } catch { /* a full or forbidden store must not stop anybody from typing */ }
  }

  restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.key) ?? "null"); } catch { kept = null; }
    if (!kept) return;
    if (Date.now() - kept.at > WEEK) { localStorage.removeItem(this.key); return; }
    for (const field of this.fields) {
      const values = kept.values[field.name];
      if (!values) continue;
      if (field.matches("[type=checkbox], [type=radio]")) {
        const isChosen = this.querySelector(`[name="${CSS.escape(field.name)}"]:checked`);
        if (field.type === "checkbox" || !isChosen) field.checked = values.includes(field.value);
      } else if (!field.value) {
        [field.value] = values;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
}

customElements.define("pd-draft", PdDraft);
