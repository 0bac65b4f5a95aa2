// What a person sent and no network took: kept on the device, sent when there is one. Pages import it, the service worker takes it
// by importScripts; so it exports nothing and hangs on `pdQueue`. Two stores in IndexedDB:
//   entries   {key, kind, title, page, ways: {probe, photo, send}, owner, isNobodys, fields: [[name, value]],
//              photos: [{name, blob, uid}], at, state, fault, until}
//             state: waiting | sending (a form is on its way until `until`) | refused (`fault` says why) | other (of another account)
//   receipts  {key, kind, title, number, address, at}; number is empty for one that was dropped after KEPT_DAYS
// An entry is deleted at once when it was taken. Moments are milliseconds since 1970 by the device's clock.

(() => {
  const NAME = "pendopo-queue";
  const TAG = "pendopo-queue";
  const DAY = 86_400_000;
  const KEPT_DAYS = 14;
  const WARNED_DAYS = 11;
  const REFUSED = [400, 404, 409, 410, 413, 415, 422];
  const PATIENCE = 8_000;
  const UPLOAD_PATIENCE = 180_000;

  function opened() {
    return new Promise((done, fail) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => ["entries", "receipts"].forEach((each) => asked.result.createObjectStore(each, { keyPath: "key" }));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  }

  async function within(store, mode, act) {
    const database = await opened();
    try {
      const work = database.transaction(store, mode);
      const asked = act(work.objectStore(store));
      return await new Promise((done, fail) => {
        work.oncomplete = () => done(asked?.result);
        work.onabort = () => fail(work.error);
        work.onerror = () => fail(work.error);
      });
    } finally { database.close(); }
  }

  const byTime = (one, other) => one.at - other.at;
  const list = async () => (await within("entries", "readonly", (store) => store.getAll())).sort(byTime);
  const receipts = async () => (await within("receipts", "readonly", (store) => store.getAll())).sort(byTime).reverse();
  const get = (key) => within("entries", "readonly", (store) => store.get(key));
  const put = (entry) => within("entries", "readwrite", (store) => store.put(entry)).then(tell);
  const remove = (key) => within("entries", "readwrite", (store) => store.delete(key)).then(tell);
  const forget = (key) => within("receipts", "readwrite", (store) => store.delete(key)).then(tell);
  const note = (receipt) => within("receipts", "readwrite", (store) => store.put(receipt));

  // Changes an entry that is still there; one that was deleted meanwhile stays deleted.
  async function change(key, changes) {
    await within("entries", "readwrite", (store) => {
      const asked = store.get(key);
      asked.onsuccess = () => { if (asked.result) store.put({ ...asked.result, ...changes }); };
      return asked;
    });
    tell();
  }

  // Open pages draw themselves again: other ones by the channel, this one by an event.
  function tell() {
    self.dispatchEvent(new Event("pd:queue"));
    if (!self.BroadcastChannel) return;
    const line = new BroadcastChannel(NAME);
    line.postMessage("changed");
    line.close();
  }

  function patience(milliseconds) {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), milliseconds);
    return stop.signal;
  }

  // Forms that were on their way wait again; how many there were.
  async function release(now = Infinity) {
    const stuck = (await list()).filter((entry) => entry.state === "sending" && entry.until < now);
    for (const { key } of stuck) await change(key, { state: "waiting" });
    return stuck.length;
  }

  // Nothing lies on a device for ever: entries and receipts go after KEPT_DAYS, a dropped entry leaves a note without its words.
  async function sweep(now) {
    for (const { key, kind, at } of await list()) {
      if (now - at <= KEPT_DAYS * DAY) continue;
      await note({ key, kind, title: "", number: "", address: "", at: now });
      await remove(key);
    }
    for (const { key, at } of await receipts()) if (now - at > KEPT_DAYS * DAY) await forget(key);
  }

  const daysLeft = ({ at }, now = Date.now()) => Math.max(0, Math.ceil(KEPT_DAYS - (now - at) / DAY));
  const isWarned = ({ at }, now = Date.now()) => now - at > WARNED_DAYS * DAY;

  class Refused extends Error {
    constructor(status, { code = "", text = "" }) { super(text); Object.assign(this, { status, code }); }
  }

  async function answered(answer) {
    if (answer.ok) return answer.json();
    if (!REFUSED.includes(answer.status)) throw new Error(`answered ${answer.status}`);
    throw new Refused(answer.status, await answer.json().catch(() => ({})));
  }

  async function probe(address) {
    return answered(await fetch(address, { cache: "no-store", signal: patience(PATIENCE) }));
  }

  async function post(address, body, token) {
    const signal = patience(UPLOAD_PATIENCE);
    return answered(await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, signal }));
  }

  // Photos first, each noted when it was taken, then the words with the key they were written with.
  async function deliver(entry) {
    const { token, owner } = await probe(entry.ways.probe);
    if (entry.owner && !entry.isNobodys && entry.owner !== owner) { await change(entry.key, { state: "other" }); return null; }
    for (const photo of entry.photos.filter((each) => !each.uid)) {
      const body = new FormData();
      body.set("photo", photo.blob, photo.name);
      photo.uid = (await post(entry.ways.photo, body, token)).uid;
      await change(entry.key, { photos: entry.photos });
    }
    const { number, address } = await post(entry.ways.send, words(entry), token);
    const receipt = { key: entry.key, kind: entry.kind, title: "", number, address, at: Date.now() };
    await note(receipt);
    await remove(entry.key);
    return receipt;
  }

  function words(entry) {
    const body = new FormData();
    for (const [name, value] of entry.fields) body.append(name, value);
    body.set("kept_photos", entry.photos.map((each) => each.uid).join(" "));
    body.set("sent_at", (Date.now() / 1000).toFixed(3));
    if (!entry.owner || entry.isNobodys) body.set("tanpa_akun", "1");
    return body;
  }

  async function refuse(entry, fault) {
    if (fault.code === "file_not_found") { // taken once, and swept before the words came
      await change(entry.key, { photos: entry.photos.map((photo) => ({ ...photo, uid: null })) });
      return false;
    }
    await change(entry.key, { state: "refused", fault: fault.message });
    return true;
  }

  async function deliverWaiting() {
    const now = Date.now();
    await sweep(now);
    await release(now);
    const sent = [];
    let left = 0;
    for (const entry of (await list()).filter((each) => each.state === "waiting")) {
      try {
        const receipt = await deliver(entry);
        if (receipt) sent.push(receipt);
      } catch (fault) {
        if (fault instanceof Refused && await refuse(entry, fault)) continue;
        left += 1;
      }
    }
    return { sent, left };
  }

  // One sender at a time, whichever page or worker it is in.
  function deliverAll() {
    return navigator.locks ? navigator.locks.request(NAME, deliverWaiting) : deliverWaiting();
  }

  self.pdQueue = {
    TAG, NAME, KEPT_DAYS, list, receipts, get, put, remove, forget, change, release, probe, deliverAll, daysLeft, isWarned,
  };
})();
