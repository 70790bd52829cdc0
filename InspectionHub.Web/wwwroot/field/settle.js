import { h } from './dom.js';
import { same, words } from './value.js';

const REASONS = ['以现场查看为准', '以原始记录为准', '已与各督学当面核对'];

/** The lead's part of a row: which of the differing ballots holds, and which late marks are admitted. */
export function deciding(wording, view, act) {
  const { decision } = view;
  return [
    decision?.state === 'waiting' && h('p', { class: 'state', 'data-state': 'deciding' }, '✓ 裁定已存本机，等待发送'),
    decision && decision.state !== 'waiting' && h('div', { class: 'refusal', role: 'alert', 'data-state': 'decision-refused' }, h('b', {}, '✕ 裁定未被接受'),
      h('ul', {}, (decision.reasons ?? []).map(reason => h('li', {}, reason))), h('button', { type: 'button', onclick: () => act.seen(decision) }, '知道了')),
    view.differs && decision?.state !== 'waiting' && settling(wording, view, act),
    (view.row.admissible ?? []).map(late => h('p', { class: 'state late' }, `迟到：${late.who} ${late.text}`, h('button', { type: 'button', 'data-choice': `admit-${late.id}`, onclick: () => act.admit(late) }, '采纳'))),
  ];
}

function settling(wording, view, act) {
  const reason = h('input', { 'data-box': 'reason', maxlength: '500', value: view.draft?.reason ?? '', oninput: () => act.draft({ reason: reason.value }) });
  const empty = h('p', { class: 'problem', role: 'alert', hidden: true }, '请先写明裁定的理由。');
  const choices = view.ballots.filter((one, index, all) => all.findIndex(other => same(other.value, one.value)) === index);
  const pick = phrase => { reason.value = phrase; act.draft({ reason: phrase }); };
  const take = value => { empty.hidden = !!reason.value.trim(); if (reason.value.trim()) act.settle(value, reason.value.trim()); };
  return h('div', { class: 'settle', role: 'group', 'aria-label': '组长裁定' }, h('b', {}, '组长裁定'),
    h('label', {}, '理由', reason), h('div', { class: 'chips' }, REASONS.map(phrase => h('button', { type: 'button', onclick: () => pick(phrase) }, phrase))), empty,
    h('div', { class: 'chips' }, choices.map((one, index) => h('button', { type: 'button', class: 'main', 'data-choice': `settle-${index}`, onclick: () => take(one.value) },
      `按${view.ballots.filter(other => same(other.value, one.value)).map(other => other.who).join('、')}：${words(one.value, { ...wording })}`))));
}
