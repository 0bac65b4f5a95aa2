// <pd-field data-lon data-lat data-most ...> around the form of a claim in the field.
// Watches where the phone is, says how far from the place that is, and writes position, accuracy, the moment of the photo and
// the moment of sending into the form's hidden fields. Times are the phone's own, in seconds since 1970; the server sets them right.

import { distanceText, metresBetween } from "../distance.js";

const seconds = () => (Date.now() / 1000).toFixed(3);

class PdField extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector("[data-here-note]");
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("pd:photos", ({ detail }) => {
      if (!detail) delete this.form.dataset.filled;
      this.write("taken_at", seconds());
    }, { signal });
    this.form.addEventListener("submit", () => this.write("sent_at", seconds()), { signal });
    if (!this.value("taken_at") && this.value("kept_photos")) this.write("taken_at", seconds());
    if (!navigator.geolocation) { this.say(this.dataset.missing, ""); return; }
    this.say(this.dataset.working, "");
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => this.stand(coords),
      (fault) => this.say(fault.code === 1 ? this.dataset.denied : this.dataset.missing, "far"),
      { enableHighAccuracy: true, maximumAge: 5_000 },
    );
  }

  disconnectedCallback() {
    this.stop.abort();
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
  }

  field(name) { return this.form.elements.namedItem(name); }

  value(name) { return this.field(name).value; }

  // A claim that is mended keeps the place and the time of its photo until that is taken anew.
  write(name, value) {
    if (!("filled" in this.form.dataset) || name === "sent_at") this.field(name).value = value;
  }

  say(text, state) {
    this.note.querySelector("[data-note]").textContent = text;
    this.note.dataset.state = state;
  }

  stand({ longitude, latitude, accuracy }) {
    this.write("lon", longitude.toFixed(6));
    this.write("lat", latitude.toFixed(6));
    this.write("accuracy", accuracy.toFixed(1));
    const rounded = Math.round(accuracy);
    if (!this.dataset.lon) { this.say(this.dataset.here.replace("{accuracy}", rounded), "near"); return; }
    const metres = metresBetween(longitude, latitude, Number(this.dataset.lon), Number(this.dataset.lat));
    const isNear = metres <= Number(this.dataset.most) + accuracy;
    const text = isNear ? this.dataset.near : this.dataset.far;
    this.say(text.replace("{distance}", distanceText(metres)).replace("{accuracy}", rounded), isNear ? "near" : "far");
  }
}

customElements.define("pd-field", PdField);
