import { h } from './dom.js';
import { keepPart } from './parts.js';
import { refusal } from './point.js';
import { state } from './row.js';
import { boxesOf, noteView, TALKED, unread, workOf } from './visitview.js';

const SEEN = ['查看食堂和库房', '查看教室和课间', '查看宿舍', '查看台账', '随堂听课', '走访周边'];

/** 工作记录: what was looked at, whom one talked with as numbers, what was put right, what is advised. */
export function work(visit, model, sheetAct) {
  const draft = model.drafts.find(one => one.sheet === visit.id && one.row === 'work');
  const view = noteView(visit, 'work', model.entries, model.photos, draft);
  return keepPart('work', JSON.stringify([view.mine, view.waits, view.trouble, view.late]), `${view.mine?.id}`, () => {
    const act = sheetAct.ofRow(visit, view);
    const now = { ...boxesOf(view.mine?.value), ...draft };
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    const put = (name, value) => { now[name] = value; act.draft({ [name]: value }); };
    const text = (name, label) => { const box = h('textarea', { rows: '2', maxlength: '2000', 'data-box': name, value: now[name] ?? '', oninput: () => put(name, box.value) }); return h('label', {}, label, box); };
    const number = (name, label) => { const box = h('input', { inputmode: 'numeric', maxlength: '3', autocomplete: 'off', 'data-box': name, value: now[name] ?? '', oninput: () => put(name, box.value) }); return h('label', {}, label, box); };
    const matters = text('matters', '看了什么');
    const add = phrase => { const box = matters.querySelector('textarea'); box.value = [box.value.trim(), phrase].filter(Boolean).join('；'); put('matters', box.value); };
    const save = () => {
      const say = now.matters?.trim() ? unread(now) : '请先写看了什么。';
      problem.textContent = say ?? '';
      problem.hidden = !say;
      if (!say) act.mark(workOf(now), []);
    };
    return h('section', { class: `row${view.marked ? ' done' : ''}`, 'data-row': 'work', 'aria-labelledby': 'work-title' },
      h('h2', { id: 'work-title', tabindex: '-1' }, '工作记录'), matters, h('div', { class: 'chips' }, SEEN.map(phrase => h('button', { type: 'button', onclick: () => add(phrase) }, phrase))),
      h('p', { class: 'quiet' }, '听课和访谈只记数，不记姓名。'),
      h('div', { class: 'numbers' }, number('classes', '听课（节）'), TALKED.map(who => number(who, `访谈${who}（人）`))),
      text('fixed', '当场改好了什么'), text('advice', '给学校的建议'),
      problem, state(view), view.trouble && refusal(view, act),
      h('button', { type: 'button', class: 'main wide', 'data-choice': 'save-work', onclick: save }, view.marked ? '保存改动' : '保存工作记录'));
  });
}
