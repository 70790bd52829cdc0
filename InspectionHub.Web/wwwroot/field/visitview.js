// Pure: what the screen says about a routine visit, from the kept copy and the entries of this device.

import { plain } from './value.js';

const OPEN = { planned: true, onsite: true };

/** One thing put down under a key: the one that still waits, otherwise what the server holds. Shaped like a row of a sheet. */
export function noteView(visit, key, entries, photos, draft) {
  const own = entries.filter(entry => entry.kind === 'visit-note' && entry.sheet === visit.id && entry.row === key).sort((a, b) => a.seq - b.seq);
  const waits = own.filter(entry => entry.state === 'waiting').at(-1) ?? null;
  const last = own.at(-1) ?? null;
  const body = waits ? JSON.parse(waits.body) : null;
  const mine = body ? { id: waits.id, value: body.value, note: body.note, photos: body.photos, waits: true } : visit.notes?.[key] ?? null;
  const trouble = last && (last.state === 'refused' || last.state === 'conflict') && !last.seen ? last : null;
  const late = last?.state === 'late' ? last : null;
  const marked = mine !== null && mine.value !== null;
  const named = [...new Set([...(mine?.photos ?? []), ...(draft?.photos ?? [])])];
  return { row: { code: key }, mine, marked, waits: !!waits, trouble, late, draft, photos: named.map(sha => photos.find(one => one.sha === sha) ?? { sha, state: 'sent' }), elsewhere: [] };
}

/** Keys of problems or complaints on this visit, oldest first. */
export function keysOf(visit, prefix, entries) {
  const known = Object.entries(visit.notes ?? {}).sort((a, b) => a[1].at < b[1].at ? -1 : 1).map(([key]) => key);
  const sent = entries.filter(entry => entry.kind === 'visit-note' && entry.sheet === visit.id).sort((a, b) => a.seq - b.seq).map(entry => entry.row);
  return [...new Set([...known, ...sent])].filter(key => key.startsWith(`${prefix}/`));
}

/** Where a visit stands, counting what waits on this device: planned · onsite · submitting · submitted · read · withdrawn · gone. */
export function stateOf(visit, entries) {
  const own = entries.filter(entry => entry.sheet === visit.id);
  if (visit.gone || own.some(entry => entry.kind === 'visit' && (entry.state === 'refused' || entry.state === 'conflict'))) return 'gone';
  if (!OPEN[visit.state]) return visit.state;
  if (own.some(entry => entry.kind === 'submission' && entry.state === 'waiting')) return 'submitting';
  return own.some(entry => entry.kind === 'visit' && entry.state === 'waiting') ? 'onsite' : visit.state;
}

/** Counter of the checklist. */
export const answered = (visit, entries) => ({ done: visit.points.filter(point => noteView(visit, `point/${point.code}`, entries, [], null).marked).length, of: visit.points.length });

/** What keeps a visit from being handed in, or null. */
export function lacking(visit, entries, drafts) {
  const work = noteView(visit, 'work', entries, [], null);
  const draft = drafts.find(one => one.sheet === visit.id && one.row === 'work');
  if (!work.marked && !draft?.matters?.trim()) return '请先写工作记录（看了什么）。';
  if (draft && unread(draft)) return unread(draft);
  const open = visit.points.filter(point => !noteView(visit, `point/${point.code}`, entries, [], null).marked).map(point => point.code);
  if (open.length > 0) return `清单还有 ${open.length} 条没有回答：第 ${open.join('、')} 条。不适用的请写明原因。`;
  if (drafts.some(one => one.sheet === visit.id && one.row === 'problem/new' && one.text?.trim())) return '有一个问题写了没有保存，请先保存或清空。';
  if (drafts.some(one => one.sheet === visit.id && one.row === 'complaint/new' && one.text?.trim())) return '有一条投诉写了没有保存，请先保存或清空。';
  return null;
}

/** What is typed where a number belongs and is none, as a sentence, or null: it must not be kept as nobody. */
export function unread(draft) {
  const [bad] = [['classes', '听课节数'], ...TALKED.map(who => [who, `访谈${who}人数`])].filter(([name]) => !/^\d{0,3}$/.test(plain(draft[name])));
  return bad ? `工作记录里的${bad[1]}“${draft[bad[0]]}”不是整数，请改正。` : null;
}

/** The work record out of what was typed and can be read; numbers left empty are nobody. */
export function workOf(draft) {
  const talked = Object.fromEntries(TALKED.map(who => [who, Number(plain(draft[who]))]).filter(([, number]) => number > 0));
  return { matters: (draft.matters ?? '').trim(), classes: Number(plain(draft.classes)), talked, fixed: (draft.fixed ?? '').trim(), advice: (draft.advice ?? '').trim() };
}

/** What was saved, back into the boxes. */
export const boxesOf = work => work ? { matters: work.matters, classes: work.classes ? `${work.classes}` : '', fixed: work.fixed ?? '', advice: work.advice ?? '', ...Object.fromEntries(Object.entries(work.talked ?? {}).map(([who, number]) => [who, `${number}`])) } : {};

export const TALKED = ['校领导', '教师', '学生', '家长'];
export const PROBLEM_KINDS = ['当场已改', '立行立改', '限期整改', '移交县级'];
export const COMPLAINT_KINDS = ['收费', '食堂饮食', '校园安全', '师德师风', '作业与课业负担', '招生编班', '其他'];
