// <pd-choose data-for="id_category_code"> around buttons [data-value]: pressing one chooses that value in the field, as by hand.

class PdChoose extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-value]");
      const field = document.getElementById(this.dataset.for);
      if (!button || !field) return;
      field.value = button.dataset.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      for (const each of this.querySelectorAll("[data-value]")) each.ariaPressed = String(each === button);
    });
  }
}

customElements.define("pd-choose", PdChoose);
