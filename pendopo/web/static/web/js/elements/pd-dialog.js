// <pd-dialog><dialog id="x">...</dialog></pd-dialog>
// Any element with data-open-dialog="x" opens it; data-close-dialog inside closes it. A press on the backdrop closes it too.

class PdDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("click", (event) => {
      const opener = event.target.closest?.("[data-open-dialog]");
      if (opener?.dataset.openDialog === this.dialog.id) { event.preventDefault(); this.open(); }
    }, { signal });
    this.dialog.addEventListener("click", (event) => {
      if (this.isOutside(event) || event.target.closest("[data-close-dialog]")) this.dialog.close();
    }, { signal });
  }

  // The backdrop and the edge inside the box are the dialog itself to the browser: only the place tells them apart.
  isOutside({ target, clientX, clientY }) {
    const { left, top, right, bottom } = this.dialog.getBoundingClientRect();
    return target === this.dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
  }

  disconnectedCallback() { this.stop.abort(); }

  open() { if (!this.dialog.open) this.dialog.showModal(); }
}

customElements.define("pd-dialog", PdDialog);
