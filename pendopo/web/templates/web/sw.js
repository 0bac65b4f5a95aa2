{% load static %}// Keeps the shell and the pages that open without a connection; sends what waits on the device when there is one.
// Pages are asked from the network first; a kept one is served with <html data-kept>, so that a script can tell.
// Shows what is pushed, and opens its page. What is said there was written by web push, see kernel.notifications.push.
importScripts("{% static 'web/js/queue.js' %}");

const NAME = "pendopo-{{ version }}";
const OWN = "pendopo-push"; // what elements/pd-push.js left for the renewal of this browser's address
const FIELD = "pendopo-field"; // pages that an officer prepared with elements/pd-keep.js
const STAYING = [NAME, OWN, FIELD];
const OFFLINE = "{% url 'web:offline_page' %}";
const QUEUE = "{{ queue|escapejs }}";
const PAGES = [OFFLINE{% for page in pages %}, "{{ page|escapejs }}"{% endfor %}];
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE = 6_000; // a signal that gives nothing for so long is none, where something is kept
const DAY = 86_400_000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME)
    .then((cache) => Promise.all([cache.addAll(FILES), ...PAGES.map((page) => keep(cache, page))]))
    .then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => !STAYING.includes(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// As a stranger sees it: nothing of a person lies in the copy.
async function keep(cache, page) {
  const answer = await fetch(page, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(`${page} answered ${answer.status}`);
  await cache.put(page, answer);
}

// Villages and categories change: a copy older than a day is fetched again when somebody is connected anyway.
async function keepFresh() {
  const cache = await caches.open(NAME);
  for (const page of PAGES) {
    const kept = await cache.match(page);
    if (!kept || Date.now() - Date.parse(kept.headers.get("date")) > DAY) await keep(cache, page).catch(() => {});
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(request.method === "GET" ? visit(event, pathname) : post(request));
  else if (request.method === "GET" && FILES.includes(pathname)) event.respondWith(soon(request, () => caches.match(pathname)));
  else if (request.destination === "image") event.respondWith(fetch(request).catch(() => inField(request)));
});

async function visit(event, pathname) {
  const kept = () => keptPage(event.request, pathname);
  if (!await kept()) return fetch(event.request).catch(async () => marked(await caches.match(OFFLINE)));
  const answer = await soon(event.request, kept);
  if (answer.ok) event.waitUntil(keepFresh());
  return answer;
}

// What the network gives within the patience, else what is kept; a network that comes late is better than nothing.
async function soon(request, kept) {
  const coming = fetch(request);
  const late = new Promise((done) => { setTimeout(done, PATIENCE); });
  try {
    return await Promise.race([coming, late]) ?? await kept() ?? await coming;
  } catch { return await kept() ?? Response.error(); }
}

async function keptPage(request, pathname) {
  if (PAGES.includes(pathname)) return marked(await caches.match(pathname, { cacheName: NAME }));
  return marked(await inField(request));
}

// A ticket for the field lasts a day, and so does the page that holds one.
async function inField(request) {
  const found = await caches.match(request, { cacheName: FIELD, ignoreSearch: request.mode === "navigate" });
  return found && Date.now() - Date.parse(found.headers.get("date")) < DAY ? found : undefined;
}

async function marked(kept) {
  if (!kept) return undefined;
  const text = (await kept.text()).replace("<html ", "<html data-kept ");
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8", ...policy(kept) } });
}

function policy(kept) {
  const name = "Content-Security-Policy";
  return kept.headers.has(name) ? { [name]: kept.headers.get(name) } : {};
}

// A form whose sending was cut off: what elements/pd-queue.js wrote down before now waits, and its page says so.
async function post(request) {
  try { return await fetch(request); } catch {
    const released = QUEUE && await pdQueue.release();
    if (released) await self.registration.sync?.register(pdQueue.TAG).catch(() => {});
    return released ? Response.redirect(QUEUE, 303) : marked(await caches.match(OFFLINE));
  }
}

self.addEventListener("sync", (event) => { if (event.tag === pdQueue.TAG) event.waitUntil(send()); });

// A throw lets the browser try again later, by its own measure.
async function send() {
  const { sent, left } = await pdQueue.deliverAll();
  const mayTell = self.Notification?.permission === "granted";
  for (const { number, address } of mayTell ? sent : []) {
    await self.registration.showNotification("{{ sent_title|escapejs }}", { body: number, tag: number, data: { url: address } });
  }
  if (left) throw new Error(`${left} still wait`);
}

self.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));

// Whatever came, something must be shown: a browser takes the consent back from a site that is silent.
function read(data) {
  try { return data?.json() ?? {}; } catch { return {}; }
}

// A message that came twice is shown once, and of one matter only the newest stays.
async function show({ id, title, body, tag, url }) {
  const shown = await self.registration.getNotifications({ tag });
  await self.registration.showNotification(title ?? "Pendopo", {
    body, tag, icon: "{% static 'web/img/roof-192.png' %}", badge: "{% static 'web/img/roof-192.png' %}",
    renotify: Boolean(tag) && !shown.some((each) => each.data?.id === id), data: { id, url },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});

async function open(path) {
  const wanted = new URL(path || "/", location.origin);
  if (wanted.origin !== location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((each) => new URL(each.url).pathname === wanted.pathname);
  await (there ? there.focus() : self.clients.openWindow(wanted.href));
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event.newSubscription)));

async function renew(given) {
  const store = await caches.open(OWN);
  const own = await (await store.match("/push"))?.json();
  if (!own) return;
  const made = given ?? await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: own.key });
  const { endpoint, keys } = made.toJSON();
  const told = new URLSearchParams({ old_endpoint: own.endpoint, old_auth: own.auth, endpoint, ...keys });
  const answer = await fetch(own.renew, { method: "POST", body: told });
  if (answer.ok) await store.put("/push", new Response(JSON.stringify({ ...own, endpoint, auth: keys.auth })));
}
