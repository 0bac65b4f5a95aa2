// <pd-theme hidden><button><span data-label data-light="..." data-dark="...">...</span></button></pd-theme>
// Light or dark by choice; kept in the cookie pd_theme, so that the server prints the next page right at once.

const dark = matchMedia("(prefers-color-scheme: dark)");

class PdTheme extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => this.turn());
    this.show();
  }

  get present() { return document.documentElement.dataset.theme || (dark.matches ? "dark" : "light"); }

  turn() {
    const next = this.present === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    document.cookie = `pd_theme=${next}; path=/; max-age=31536000; samesite=lax`;
    document.dispatchEvent(new CustomEvent("pd:theme", { detail: next }));
    for (const other of document.querySelectorAll("pd-theme")) other.show?.();
  }

  show() {
    const label = this.querySelector("[data-label]");
    label.textContent = this.present === "dark" ? label.dataset.light : label.dataset.dark;
  }
}

customElements.define("pd-theme", PdTheme);
