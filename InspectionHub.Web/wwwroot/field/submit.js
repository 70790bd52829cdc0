import { h } from './dom.js';

/** Handing in one's own ballot. */
export function submission(sheet, count, model, act) {
  const waits = model.entries.find(entry => entry.sheet === sheet.id && entry.kind === 'submission' && entry.state === 'waiting');
  const refused = model.entries.findLast(entry => entry.sheet === sheet.id && entry.kind === 'submission' && (entry.state === 'refused' || entry.state === 'conflict') && !entry.seen);
  if (sheet.gone || sheet.state !== 'open') return null;
  if (waits) return h('section', { class: 'row', 'data-testid': 'submission' }, h('p', { class: 'state', 'data-state': 'waiting' }, '✓ 提交已存本机，等待发送'));
  if (sheet.closed) return h('section', { class: 'row', 'data-testid': 'submission' }, h('p', { class: 'state', 'data-state': 'sent' }, '✓✓ 本人评分已提交'));
  return h('section', { class: 'row', 'data-testid': 'submission' },
    h('h2', {}, '提交本人评分'),
    refused && h('div', { class: 'refusal', role: 'alert' }, h('b', {}, '✕ 提交未被接受'), h('ul', {}, refused.reasons.map(one => h('li', {}, one))), h('button', { type: 'button', onclick: () => act.seen(refused) }, '知道了')),
    h('p', {}, count.open > 0 ? `还有 ${count.open} 条未填。` : '各条都已评定。', '提交只关闭您自己的评分，不影响其他督学。'),
    h('button', { type: 'button', class: 'main', 'data-act': 'submit', onclick: () => act.submit(sheet) }, '签名并提交'));
}
