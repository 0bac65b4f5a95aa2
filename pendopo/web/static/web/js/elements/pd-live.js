// <pd-live src="{{ chrome.live_url }}" data-token-url="..." data-kinds="reports.submitted reports.assigned">...</pd-live>
//
// Hears what happens in the city and tells its descendants and the page by bubbling DOM events:
//   pd:live   detail {id, kind, at, subject}, for the kinds asked for (all when data-kinds is missing)
//   pd:reset  too much was missed: fetch everything again
// State in the attribute "state": connected | stale. Elements with data-live-when="<state>" are shown in that state only;
// [data-live-last] holds the clock time of the last sign of life, in the zone data-zone (that of the device when it is missing).
//
// One tab per browser and set of channels holds the connection (a Web Lock makes it the leader) and shares what it hears over a
// BroadcastChannel, because a browser opens few connections per host. When it closes, the next tab takes the lock.

const SILENCE = 60_000; // the server writes a heartbeat every 25 s

// Tabs may share a connection when their tokens permit the same channels (the token's first part names them).
function sharedName(address) {
  try {
    const body = new URL(address, location.href).searchParams.get("token").split(".")[0];
    const { c } = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
    return `pendopo-live:${c.join()}`;
  } catch { return ""; }
}

class PdLive extends HTMLElement {
  connectedCallback() {
    const address = this.getAttribute("src");
    if (!address) return;
    this.stop = new AbortController();
    this.retry = 0;
    const stream = sharedName(address);
    if (!stream || !navigator.locks || !("BroadcastChannel" in window)) { this.connect(address); return; }
    this.channel = new BroadcastChannel(stream);
    this.channel.addEventListener("message", (event) => this.hear(event.data), { signal: this.stop.signal });
    this.lead(stream);
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.source?.close();
    this.channel?.close();
    clearTimeout(this.watch);
    clearTimeout(this.again);
    this.release?.();
  }

  lead(stream) {
    navigator.locks.request(stream, { signal: this.stop.signal }, () => new Promise((release) => {
      this.release = release;
      this.connect(this.getAttribute("src"));
    })).catch(() => {});
    this.channel.postMessage({ type: "ask" });
  }

  connect(address) {
    this.leads = true;
    this.source?.close();
    const at = new URL(address, location.href);
    if (this.lastId) at.searchParams.set("last_event_id", this.lastId);
    this.source = new EventSource(at);
    this.source.onopen = () => { this.retry = 0; this.share({ type: "state", state: "connected" }); };
    this.source.onmessage = (event) => this.share({ type: "event", event: JSON.parse(event.data), id: event.lastEventId });
    this.source.addEventListener("beat", (event) => this.share({ type: "beat", id: event.lastEventId }));
    this.source.addEventListener("expired", () => { this.source.close(); this.reconnect(); });
    this.source.addEventListener("fresh", () => this.share({ type: "state", state: "connected" }));
    this.source.addEventListener("stale", () => this.share({ type: "state", state: "stale" }));
    this.source.addEventListener("reset", () => this.share({ type: "reset" }));
    this.source.onerror = () => this.lose();
  }

  lose() {
    this.share({ type: "state", state: "stale" });
    if (this.source.readyState !== EventSource.CLOSED && this.retry < 1) { this.retry += 1; return; }
    this.source.close();
    clearTimeout(this.again);
    const pause = Math.min(30_000, 1000 * 2 ** this.retry) * (0.75 + Math.random() / 2);
    this.retry += 1;
    this.again = setTimeout(() => this.reconnect(), pause);
  }

  // A connection that died without a word (a cable, a sleeping router) shows only by its silence.
  fall() {
    this.show("stale");
    if (this.leads) { this.source.close(); this.reconnect(); }
  }

  async reconnect() {
    let address = this.getAttribute("src");
    if (this.dataset.tokenUrl) {
      try {
        const answer = await fetch(this.dataset.tokenUrl, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10_000) });
        if (answer.ok) address = (await answer.json()).url;
        this.setAttribute("src", address);
      } catch { /* no network: the old address is as good as any */ }
    }
    if (this.isConnected) this.connect(address);
  }

  share(message) {
    this.channel?.postMessage(message);
    this.hear(message);
  }

  hear(message) {
    if (message.type === "ask") { if (this.leads && this.state) this.channel.postMessage({ type: "state", state: this.state }); return; }
    if (message.id) this.lastId = message.id;
    if (message.type === "event") this.tell(message.event);
    if (message.type === "beat") this.beats = true;
    if (message.type === "state") this.said = message.state;
    clearTimeout(this.watch);
    if (this.beats) this.watch = setTimeout(() => this.fall(), SILENCE);
    if (message.type === "reset") this.dispatchEvent(new CustomEvent("pd:reset", { bubbles: true }));
    // The connection beats on while the server itself hears nothing: only its word makes news fresh again.
    this.show(this.said ?? "connected");
  }

  tell(event) {
    const kinds = this.dataset.kinds?.split(/\s+/).filter(Boolean) ?? [];
    if (kinds.length && !kinds.includes(event.kind)) return;
    this.dispatchEvent(new CustomEvent("pd:live", { bubbles: true, detail: event }));
  }

  show(state) {
    if (state === "connected") this.last = new Date();
    if (state === this.state) return;
    const wasStale = this.state === "stale";
    this.state = state;
    this.setAttribute("state", state);
    for (const part of this.querySelectorAll("[data-live-when]")) part.hidden = part.dataset.liveWhen !== state;
    const face = this.querySelector("[data-live-last]");
    if (face && this.last) face.textContent = this.clock(this.last);
    if (wasStale && state === "connected") this.dispatchEvent(new CustomEvent("pd:reset", { bubbles: true }));
  }

  clock(moment) {
    const shown = { hour: "2-digit", minute: "2-digit", timeZone: this.dataset.zone || undefined };
    return moment.toLocaleTimeString("id-ID", shown).replace(":", ".");
  }
}

customElements.define("pd-live", PdLive);
