import { h } from './dom.js';
import { percent, read, texts } from './value.js';

/** The control of a row: taps call mark(value); typed numbers are kept as a draft until they are saved. */
export function control(wording, view, act) {
  const rule = wording.rule;
  const value = view.mine?.value ?? null;
  if (rule.type === 'rubric')
    return h('div', { class: 'levels', role: 'group', 'aria-label': '等级' }, [...rule.levels].sort((a, b) => b.level - a.level).map(level =>
      choice(value?.level === level.level, [h('b', {}, `${level.level} 级`), h('span', {}, level.text)], () => act.mark({ level: level.level }), `level-${level.level}`)));
  if (rule.type === 'yesno')
    return h('div', { class: 'levels two', role: 'group', 'aria-label': '是或否' },
      choice(value?.yes === true, [h('b', {}, '是')], () => act.mark({ yes: true }), 'yes'), choice(value?.yes === false, [h('b', {}, '否')], () => act.mark({ yes: false }), 'no'));
  return numbers(wording, view, act);
}

/** One of two or more large buttons. */
export const choice = (on, content, onclick, id) => h('button', { type: 'button', class: 'level', 'aria-pressed': String(on), 'data-choice': id, onclick }, h('i', { 'aria-hidden': 'true' }, on ? '✓' : ''), h('span', { class: 'text' }, content));

function numbers(wording, view, act) {
  const rule = wording.rule;
  const names = rule.type === 'count' ? [`数量（${wording.unit}）`] : rule.type === 'ratio' ? [rule.numerator, rule.denominator] : [`其中知晓（${rule.asked[0]}）`, `询问人数（${rule.asked[0]}）`];
  const start = view.draft?.texts ?? texts(view.mine?.value);
  const shown = h('output', {});
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const boxes = names.map((name, index) => h('input', { inputmode: 'decimal', autocomplete: 'off', value: start[index] ?? '', 'data-box': index, oninput: () => { act.draft({ texts: typed() }); tell(); } }));
  const typed = () => boxes.map(box => box.value);
  const tell = () => { shown.textContent = boxes.length === 2 ? percent(typed()[0], typed()[1], rule) : ''; };
  const save = () => {
    const { value, say } = read(rule, typed());
    problem.textContent = say ?? '';
    problem.hidden = !say;
    if (value) act.mark(value);
  };
  tell();
  return h('div', { class: 'numbers' },
    boxes.map((box, index) => h('label', {}, names[index], box)), boxes.length === 2 && shown,
    h('button', { type: 'button', class: 'main', 'data-choice': 'save', onclick: save }, '保存'), problem);
}
