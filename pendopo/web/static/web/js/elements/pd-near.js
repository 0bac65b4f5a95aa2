// <pd-near data-away="{distance} dari sini"> around things with data-lon and data-lat, each with a [data-distance].
// Where the person allows it, things are put in the order of their distance, and each says how far it is.

import { distanceText, metresBetween } from "../distance.js";

class PdNear extends HTMLElement {
  connectedCallback() {
    navigator.geolocation?.getCurrentPosition(({ coords }) => this.order(coords), () => {}, { maximumAge: 60_000, timeout: 15_000 });
  }

  order({ longitude, latitude }) {
    const things = [...this.querySelectorAll("[data-lon]")].map((thing) => {
      const metres = metresBetween(longitude, latitude, Number(thing.dataset.lon), Number(thing.dataset.lat));
      thing.querySelector("[data-distance]").textContent = this.dataset.away.replace("{distance}", distanceText(metres));
      return { thing, metres };
    });
    this.append(...things.sort((one, other) => one.metres - other.metres).map(({ thing }) => thing));
  }
}

customElements.define("pd-near", PdNear);
