import { all, ask, device, within } from './store.js';
import { stamp } from './time.js';
import { hold, held, letGo } from './typed.js';

/** The draft of 立即处置 lies beside those of the rows. */
export const HAZARD = '!hazard';

/** Entries of one person on this device, in the order they were made. */
export const entriesOf = person => within(['outbox'], 'readonly', store =>
  ask(store.index('order').getAll(IDBKeyRange.bound([person, 0], [person, Infinity]))));

/** Puts a mark down. When this promise is kept, the mark survives a killed tab. */
export async function addMark(person, mark) {
  return add(person, 'mark', mark.sheet, mark.indicator, (id, seq, by) => ({
    id, device: by, seq, sheet: mark.sheet, edition: mark.edition, indicator: mark.indicator, value: mark.value, note: mark.note ?? '',
    replaces: mark.replaces ?? null, observedAt: stamp(), elapsedMs: mark.elapsedMs ?? null, photos: mark.photos ?? [],
  }));
}

/** Puts the handing-in of one's own ballot behind the marks made so far. */
export async function addSubmission(person, sheet, signed) {
  return add(person, 'submission', sheet, null, (id, seq, by) => ({ id, device: by, seq, sheet, signedAt: stamp(), ...signed }));
}

/** The lead's decision on a row; `seen` on the device would not do: it names the very ballots that were on the screen. */
export const addSettlement = (person, sheet, row, decision) =>
  add(person, 'settlement', sheet, row, (id, seq, by) => ({ id, device: by, seq, sheet, indicator: row, value: null, admits: null, ...decision }));

/** 立即处置. */
export const addHazard = (person, sheet, hazard) =>
  add(person, 'hazard', sheet, null, (id, seq, by) => ({ id, device: by, seq, sheet, ...hazard }));

/** 到校开始 of a routine visit. One that was not planned begins on this device: its copy is kept in the same transaction, so that it is there without a network. */
export const addVisit = (person, visit, begun) =>
  add(person, 'visit', visit.id, null, (id, seq, by) => ({ id, device: by, seq, sheet: visit.id, startedAt: stamp(), site: begun ? visit.site : null, checklist: begun ? visit.checklist : null }), begun ? { ...visit, person } : null);

/** Something put down on a routine visit under its key; `drop` names a draft that has become it. */
export const addNote = (person, note, drop = null) =>
  add(person, 'visit-note', note.sheet, note.indicator, (id, seq, by) => ({ id, device: by, seq, sheet: note.sheet, indicator: note.indicator, value: note.value, note: note.note ?? '', observedAt: stamp(), photos: note.photos ?? [] }), null, drop);

async function add(person, kind, sheet, row, bodyOf, copy = null, drop = null) {
  // What was typed goes with the entry: a page that is closed now must not find it again as a draft.
  const gone = [drop, kind === 'mark' || kind === 'visit-note' ? row : null, kind === 'hazard' ? HAZARD : null].filter(one => one !== null);
  for (const one of gone) letGo([person, sheet, one]);
  const by = await device();
  return within(['meta', 'outbox', 'drafts', 'sheets'], 'readwrite', async (meta, outbox, drafts, sheets) => {
    const seq = ((await ask(meta.get(`seq:${person}`))) ?? 0) + 1;
    const id = crypto.randomUUID();
    // Kept as text: the same bytes go out however often it is sent.
    const entry = { id, person, seq, kind, sheet, row, body: JSON.stringify(bodyOf(id, seq, by)), state: 'waiting', at: Date.parse(stamp()) };
    await ask(meta.put(seq, `seq:${person}`));
    await ask(outbox.add(entry));
    if (copy) await ask(sheets.put(copy));
    for (const one of gone) await ask(drafts.delete([person, sheet, one]));
    return entry;
  });
}

/** Writes down what the server said, and in the same transaction makes the mark the server's own on the kept sheet. */
export const settle = (entry, verdict) => within(['outbox', 'sheets'], 'readwrite', async (outbox, sheets) => {
  await ask(outbox.put({ ...entry, state: verdict.state, reasons: verdict.reasons, received: verdict.received ?? null, status: verdict.status ?? 200 }));
  const sheet = await ask(sheets.get([entry.person, entry.sheet]));
  if (!sheet) return;
  if (verdict.status === 404) sheet.gone = true;
  const body = JSON.parse(entry.body);
  const row = sheet.rows?.find(one => one.code === entry.row);
  if (entry.kind === 'visit' && verdict.state === 'sent' && sheet.state === 'planned') sheet.state = 'onsite';
  else if (entry.kind === 'visit-note' && verdict.state === 'sent') {
    sheet.notes = { ...sheet.notes, [entry.row]: { id: entry.id, who: '', value: body.value, note: body.note, photos: body.photos, at: verdict.received } };
    if (body.value === null) delete sheet.notes[entry.row];
  } else if (entry.kind === 'submission' && verdict.state === 'sent') Object.assign(sheet, sheet.visit ? { state: 'submitted' } : { closed: true });
  else if (entry.kind === 'mark' && row && verdict.state === 'sent') row.mine = { id: entry.id, value: body.value, note: body.note, photos: body.photos, at: verdict.received };
  await ask(sheets.put(sheet));
  // Lost with the battery, the answer is asked for again and is "known": this need not wait for the disk.
}, 'relaxed');

