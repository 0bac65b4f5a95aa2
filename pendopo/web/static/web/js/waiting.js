// Sends what waits on this device: when a page opens, when the signal comes back, and by Background Sync where the browser has it.
// Loaded by pendopo.js on pages of a browser in which something may wait (localStorage["pd-queue"]).

import "./queue.js";

const MARK = "pd-queue";
const { pdQueue } = self;

export async function sendWaiting() {
  const done = await pdQueue.deliverAll();
  await note();
  return done;
}

// The mark is only a hint, so that other pages need not open the store.
export async function note() {
  const isEmpty = (await pdQueue.list()).length + (await pdQueue.receipts()).length === 0;
  try { if (isEmpty) localStorage.removeItem(MARK); else localStorage.setItem(MARK, "1"); } catch { /* forbidden */ }
}

export async function askSync() {
  try { await (await navigator.serviceWorker.ready).sync.register(pdQueue.TAG); } catch { /* pages send it then */ }
}

addEventListener("online", () => { sendWaiting().catch(() => {}); });
sendWaiting().catch(() => {});
