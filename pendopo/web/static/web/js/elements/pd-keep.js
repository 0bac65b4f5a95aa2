// <pd-keep data-cache="pendopo-field" data-working data-ready data-failed hidden><button>...</button><p data-note></p></pd-keep>
// One press keeps this page, the pages of its links [data-keep] and their pictures in that cache, as who is signed in sees them.
// The service worker shows them for a day where there is no signal; pendopo.js deletes them when another person is signed in.

const DAY = 86_400_000;

class PdKeep extends HTMLElement {
  connectedCallback() {
    if (!("caches" in self) || !("serviceWorker" in navigator)) return;
    this.hidden = false;
    this.note = this.querySelector("[data-note]");
    const button = this.querySelector("button");
    button.addEventListener("click", async () => {
      button.disabled = true;
      await this.prepare().catch((fault) => { console.info("pd-keep", fault); this.note.textContent = this.dataset.failed; });
      button.disabled = false;
    });
    this.tell().catch(() => {});
  }

  // What was prepared before, as long as it is shown.
  async tell() {
    const cache = await caches.open(this.dataset.cache);
    const kept = await cache.match(location.pathname);
    const since = kept ? Date.parse(kept.headers.get("date")) : 0;
    if (Date.now() - since > DAY) return;
    const pages = (await cache.keys()).filter(({ url }) => url.endsWith("/lapangan/")).length - 1;
    const words = { weekday: "long", hour: "2-digit", minute: "2-digit" };
    const until = new Date(since + DAY).toLocaleString(document.documentElement.lang, words);
    this.note.textContent = this.dataset.ready.replace("{count}", pages).replace("{until}", until);
  }

  async prepare() {
    const links = [...document.querySelectorAll("a[data-keep]")].map((link) => new URL(link.href).pathname);
    await caches.delete(this.dataset.cache);
    const cache = await caches.open(this.dataset.cache);
    for (const [done, address] of links.entries()) {
      this.note.textContent = this.dataset.working.replace("{done}", done + 1).replace("{all}", links.length);
      await this.keep(cache, address);
    }
    await this.keep(cache, location.pathname);
    await this.tell();
  }

  async keep(cache, address) {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error(`${address} answered ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    await cache.put(address, answer);
    const pictures = [...page.querySelectorAll("main img[src]")].map((picture) => picture.getAttribute("src"));
    await Promise.all(pictures.map((picture) => cache.add(picture).catch(() => {}))); // a page without one still helps
  }
}

customElements.define("pd-keep", PdKeep);
