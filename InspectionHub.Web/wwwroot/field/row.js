import { clock, h } from './dom.js';
import { control } from './inputs.js';
import { pictures } from './pictures.js';
import { deciding } from './settle.js';
import { words } from './value.js';

const PHRASES = ['现场查看属实', '台账齐全、有日期', '记录有缺日', '未见原始记录', '已当场提醒，学校表示立即整改', '需下次复查'];

/** One row of the sheet. */
export function rowNode(wording, view, sheet, act) {
  const { row, mine } = view;
  const title = `row-${row.code}`;
  return h('section', { class: `row${view.marked ? ' done' : ''}`, 'data-row': row.code, 'data-value': mine ? JSON.stringify(mine.value) : '', 'aria-labelledby': title },
    h('h2', { id: title, tabindex: '-1' }, `${row.code} ${wording.name}`, wording.redLine && h('span', { class: 'tag' }, '红线')),
    h('p', { class: 'quiet' }, `${wording.clause}　要求 ${row.limit}`, row.last && `　上年 ${row.last}`),
    h('p', { class: 'measured' }, wording.measured),
    row.self && h('p', { class: 'self', 'data-self': row.code }, `自评：${row.self.text}${row.self.evidence ? `（${row.self.evidence}）` : ''}`),
    row.why ? h('p', { class: 'quiet' }, row.why) : [
      control(wording, view, act),
      mine?.value?.na && h('p', {}, `不适用：${mine.value.na}`),
      state(view),
      view.trouble && refusal(view, act),
      more(wording, view, sheet, act),
    ],
    ballots(wording, view),
    sheet.lead && deciding(wording, view, act));
}

export function state(view) {
  if (view.waits) return h('p', { class: 'state', 'data-state': 'waiting' }, '✓ 已存本机，等待发送');
  if (view.late) return h('p', { class: 'state late', 'data-state': 'late' }, '△ 迟到：已送达，但评分已关闭，组长采纳后才计入');
  if (view.trouble) return null;
  if (view.mine) return h('p', { class: 'state', 'data-state': 'sent' }, `✓✓ ${view.marked ? '已送达' : '已撤回'} ${clock(view.mine.at)}`);
  return h('p', { class: 'state', 'data-state': 'open' }, '○ 未填');
}

function refusal(view, act) {
  const { trouble } = view;
  const advice = trouble.state === 'conflict' ? '服务器上已有同一编号、内容不同的评分。请对照后重新评一次，会作为新的评分送出。'
    : trouble.status === 404 ? '这张评分表已不属于您。评分仍在本机，可在本页末尾导出后交给督导室。' : '这条评分没有计入。请按原因改正后重新评一次。';
  return h('div', { class: 'refusal', role: 'alert', 'data-state': trouble.state },
    h('b', {}, `✕ 未被接受：${words(JSON.parse(trouble.body).value, null)}`),
    h('ul', {}, (trouble.reasons ?? []).map(reason => h('li', {}, reason))), h('p', {}, advice),
    h('button', { type: 'button', onclick: () => act.seen(trouble) }, '知道了'));
}

function more(wording, view, sheet, act) {
  const note = view.draft?.note ?? view.mine?.note ?? '';
  const box = h('textarea', { rows: '2', maxlength: '2000', 'data-box': 'note', value: note, oninput: () => act.draft({ note: box.value }) });
  const reason = h('input', { 'data-box': 'na', value: view.draft?.na ?? '', oninput: () => act.draft({ na: reason.value }) });
  const empty = h('p', { class: 'problem', role: 'alert', hidden: true }, '请先写明不适用的原因。');
  const add = phrase => { box.value = [box.value.trim(), phrase].filter(Boolean).join('；'); act.draft({ note: box.value }); };
  return h('div', { class: 'folds' },
    wording.evidence.length > 0 && fold('look', '看什么', act, h('ul', {}, wording.evidence.map(one => h('li', {}, one))), wording.veto && h('p', { class: 'quiet' }, `否决情形（只记线索，不在此处认定）：${wording.veto}`)),
    fold('note', note ? '备注 ✓' : '备注', act,
      h('label', {}, '备注（不写学生姓名）', box),
      h('div', { class: 'chips' }, PHRASES.map(phrase => h('button', { type: 'button', onclick: () => add(phrase) }, phrase))),
      view.marked ? h('button', { type: 'button', class: 'main', 'data-choice': 'note', onclick: () => act.mark(view.mine.value) }, '保存备注') : h('p', { class: 'quiet' }, '备注会随评分一起保存。')),
    fold('photos', view.photos.length ? `照片 ${view.photos.length}` : '照片', act, pictures(view, sheet, act)),
    fold('na', '其他', act,
      h('label', {}, '不适用的原因', reason), empty,
      h('div', { class: 'chips' },
        h('button', { type: 'button', 'data-choice': 'na', onclick: () => { empty.hidden = !!reason.value.trim(); if (reason.value.trim()) act.mark({ na: reason.value.trim() }); } }, '标为不适用'),
        view.marked && h('button', { type: 'button', 'data-choice': 'withdraw', onclick: () => act.mark(null) }, '撤回我的评分'))));
}

export function fold(name, title, act, ...content) {
  const node = h('details', { 'data-fold': name, open: act.isOpen(name) }, h('summary', {}, title), h('div', { class: 'fold' }, content));
  node.addEventListener('toggle', () => act.fold(name, node.open));
  return node;
}

function ballots(wording, view) {
  if (view.row.blind && !view.marked) return h('p', { class: 'quiet' }, '其他督学的评分，在您评定这一条并送达后显示。');
  return [
    view.others.length > 0 && h('ul', { class: 'others', 'aria-label': '其他督学' }, view.others.map(one => h('li', { 'data-other': one.who }, `${one.who}：${one.text}${one.note ? `（${one.note}）` : ''}`))),
    view.differs && h('p', { class: 'state late', 'data-state': 'differs' }, '≠ 各督学评分不一致，等组长裁定'),
    view.row.settled && h('p', { class: 'state', 'data-state': 'settled' }, `组长裁定：${view.row.settled.text}（${view.row.settled.note}）`),
  ];
}
