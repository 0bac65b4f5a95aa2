// <pd-clock data-zone="Asia/Jakarta"><span data-clock>09.46</span></pd-clock>
// The clock of the city, whatever the zone of the device. The server prints the first time; it ticks by the minute.

class PdClock extends HTMLElement {
  connectedCallback() {
    const timeZone = this.dataset.zone || undefined;
    this.format = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone });
    this.tick();
  }

  disconnectedCallback() { clearTimeout(this.timer); }

  tick() {
    const face = this.querySelector("[data-clock]") ?? this;
    const text = this.format.format(new Date()).replace(":", ".");
    if (face.textContent !== text) face.textContent = text;
    this.timer = setTimeout(() => this.tick(), 60_050 - (Date.now() % 60_000));
  }
}

customElements.define("pd-clock", PdClock);
