// <pd-print hidden><button>Cetak</button></pd-print>: prints the page; hidden until it can work.

class PdPrint extends HTMLElement {
  connectedCallback() {
    if (!window.print) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => window.print());
  }
}

customElements.define("pd-print", PdPrint);
