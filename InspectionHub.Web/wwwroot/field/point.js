import { h } from './dom.js';
import { choice } from './inputs.js';
import { pictures } from './pictures.js';
import { fold, state } from './row.js';

/** One point of a routine visit's checklist: 是 or 否, never a score. */
export function pointNode(point, view, visit, sheetAct) {
  const act = sheetAct.ofRow(visit, view);
  const value = view.mine?.value ?? null;
  const title = `point-${point.code}`;
  const note = view.draft?.note ?? view.mine?.note ?? '';
  const box = h('textarea', { rows: '2', maxlength: '2000', 'data-box': 'note', value: note, oninput: () => act.draft({ note: box.value }) });
  const reason = h('input', { 'data-box': 'na', value: view.draft?.na ?? '', oninput: () => act.draft({ na: reason.value }) });
  const empty = h('p', { class: 'problem', role: 'alert', hidden: true }, '请先写明不适用的原因。');
  return h('section', { class: `row${view.marked ? ' done' : ''}`, 'data-row': view.row.code, 'data-value': value ? JSON.stringify(value) : '', 'aria-labelledby': title },
    h('h2', { id: title, tabindex: '-1' }, `${point.code}　${point.text}`),
    h('div', { class: 'levels two', role: 'group', 'aria-label': '是或否' },
      choice(value?.yes === true, [h('b', {}, '是')], () => act.mark({ yes: true }), 'yes'), choice(value?.yes === false, [h('b', {}, '否')], () => act.mark({ yes: false }), 'no')),
    value?.na && h('p', {}, `不适用：${value.na}`),
    state(view), view.trouble && refusal(view, act),
    value?.yes === false && h('p', {}, h('button', { type: 'button', 'data-choice': 'problem', onclick: () => sheetAct.beginProblem(visit, point) }, '把它记为问题')),
    h('div', { class: 'folds' },
      fold('look', '怎么看', act, h('p', {}, point.look), point.basis && h('p', { class: 'quiet' }, `依据：${point.basis}`), point.row && h('p', { class: 'quiet' }, `对应指标 ${point.row}`)),
      fold('note', note ? '备注 ✓' : '备注', act, h('label', {}, '备注（不写学生姓名）', box),
        view.marked ? h('button', { type: 'button', class: 'main', 'data-choice': 'note', onclick: () => act.mark(value) }, '保存备注') : h('p', { class: 'quiet' }, '备注会随“是”或“否”一起保存。')),
      fold('photos', view.photos.length ? `照片 ${view.photos.length}` : '照片', act, pictures(view, visit, act)),
      fold('na', '其他', act, h('label', {}, '不适用的原因', reason), empty, h('div', { class: 'chips' },
        h('button', { type: 'button', 'data-choice': 'na', onclick: () => { empty.hidden = !!reason.value.trim(); if (reason.value.trim()) act.mark({ na: reason.value.trim() }); } }, '标为不适用'),
        view.marked && h('button', { type: 'button', 'data-choice': 'withdraw', onclick: () => act.mark(null) }, '撤回这一条')))));
}

/** Why something was not taken, and what to do. */
export function refusal(view, act) {
  return h('div', { class: 'refusal', role: 'alert', 'data-state': view.trouble.state }, h('b', {}, '✕ 未被接受'), h('ul', {}, (view.trouble.reasons ?? []).map(one => h('li', {}, one))),
    h('p', {}, '请按原因改正后重新填一次。'), h('button', { type: 'button', onclick: () => act.seen(view.trouble) }, '知道了'));
}
