// <pd-mask data-for="id_text id_landmark"><data value="0812 3456 7890"></data>...<button>Samarkan</button></pd-mask>
// One press takes what was found out of the fields, wherever it stands in them by now.

const MASK = "•••";

class PdMask extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.mask());
  }

  mask() {
    const found = [...this.querySelectorAll("data")].map((each) => each.value).filter(Boolean);
    for (const id of this.dataset.for.split(" ")) {
      const field = document.getElementById(id);
      if (!field) continue;
      const left = found.reduce((text, each) => text.replaceAll(each, MASK), field.value);
      if (left === field.value) continue;
      field.value = left;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

customElements.define("pd-mask", PdMask);
