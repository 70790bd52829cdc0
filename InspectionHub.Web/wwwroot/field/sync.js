import { judge, wait } from './answer.js';
import { entriesOf, forgetOthers, keepSheets, settle } from './outbox.js';
import { drain } from './queue.js';
import { sendPhotos } from './upload.js';
import { meta, setMeta } from './store.js';
import { learn } from './time.js';

const PATIENCE = 20_000;
const PAUSE = 500;

/** What the connection is like now; the status line reads it. */
export const link = { phase: 'start', contact: null, skew: 0 };

let changed = () => {};
let full = () => {};
let failures = 0;
let timer = null;
let running = false;
let again = false;
let unkept = null;

/** Starts sending by itself: now, when the network returns, when the page is looked at again, and every half minute. */
export async function start(onChange, onFull) {
  changed = seldom(onChange);
  full = onFull;
  link.contact = (await meta('contact')) ?? null;
  link.skew = (await meta('skew')) ?? 0;
  learn(link.skew);
  addEventListener('online', () => send());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) send(); });
  setInterval(() => { if (!document.hidden && timer === null) send(); }, 30_000);
  await send();
}

/** Many answers in a row are one drawing: each reads and draws the whole page, and the thumb must not wait for it. */
function seldom(work) {
  let last = -PAUSE;
  let due = null;
  return () => {
    if (due !== null) return;
    due = setTimeout(() => { due = null; last = performance.now(); work(); }, Math.max(0, last + PAUSE - performance.now()));
  };
}

/** Sends what waits, then fetches the sheets anew. One tab at a time: the others find the queue empty. */
export async function send() {
  if (running) { again = true; return; }
  running = true;
  clearTimeout(timer);
  timer = null;
  try {
    do {
      again = false;
      await (navigator.locks ? navigator.locks.request('inspectionhub-field', round) : round());
    } while (again);
    failures = 0;
    full(null);
  } catch (problem) {
    failures += 1;
    if (link.phase !== 'signed-out') link.phase = 'silent';
    // What was answered could not be written down: it is asked for again, and said until it works.
    full(problem?.full !== undefined ? problem : null);
    // Whoever asked while this round was failing is not made to wait for the one after: the network may be back.
    timer = setTimeout(() => { timer = null; send(); }, again ? 0 : wait(failures, Math.random()));
  } finally {
    running = false;
    changed();
  }
}

/** On a full phone the marks are sent all the same: not written down, they are asked for again and are known. */
async function keeping(work) {
  try { await work(); } catch (problem) {
    if (!problem?.full) throw problem;
    unkept = problem;
  }
}

async function round() {
  unkept = null;
  link.phase = link.phase === 'start' ? 'start' : 'sending';
  const pass = await token();
  if (pass === null) return;
  const person = pass.person;
  const known = await meta('person');
  if (known?.id !== person.id || known?.name !== person.name) {
    if (known?.id !== person.id) await forgetOthers(person.id);
    await setMeta('person', person);
    changed();
  }
  let last = pass;
  const end = await drain(await entriesOf(person.id), pass, {
    deliver,
    renew: async () => { const next = await token(); last = next ?? last; return next; },
    settle: async (entry, verdict) => { await keeping(() => settle(entry, verdict)); link.contact = Date.now(); changed(); },
  });
  if (unkept) throw unkept;
  if (end === 'signed-out') { link.phase = 'signed-out'; return; }
  if (end === 'other') { again = true; return; }
  if (await sendPhotos(person, last.token, ask, () => again)) changed();
  if (again) return;
  const answer = await ask('/api/field/sheets');
  if (answer.status !== 200 || answer.body?.schema !== 'sheets/1') throw new Error('silence');
  if (answer.body.person.id !== person.id) { again = true; return; }
  await keepSheets(answer.body);
  await touch();
  link.phase = 'idle';
}

async function token() {
  const answer = await ask('/api/field/token');
  if (answer.status === 401) { link.phase = 'signed-out'; return null; }
  if (answer.status === 403) { link.phase = 'forbidden'; return null; }
  if (answer.status !== 200 || answer.body?.schema !== 'token/1') throw new Error('silence');
  link.skew = Date.now() - Date.parse(answer.body.now);
  learn(link.skew);
  await touch();
  return answer.body;
}

async function deliver(entry, pass) {
  const answer = await ask(`/api/field/${entry.kind}s`, { method: 'POST', body: entry.body, headers: { 'Content-Type': 'application/json', RequestVerificationToken: pass } });
  return judge(entry.id, answer.status, answer.body);
}

async function touch() {
  link.contact = Date.now();
  await keeping(() => setMeta('contact', link.contact));
  await keeping(() => setMeta('skew', link.skew));
}

/** One request. A redirect is a stranger's answer: this program never redirects its own doors. */
export async function ask(path, options = {}) {
  const answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin', redirect: 'error', ...options, signal: AbortSignal.timeout(PATIENCE) });
  const text = await answer.text();
  try {
    return { status: answer.status, body: JSON.parse(text) };
  } catch {
    return { status: answer.status, body: null };
  }
}
