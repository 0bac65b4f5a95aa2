// <pd-leave><form method="post" action="/keluar/">...</form></pd-leave>
// Who signs out is told in this browser no more: it gives its address at the push service back before the form is sent, and
// names it, so that the server forgets it too. A browser that takes longer than two seconds is not waited for.

const PATIENCE = 2000;

class PdLeave extends HTMLElement {
  connectedCallback() {
    this.querySelector("form").addEventListener("submit", (event) => {
      if (!("serviceWorker" in navigator)) return;
      event.preventDefault();
      const form = event.target;
      const late = new Promise((done) => { setTimeout(done, PATIENCE); });
      Promise.race([this.leave(form).catch(() => {}), late]).then(() => form.submit());
    });
  }

  async leave(form) {
    const registration = await navigator.serviceWorker.getRegistration("/");
    const known = await registration?.pushManager?.getSubscription();
    if (!known) return;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "endpoint", value: known.endpoint });
    form.append(field);
    sessionStorage.removeItem("pd-push");
    await Promise.all([known.unsubscribe(), caches.delete("pendopo-push")]);
  }
}

customElements.define("pd-leave", PdLeave);
