// <pd-copy data-text="..." data-done="Tersalin" hidden><button><span data-label>Salin</span></button></pd-copy>
// Copies its text; says so for two seconds. Hidden until it can work.

class PdCopy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => this.copy());
  }

  async copy() {
    const label = this.querySelector("[data-label]");
    await navigator.clipboard.writeText(this.dataset.text);
    const before = label.textContent;
    if (before === this.dataset.done) return;
    label.textContent = this.dataset.done;
    setTimeout(() => { label.textContent = before; }, 2000);
  }
}

customElements.define("pd-copy", PdCopy);
