{% load static %}// Keeps the shell and the offline page. Pages themselves are always asked from the network.
// Shows what is pushed, and opens its page. What is said there was written by web push, see kernel.notifications.push.
const NAME = "pendopo-{{ version }}";
const OWN = "pendopo-push"; // what elements/pd-push.js left for the renewal of this browser's address
const OFFLINE = "{% url 'web:offline_page' %}";
const FILES = [OFFLINE{% for file in files %}, "{{ file|escapejs }}"{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME && name !== OWN).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

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
