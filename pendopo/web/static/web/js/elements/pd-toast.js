// <pd-toast>...</pd-toast> inside #toasts: takes itself away after 8 seconds, not while pointed at or focused.

class PdToast extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "status");
    this.timer = setInterval(() => { if (!this.matches(":hover, :focus-within")) this.remove(); }, 8000);
  }

  disconnectedCallback() { clearInterval(this.timer); }
}

customElements.define("pd-toast", PdToast);
