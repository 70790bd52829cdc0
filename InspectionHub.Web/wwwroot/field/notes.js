import { h } from './dom.js';
import { keepPart } from './parts.js';
import { pictures } from './pictures.js';
import { refusal } from './point.js';
import { fold, state } from './row.js';
import { COMPLAINT_KINDS, keysOf, noteView, PROBLEM_KINDS } from './visitview.js';

const DAYS = [['3 天', 3], ['7 天', 7], ['15 天', 15], ['30 天', 30]];

/** Problems found, or complaints received: what there is, and a form for one more. */
export function listing(kind, visit, model, sheetAct) {
  const draft = model.drafts.find(one => one.sheet === visit.id && one.row === `${kind}/new`) ?? {};
  const views = keysOf(visit, kind, model.entries).map(key => noteView(visit, key, model.entries, model.photos, null)).filter(view => view.marked || view.trouble || view.late);
  const fresh = noteView(visit, `${kind}/new`, [], model.photos, draft);
  const name = kind === 'problem' ? '发现的问题' : '受理的投诉';
  return keepPart(`!${kind}`, JSON.stringify([views, fresh.photos, draft.key, draft.point, draft.begun]), JSON.stringify([views.map(view => [view.mine?.id, view.waits]), draft.key, draft.begun]), () => h('section', { class: `row${views.length ? ' done' : ''}`, 'data-list': kind, 'aria-labelledby': `${kind}-title` },
    h('h2', { id: `${kind}-title`, tabindex: '-1' }, `${name}　${views.filter(view => view.marked).length}`),
    views.map(view => line(kind, view, visit, sheetAct)),
    h('div', { class: 'folds' }, fold('form', draft.key ? `正在修改这条${kind === 'problem' ? '问题' : '投诉'}` : kind === 'problem' ? '＋ 记一个问题' : '＋ 记一条投诉', sheetAct.ofRow(visit, fresh), form(kind, draft, fresh, visit, sheetAct)))));
}

function line(kind, view, visit, sheetAct) {
  const act = sheetAct.ofRow(visit, view);
  const value = view.mine?.value ?? JSON.parse((view.trouble ?? view.late).body).value ?? {};
  return h('div', { class: 'note', 'data-note': view.row.code },
    h('b', {}, value.text ?? '已删除'), h('p', { class: 'quiet' }, kind === 'problem' ? [value.kind, value.due && `${value.due} 前`, value.demand].filter(Boolean).join('　') : [value.kind, value.handled].filter(Boolean).join('　')),
    view.photos.length > 0 && h('p', { class: 'quiet' }, `照片 ${view.photos.length} 张`),
    state(view), view.trouble && refusal(view, act),
    view.marked && h('div', { class: 'chips' }, h('button', { type: 'button', 'data-choice': 'edit', onclick: () => sheetAct.editNote(visit, kind, view) }, '修改'), h('button', { type: 'button', 'data-choice': 'delete', onclick: () => act.mark(null) }, '删除')));
}

function form(kind, draft, fresh, visit, sheetAct) {
  const act = sheetAct.ofRow(visit, fresh);
  const now = { ...draft };
  const put = change => { Object.assign(now, change); act.draft(change); };
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const text = (name, label, rows = '2') => { const box = h('textarea', { rows, maxlength: '2000', 'data-box': name, value: now[name] ?? '', oninput: () => put({ [name]: box.value }) }); return h('label', {}, label, box); };
  const due = h('input', { type: 'date', 'data-box': 'due', value: now.due ?? '', oninput: () => put({ due: due.value }) });
  const dated = h('div', { hidden: !needsDate(now.kind) }, h('label', {}, '整改期限', due), h('div', { class: 'chips' }, DAYS.map(([name, days]) => h('button', { type: 'button', onclick: () => { due.value = after(days); put({ due: due.value }); } }, name))));
  const kinds = kind === 'problem' ? PROBLEM_KINDS : COMPLAINT_KINDS;
  const buttons = kinds.map(one => h('button', { type: 'button', 'aria-pressed': String(now.kind === one), 'data-kind': one, onclick: () => {
    put({ kind: one });
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.kind === one));
    dated.hidden = !needsDate(one);
  } }, one));
  const lacks = () => !now.text?.trim() ? (kind === 'problem' ? '请写明是什么问题。' : '请写明投诉的内容。') : !now.kind ? '请选择类别。'
    : kind === 'complaint' ? (!now.handled?.trim() ? '请写明怎么处理的；还没处理的写“待核实”。' : null)
      : needsDate(now.kind) && !now.due ? '请选择整改期限。' : now.kind !== PROBLEM_KINDS[0] && !now.demand?.trim() ? '请写明要学校做到什么。' : null;
  const save = () => {
    const say = lacks();
    problem.textContent = say ?? '';
    problem.hidden = !say;
    if (!say) sheetAct.saveNote(visit, kind, now, fresh.photos.map(photo => photo.sha));
  };
  return h('div', {},
    text('text', kind === 'problem' ? '什么问题、在哪里（不写学生姓名）' : '反映什么（不写学生和家长姓名）'),
    h('div', { class: 'chips kinds', role: 'group', 'aria-label': kind === 'problem' ? '整改方式' : '类别' }, buttons),
    kind === 'problem' ? [dated, text('demand', '要学校做到什么')] : text('handled', '怎么处理的'),
    kind === 'problem' && pictures(fresh, visit, act),
    problem, h('div', { class: 'chips' }, h('button', { type: 'button', class: 'main', 'data-choice': `save-${kind}`, onclick: save }, '保存'), h('button', { type: 'button', 'data-choice': `clear-${kind}`, onclick: () => sheetAct.clearNote(visit, kind) }, '清空')));
}

const needsDate = kind => kind === '立行立改' || kind === '限期整改';

function after(days) {
  const day = new Date(Date.now() + days * 86_400_000);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
