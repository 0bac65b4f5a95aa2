// The only script a page names. It loads what the page uses: one module per custom element on it, and htmx when an
// element asks for it. A page without either stays without either.

const elements = {
  "pd-choose": () => import("./elements/pd-choose.js"),
  "pd-clock": () => import("./elements/pd-clock.js"),
  "pd-count": () => import("./elements/pd-count.js"),
  "pd-copy": () => import("./elements/pd-copy.js"),
  "pd-days": () => import("./elements/pd-days.js"),
  "pd-dialog": () => import("./elements/pd-dialog.js"),
  "pd-draft": () => import("./elements/pd-draft.js"),
  "pd-field": () => import("./elements/pd-field.js"),
  "pd-keep": () => import("./elements/pd-keep.js"),
  "pd-leave": () => import("./elements/pd-leave.js"),
  "pd-list": () => import("./elements/pd-list.js"),
  "pd-live": () => import("./elements/pd-live.js"),
  "pd-locate": () => import("./elements/pd-locate.js"),
  "pd-map": () => import("./elements/pd-map.js"),
  "pd-mask": () => import("./elements/pd-mask.js"),
  "pd-near": () => import("./elements/pd-near.js"),
  "pd-pane": () => import("./elements/pd-pane.js"),
  "pd-print": () => import("./elements/pd-print.js"),
  "pd-push": () => import("./elements/pd-push.js"),
  "pd-queue": () => import("./elements/pd-queue.js"),
  "pd-refresh": () => import("./elements/pd-refresh.js"),
  "pd-theme": () => import("./elements/pd-theme.js"),
  "pd-toast": () => import("./elements/pd-toast.js"),
  "pd-upload": () => import("./elements/pd-upload.js"),
  "pd-waiting": () => import("./elements/pd-waiting.js"),
};

const usesHtmx = "[hx-get],[hx-post],[hx-put],[hx-patch],[hx-delete]";
const asked = new Set();

function load(name) {
  if (asked.has(name) || !elements[name]) return;
  asked.add(name);
  elements[name]().catch((fault) => console.error(name, fault));
}

// A map that is folded away is not loaded until it is unfolded.
const selectorOf = (name) => (name === "pd-map" ? "pd-map:not(details:not([open]) *)" : name);

function scan(root) {
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of Object.keys(elements)) {
    if (!asked.has(name) && (root.matches(selectorOf(name)) || root.querySelector(selectorOf(name)))) load(name);
  }
  if (!asked.has("htmx") && (root.matches(usesHtmx) || root.querySelector(usesHtmx))) {
    asked.add("htmx");
    import("./htmx.js").catch((fault) => console.error("htmx", fault));
  }
}

scan(document.documentElement);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) scan(node);
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("toggle", (event) => scan(event.target), { capture: true });

// A menu closes when one presses elsewhere or Escape; a summary alone would leave it open.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// After a refused form the list of errors is read first.
document.getElementById("error-summary")?.focus();

// For whom the pages of this browser are; a kept page was made for nobody and cannot say. What waits to be sent is sent by any page.
try {
  const who = document.body.dataset.who ?? "";
  if (!("kept" in document.documentElement.dataset) && localStorage.getItem("pd-who") !== who) {
    if (self.caches) caches.delete("pendopo-field"); // what another person prepared is not theirs
    localStorage.setItem("pd-who", who);
  }
  if (localStorage.getItem("pd-queue")) import("./waiting.js");
} catch { /* a browser that keeps nothing: nothing waits */ }

if ("serviceWorker" in navigator && window.isSecureContext) {
  window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
