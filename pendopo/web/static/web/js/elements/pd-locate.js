// <pd-locate data-denied data-missing data-slow data-found data-working> with [data-locate], [data-note] and two inputs: lon, lat.
// Fills the inputs from GPS and tells maps by "pd:place" {lon, lat, meters}; hears the same event from a map and fills in too.

class PdLocate extends HTMLElement {
  connectedCallback() {
    [this.lon, this.lat] = this.querySelectorAll("input");
    const button = this.querySelector("[data-locate]");
    this.stop = new AbortController();
    document.addEventListener("pd:place", (event) => { if (event.target !== this) this.fill(event.detail); }, { signal: this.stop.signal });
    document.addEventListener("pd:photo-place", (event) => this.suggest(event.detail), { signal: this.stop.signal });
    if (!navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => this.locate(button));
  }

  disconnectedCallback() { this.stop.abort(); }

  say(text) { this.querySelector("[data-note]").textContent = text; }

  locate(button) {
    button.disabled = true;
    this.say(this.dataset.working);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        const detail = { lon: coords.longitude, lat: coords.latitude, meters: Math.round(coords.accuracy) };
        this.fill(detail);
        this.say(this.dataset.found.replace("{meters}", detail.meters));
        this.dispatchEvent(new CustomEvent("pd:place", { bubbles: true, detail }));
      },
      (fault) => {
        button.disabled = false;
        this.say({ 1: this.dataset.denied, 2: this.dataset.missing, 3: this.dataset.slow }[fault.code]);
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }

  // The place of a photo counts only while nothing else was chosen.
  suggest(detail) {
    if (this.lon.value) return;
    this.fill(detail);
    this.say(this.dataset.photo);
    this.dispatchEvent(new CustomEvent("pd:place", { bubbles: true, detail }));
  }

  fill({ lon, lat }) {
    this.lon.value = lon.toFixed(6);
    this.lat.value = lat.toFixed(6);
    this.lat.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("pd-locate", PdLocate);
