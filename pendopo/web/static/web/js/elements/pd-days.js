// <pd-days data-first="2026-09-23" data-url="/fragment/" data-into="#hari" data-field="#id_hari" hidden>button, input[type=range]</pd-days>
//
// A slider over days: fetches the fragment of the day ("?hari=2026-11-12") into data-into, sets data-field to the day, and hands
// the tiles that the fragment names (data-points) to every map that shows tiles. The button plays day after day. Without
// JavaScript it stays hidden; a form beside it does the same.

import htmx from "../htmx.js";

const PAUSE = 250;
const BEAT = 1400;

class PdDays extends HTMLElement {
  connectedCallback() {
    this.slider = this.querySelector("input");
    this.button = this.querySelector("button");
    this.hidden = false;
    this.slider.addEventListener("input", () => this.name());
    this.slider.addEventListener("change", () => this.ask());
    this.button.addEventListener("click", () => this.play(!this.beat));
    this.name();
  }

  disconnectedCallback() { this.play(false); }

  get day() {
    const day = new Date(`${this.dataset.first}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + Number(this.slider.value));
    return day.toISOString().slice(0, 10);
  }

  name() {
    const words = new Date(`${this.day}T00:00:00Z`);
    const said = words.toLocaleDateString(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" });
    this.slider.setAttribute("aria-valuetext", said);
    const field = document.querySelector(this.dataset.field);
    if (field) field.value = this.day;
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), PAUSE);
  }

  async show() {
    const into = document.querySelector(this.dataset.into);
    await htmx.ajax("GET", `${this.dataset.url}?hari=${this.day}`, { target: into, source: this, swap: "innerHTML" });
    const points = into.querySelector("[data-points]")?.dataset.points;
    for (const map of document.querySelectorAll("pd-map[data-points]")) if (points) map.dataset.points = points;
  }

  play(on) {
    clearInterval(this.beat);
    this.beat = on ? setInterval(() => this.step(), BEAT) : undefined;
    this.button.setAttribute("aria-pressed", String(on));
  }

  step() {
    if (Number(this.slider.value) >= Number(this.slider.max)) { this.play(false); return; }
    this.slider.value = Number(this.slider.value) + 1;
    this.name();
    this.show();
  }
}

customElements.define("pd-days", PdDays);
