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
  const differs = marked && !row.settled && others.some(one => !same(one.value, mine.value));
  const named = [...new Set([...(mine?.photos ?? []), ...(draft?.photos ?? [])])];
  return { row, mine, marked, waits: !!waits, trouble, late, others, differs, draft, photos: named.map(sha => photos.find(one => one.sha === sha) ?? { sha, state: 'sent' }) };
}

/** Counter and filter of a sheet. */
export function tally(views) {
  const own = views.filter(view => !view.row.why);
  return { done: own.filter(view => view.marked).length, of: own.length, open: own.filter(view => !view.marked).length, trouble: views.filter(isTrouble).length };
}

export const isTrouble = view => !!view.trouble || !!view.late || view.differs || view.photos.some(photo => photo.state === 'refused');
