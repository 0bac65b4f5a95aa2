// <pd-push data-key data-add-url data-leave-url data-renew-url data-known="sha256 sha256" data-failed> with [data-when=unsupported],
// [data-when=off] [data-on], [data-when=on] [data-off], [data-when=refused], [data-said] and the form token: see components/push.html.
// Shows how it stands between this browser and its reader, and lets itself be told or not. With data-offer it shows only what can be
// turned on; with data-show it stays in that state. What the service worker needs to renew the address lies in the cache OWN.

const OWN = "pendopo-push";
const SAID = "pd-push"; // in sessionStorage: the fingerprint that the server heard of in this tab

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const base64url = (buffer) => base64(buffer).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const fingerprint = async ({ endpoint }) => hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
const canBeTold = () => window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

class PdPush extends HTMLElement {
  async connectedCallback() {
    if (this.dataset.show) { this.show(this.dataset.show); return; }
    this.querySelector("[data-on]").addEventListener("click", (event) => this.act(event.currentTarget, () => this.turnOn()));
    this.querySelector("[data-off]").addEventListener("click", (event) => this.act(event.currentTarget, () => this.turnOff()));
    this.show(await this.state());
  }

  async state() {
    if (!canBeTold()) return "unsupported";
    if (Notification.permission === "denied") return "refused";
    const registration = await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
    if (!registration) return "unsupported";
    const known = await registration.pushManager.getSubscription();
    if (!known || !this.isOurs(known) || !this.dataset.known.includes(await fingerprint(known))) return "off";
    await this.sayOnce(known);
    return "on";
  }

  isOurs({ options }) { return !options.applicationServerKey || base64url(options.applicationServerKey) === this.dataset.key; }

  show(state) {
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
    if ("offer" in this.dataset) this.hidden = state !== "off" && !this.pressed; // who pressed sees what came of it
  }

  async act(button, change) {
    const note = this.querySelector("[data-said]");
    button.disabled = true;
    note.textContent = "";
    try {
      const state = await change();
      this.pressed = true;
      this.show(state);
      this.querySelector(`[data-when="${state}"] button`)?.focus();
      document.dispatchEvent(new CustomEvent("pd:reset"));
    } catch (fault) {
      console.info("pd-push", fault);
      note.textContent = this.dataset.failed;
    } finally { button.disabled = false; }
  }

  async turnOn() {
    const answer = await Notification.requestPermission();
    if (answer !== "granted") return answer === "denied" ? "refused" : "off";
    const { pushManager } = await navigator.serviceWorker.ready;
    const stale = await pushManager.getSubscription();
    if (stale && !this.isOurs(stale)) await stale.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.dataset.key });
    await this.say(made);
    this.dataset.known += ` ${await fingerprint(made)}`;
    return "on";
  }

  async turnOff() {
    const { pushManager } = await navigator.serviceWorker.ready;
    const known = await pushManager.getSubscription();
    if (!known) return "off";
    await this.post(this.dataset.leaveUrl, { endpoint: known.endpoint });
    await known.unsubscribe();
    await caches.delete(OWN);
    sessionStorage.removeItem(SAID);
    return "off";
  }

  // The server remembers which browser a session has, so that signing out is enough to be left alone.
  async sayOnce(subscription) {
    if (sessionStorage.getItem(SAID) !== await fingerprint(subscription)) await this.say(subscription).catch(() => {});
  }

  async say(subscription) {
    const { endpoint, keys } = subscription.toJSON();
    await this.post(this.dataset.addUrl, { endpoint, ...keys });
    const own = { renew: this.dataset.renewUrl, key: this.dataset.key, endpoint, auth: keys.auth };
    await (await caches.open(OWN)).put("/push", new Response(JSON.stringify(own)));
    sessionStorage.setItem(SAID, await fingerprint(subscription));
  }

  async post(url, fields) {
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": token } });
    if (!answer.ok || answer.redirected) throw new Error(`${url} answered ${answer.status}`);
  }
}

customElements.define("pd-push", PdPush);
