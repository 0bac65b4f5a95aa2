// <pd-list data-keys> with children [data-row], each holding a link [data-open] and perhaps a checkbox [data-pick].
// Keys: j k next and previous row, Enter open (the link itself), x pick, a pick all or none, b the acts on what is picked,
// / search, ? help. Never while one is typing.

const typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

class PdList extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    this.addEventListener("change", (event) => { if (event.target.matches("[data-pick]")) this.count(); }, { signal });
    document.addEventListener("htmx:after:swap", () => this.count(), { signal });
    this.count();
  }

  disconnectedCallback() { this.stop.abort(); }

  get rows() { return [...this.querySelectorAll("[data-row]")]; }

  get present() {
    return this.rows.find((row) => row.contains(document.activeElement)) ?? this.rows.find((row) => row.ariaCurrent === "true");
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches?.(typing)) { if (event.key === "Escape") event.target.blur(); return; }
    const acts = {
      j: () => this.move(1), k: () => this.move(-1), x: () => this.pick(), a: () => this.pickAll(), b: () => this.act(),
      "/": () => this.search(), "?": () => this.help(),
    };
    const act = acts[event.key];
    if (act?.() !== undefined) event.preventDefault();
  }

  move(step) {
    const { rows } = this;
    if (!rows.length) return undefined;
    const at = rows.indexOf(this.present);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    next.querySelector("[data-open]")?.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  pick() {
    const box = this.present?.querySelector("[data-pick]");
    if (!box) return undefined;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  pickAll() {
    const boxes = [...this.querySelectorAll("[data-pick]")];
    if (!boxes.length) return undefined;
    const all = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = all;
    boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  act() {
    const button = document.querySelector("[data-bulk]:not([hidden]) button");
    button?.focus();
    return button ? true : undefined;
  }

  search() {
    const field = document.querySelector("[data-search]");
    field?.focus();
    field?.select();
    return field ? true : undefined;
  }

  help() {
    const dialog = document.getElementById("keys");
    dialog?.showModal();
    return dialog ? true : undefined;
  }

  // Bulk actions: [data-bulk] is shown while rows are picked, [data-picked] in it says how many.
  count() {
    const picked = this.querySelectorAll("[data-pick]:checked").length;
    for (const bar of document.querySelectorAll("[data-bulk]")) {
      bar.hidden = picked === 0;
      const figure = bar.querySelector("[data-picked]");
      if (figure) figure.textContent = picked;
    }
  }
}

customElements.define("pd-list", PdList);
