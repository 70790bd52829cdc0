import { clock, h } from './dom.js';
import { keepPart } from './parts.js';
import { words } from './value.js';

/** Over for this person: nothing more to mark, but what lies on the phone or came late is still told. */
export const OVER = { signed: '已审签', withdrawn: '督导室已撤销', reassigned: '已换人' };

/** Pure: what was marked or handed in here, or came late, and has no row on this page to be told on. */
export function looseOf(sheet, entries) {
  const codes = new Set([...sheet.rows, ...sheet.reads].map(row => row.code));
  const own = entries.filter(entry => entry.sheet === sheet.id && entry.kind !== 'hazard' && entry.state !== 'sent' && !entry.seen && (entry.row ? !codes.has(entry.row) : sheet.state !== 'open' || entry.state === 'late'));
  const known = new Set(own.map(entry => entry.id));
  const late = (sheet.late ?? []).filter(one => !known.has(one.id));
  return [...own.sort((a, b) => a.seq - b.seq), ...late.map(one => ({ ...one, state: 'late', row: one.indicator, reasons: [] }))];
}

/** The list of them, each with its state and what to do. */
export function loose(sheet, model, act) {
  const found = looseOf(sheet, model.entries);
  if (found.length === 0) return null;
  const names = new Map((model.editions[sheet.edition] ?? []).map(row => [row.code, row]));
  return keepPart('!loose', JSON.stringify(found), '', () => h('section', { class: 'row', 'data-testid': 'loose', 'aria-labelledby': 'loose-title' },
    h('h2', { id: 'loose-title', tabindex: '-1' }, `没有计入的 ${found.length} 条`),
    h('ul', { class: 'reads' }, found.map(one => h('li', { 'data-loose': one.row ?? one.kind }, h('b', {}, title(one, names)), state(one, act))))));
}

function title(one, names) {
  if (one.kind === 'submission') return '签名和提交';
  const wording = names.get(one.row);
  const said = one.mark ? one.mark.text : one.kind === 'settlement' ? '组长裁定' : textOf(JSON.parse(one.body).value, wording);
  return `${one.row} ${one.name ?? wording?.name ?? ''}　${said}`;
}

const textOf = (value, wording) => value?.verified ? `核实值 ${value.verified.value}` : words(value, wording ?? null);

function state(one, act) {
  if (one.state === 'waiting') return h('p', { class: 'state', 'data-state': 'waiting' }, '✓ 已存本机，等待发送');
  if (one.state === 'late') return h('p', { class: 'state late', 'data-state': 'late' }, `△ 迟到${one.mark ? `（${clock(one.mark.at)} 送达）` : ''}：${(one.reasons ?? []).join('；') || '已送达，没有计入。'}`);
  return h('div', { class: 'refusal', role: 'alert', 'data-state': one.state }, h('b', {}, '✕ 未被接受'), h('ul', {}, (one.reasons ?? []).map(reason => h('li', {}, reason))), h('p', {}, '内容仍在本机：请导出为文件交给督导室。'),
    h('button', { type: 'button', onclick: () => act.seen(one) }, '知道了'));
}