/** The person has read a refusal. */
export const seen = entry => within(['outbox'], 'readwrite', store => ask(store.put({ ...entry, seen: true })));

/** Replaces the kept sheets by what the server gave. Sheets that are no longer this person's stay while something of theirs is on the device. */
export const keepSheets = fetched => within(['sheets', 'editions', 'outbox', 'meta'], 'readwrite', async (sheets, editions, outbox, meta) => {
  const person = fetched.person.id;
  for (const [edition, rows] of Object.entries(fetched.editions)) await ask(editions.put(rows, edition));
  const old = await ask(sheets.getAll(IDBKeyRange.bound([person], [person, []])));
  const entries = await ask(outbox.index('order').getAll(IDBKeyRange.bound([person, 0], [person, Infinity])));
  const { visits, ...routine } = fetched.routine;
  const own = [...fetched.sheets, ...visits.map(visit => copyOf(visit, routine))];
  const now = new Set(own.map(sheet => sheet.id));
  for (const sheet of old.filter(one => !now.has(one.id))) {
    // Begun here, and the server has not heard of it yet.
    if (entries.some(entry => entry.sheet === sheet.id && entry.kind === 'visit' && entry.state === 'waiting')) continue;
    if (entries.some(entry => entry.sheet === sheet.id && entry.state !== 'sent' && entry.state !== 'late')) await ask(sheets.put({ ...sheet, gone: true }));
    else await ask(sheets.delete([person, sheet.id]));
  }
  await ask(meta.put(routine, `routine:${person}`));
  for (const sheet of own) await ask(sheets.put({ ...sheet, person }));
  await ask(meta.put(Date.parse(fetched.at), `fetched:${person}`));
});

/** A routine visit as it lies among the sheets: with its own points, so that it needs nothing else. */
export function copyOf(visit, routine) {
  const points = routine.checklists.find(list => list.edition === visit.checklist)?.points ?? [];
  return { ...visit, visit: true, points: points.filter(point => !point.kinds || point.kinds.includes(visit.kind)) };
}

/** What was delivered leaves the device; what was not stays for this person's next sign-in. */
export const forget = (person, isOut = true) => within(['sheets', 'outbox', 'photos', 'drafts', 'meta'], 'readwrite', async (sheets, outbox, photos, drafts, meta) => {
  const entries = await ask(outbox.index('order').getAll(IDBKeyRange.bound([person, 0], [person, Infinity])));
  const isOver = entry => entry.state === 'sent' || entry.state === 'late' || entry.seen;
  const open = entries.filter(entry => !isOver(entry));
  for (const entry of entries) if (isOver(entry)) await ask(outbox.delete(entry.id));
  const range = IDBKeyRange.bound([person], [person, []]);
  const all = await ask(photos.getAll(range));
  for (const photo of all) if (photo.state !== 'waiting') await ask(photos.delete([person, photo.sheet, photo.sha]));
  for (const sheet of await ask(sheets.getAll(range))) if (!open.some(entry => entry.sheet === sheet.id)) await ask(sheets.delete([person, sheet.id]));
  // Photos that wait for their mark are named by a draft.
  if (isOut && open.length === 0 && !all.some(photo => photo.state === 'waiting')) {
    await ask(drafts.delete(range));
    for (const draft of held(person)) letGo([person, draft.sheet, draft.row]);
  }
  for (const key of ['routine', 'fetched']) await ask(meta.delete(`${key}:${person}`));
  if ((await ask(meta.get('person')))?.id === person) await ask(meta.delete('person'));
});

/** Somebody else has signed in: whoever was here before leaves what has not arrived, and what was typed; nothing else. */
export async function forgetOthers(person) {
  const keys = await within(['sheets', 'photos'], 'readonly', async (sheets, photos) => [...await ask(sheets.getAllKeys()), ...await ask(photos.getAllKeys())]);
  for (const other of new Set(keys.map(key => key[0]))) if (other !== person) await forget(other, false);
}

/** Everything of one sheet that this device holds, as a file to hand to the office. */
export async function exportOf(person, sheet) {
  const entries = (await entriesOf(person.id)).filter(entry => entry.sheet === sheet.id);
  return { schema: 'field-export/1', person, sheet: { id: sheet.id, school: sheet.school, title: sheet.title }, exportedAt: stamp(),
    entries: entries.map(entry => ({ kind: entry.kind, state: entry.state, reasons: entry.reasons ?? [], ...JSON.parse(entry.body) })) };
}

/** What is held was typed after what the store has. It is read first: what reaches the store meanwhile is then in both. */
export async function draftsOf(person) {
  const typed = held(person);
  const stored = await all('drafts', person);
  return [...stored.filter(one => !typed.some(now => now.sheet === one.sheet && now.row === one.row)), ...typed];
}

/** A draft is held at once, in the very tap, and let go when the store has it: a page closed in between finds it again. */
export async function keepDraft(draft) {
  const text = hold(draft);
  await within(['drafts'], 'readwrite', store => ask(store.put(draft)));
  letGo([draft.person, draft.sheet, draft.row], text);
}

export function dropDraft(person, sheet, row) {
  letGo([person, sheet, row]);
  return within(['drafts'], 'readwrite', store => ask(store.delete([person, sheet, row])));
}
