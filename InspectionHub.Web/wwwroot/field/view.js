// Pure: what the screen says about a row, from the kept sheet and the entries of this device.
import { same } from './value.js';

/** The row with one's own latest mark: the one that still waits, otherwise what the server holds. */
export function rowView(sheet, row, entries, photos, draft) {
  const own = entries.filter(entry => entry.kind === 'mark' && entry.sheet === sheet.id && entry.row === row.code).sort((a, b) => a.seq - b.seq);
  const waits = own.filter(entry => entry.state === 'waiting').at(-1) ?? null;
  const last = own.at(-1) ?? null;
  const body = waits ? JSON.parse(waits.body) : null;
  const mine = body ? { id: waits.id, value: body.value, note: body.note, photos: body.photos, waits: true } : row.mine;
  const trouble = last && (last.state === 'refused' || last.state === 'conflict') && !last.seen ? last : null;
  const late = (last?.state === 'late' ? last : null) ?? (row.late?.length ? row.late.at(-1) : null);
  const marked = mine !== null && mine !== undefined && mine.value !== null;
  const others = row.blind && !marked ? [] : row.others ?? [];
  const ballots = [...(marked ? [{ id: mine.id, who: '本人', value: mine.value }] : []), ...others];
  const differs = !row.settled && ballots.some(one => !same(one.value, ballots[0].value));
  const decisions = entries.filter(entry => entry.kind === 'settlement' && entry.sheet === sheet.id && entry.row === row.code && !entry.seen).sort((a, b) => a.seq - b.seq);
  const decision = decisions.findLast(entry => entry.state !== 'sent') ?? null;
  const named = [...new Set([...(mine?.photos ?? []), ...(draft?.photos ?? [])])];
  return { row, mine, marked, waits: !!waits, trouble, late, others, ballots, differs, decision, draft, photos: named.map(sha => photos.find(one => one.sha === sha) ?? { sha, state: 'sent' }) };
}

/** Counter and filter of a sheet. */
export function tally(views) {
  const own = views.filter(view => !view.row.why);
  return { done: own.filter(view => view.marked).length, of: own.length, open: own.filter(view => !view.marked).length, trouble: views.filter(isTrouble).length };
}

/** What was found beside a reported figure: the server's answer counts once it has been given. */
export function found(sheet, code, input, entries) {
  const own = entries.filter(entry => entry.kind === 'mark' && entry.sheet === sheet.id && entry.row === code)
    .map(entry => ({ entry, verified: JSON.parse(entry.body).value?.verified })).filter(one => one.verified?.item === input.item && (one.verified.stage ?? null) === (input.stage ?? null)).sort((a, b) => a.entry.seq - b.entry.seq);
  return own.at(-1) ?? null;
}

export const isTrouble = view => !!view.trouble || (view.decision && view.decision.state !== 'waiting') || !!view.late || view.differs || view.photos.some(photo => photo.state === 'refused');
