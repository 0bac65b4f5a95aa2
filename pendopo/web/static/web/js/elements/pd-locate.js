// <pd-locate data-denied data-missing data-slow data-found data-working> with [data-locate], [data-note], [data-kept] and two
// inputs: lon, lat. Fills the inputs from GPS and tells maps by "pd:place" {lon, lat, meters}; hears the same event from a map and
// fills in too. While both inputs are filled [data-kept] says so; its [data-forget] empties them and says "pd:place-gone".

class PdLocate extends HTMLElement {
  connectedCallback() {
    [this.lon, this.lat] = this.querySelectorAll("input");
    const button = this.querySelector("[data-locate]");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("pd:place", (event) => { if (event.target !== this) this.fill(event.detail); }, { signal });
    document.addEventListener("pd:photo-place", (event) => this.suggest(event.detail), { signal });
    document.addEventListener("pd:map-ready", () => this.tell(), { signal }); // a place of an earlier try of the form
    this.addEventListener("input", () => { this.note(); this.showKept(); }, { signal });
    document.addEventListener("pd:filled", () => { this.showKept(); this.tell(); }, { signal }); // a form filled in from the device
    this.letForget(signal);
    this.showKept();
    if (!navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => this.locate(button));
    document.addEventListener("pd:photo-here", () => this.locateQuietly(button), { signal });
  }

  disconnectedCallback() { this.stop.abort(); }

  get place() {
    const [lon, lat] = [this.lon, this.lat].map((input) => (input.value.trim() === "" ? NaN : Number(input.value)));
    return Number.isNaN(lon + lat) ? null : { lon, lat };
  }

  tell(detail = this.place) {
    if (detail) this.dispatchEvent(new CustomEvent("pd:place", { bubbles: true, detail }));
  }

  showKept() { this.querySelector("[data-kept]").hidden = !this.place; }

  letForget(signal) {
    const forget = this.querySelector("[data-forget]");
    forget.hidden = false;
    forget.addEventListener("click", () => {
      this.lon.value = "";
      this.lat.value = "";
      this.note();
      this.say("");
      this.changed();
      this.dispatchEvent(new CustomEvent("pd:place-gone", { bubbles: true }));
      this.querySelector("[data-locate]:not([hidden]), summary").focus();
    }, { signal });
  }

  changed() {
    this.showKept();
    this.lat.dispatchEvent(new Event("change", { bubbles: true }));
  }

  say(text) { this.querySelector("[data-note]").textContent = text; }

  // Who has just taken a photo stands where it was taken: one press less. Who said no before is not asked again.
  async locateQuietly(button) {
    if (this.place || button.disabled) return;
    const consent = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
    if (consent?.state !== "denied" && !this.place) this.locate(button);
  }

  locate(button) {
    button.disabled = true;
    this.say(this.dataset.working);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        const detail = { lon: coords.longitude, lat: coords.latitude, meters: Math.round(coords.accuracy) };
        this.fill(detail);
        this.say(this.dataset.found.replace("{meters}", detail.meters));
        this.tell(detail);
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
    this.tell(detail);
  }

  // How exactly the device knows it; a place of a map, of a photo or of a hand has no such figure.
  note(meters) {
    const field = this.closest("form")?.querySelector("[data-accuracy]");
    if (field) field.value = meters ?? "";
  }

  fill({ lon, lat, meters }) {
    this.note(meters);
    this.lon.value = lon.toFixed(6);
    this.lat.value = lat.toFixed(6);
    this.changed();
  }
}

customElements.define("pd-locate", PdLocate);
