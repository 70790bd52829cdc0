import { h } from './dom.js';
import { number } from './value.js';
import { found } from './view.js';

const MARKS = { met: '●', not_met: '✕', unknown: '○', not_applicable: '–' };

/** Data and material rows: to read, and to put down what was found where it is not what was reported. */
export function reading(sheet, model, act, keepPart) {
  const own = sheet.reads.map(one => one.inputs.map(input => found(sheet, one.code, input, model.entries))).flat().map(one => one && [one.entry.id, one.entry.state, one.entry.seen]);
  return keepPart('!reads', JSON.stringify([sheet.reads, own]), JSON.stringify(own), () => {
    const wasOpen = document.querySelector('[data-testid=reads]')?.open;
    const open = new Set([...document.querySelectorAll('[data-testid=reads] li details[open]')].map(one => one.dataset.found));
    return h('details', { class: 'row', 'data-testid': 'reads', open: wasOpen }, h('summary', {}, `数据和材料指标（${sheet.reads.length} 项）`),
      h('p', { class: 'quiet' }, '这些指标由统计数据或股室评分得出，这里只读。现场清点与上报不一致时，点“核实”记下清点的数：学校结论按核实值，县域差异系数仍按上报值，两者都保留。'),
      h('ul', { class: 'reads' }, sheet.reads.map(one => h('li', {}, h('b', {}, `${one.code} ${one.name}${one.stage ? `（${one.stage}）` : ''}`),
        h('span', {}, `${MARKS[one.state]} ${one.stateName}　${one.value}${one.limit ? `　要求 ${one.limit}` : ''}${one.last ? `　上年 ${one.last}` : ''}　${one.by}`), one.self && h('span', {}, `自评：${one.self.text}${one.self.evidence ? `（${one.self.evidence}）` : ''}`), one.reason && h('span', { class: 'quiet' }, one.reason),
        one.inputs.length > 0 && h('details', { 'data-found': `${one.code}/${one.stage}`, open: open.has(`${one.code}/${one.stage}`) }, h('summary', {}, '核实'), one.inputs.map(input => finding(one, input, sheet, model, act)))))));
  });
}

function finding(row, input, sheet, model, act) {
  const last = found(sheet, row.code, input, model.entries);
  const box = h('input', { inputmode: 'decimal', autocomplete: 'off', 'data-found-box': input.item, value: last ? last.verified.value : '' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true }, '请填写数字。');
  const save = () => {
    problem.hidden = number.test(box.value.trim());
    if (problem.hidden) act.found(sheet, row.code, input, box.value.trim());
  };
  const state = !last ? null : last.entry.state === 'waiting' ? ['waiting', '✓ 核实值已存本机，等待发送'] : last.entry.state === 'sent' ? ['sent', '✓✓ 核实值已送达']
    : last.entry.state === 'late' ? ['late', '△ 迟到：评分已关闭，组长采纳后才计入'] : ['refused', `✕ 未被接受：${(last.entry.reasons ?? []).join('；')}`];
  return h('div', { class: 'numbers found' }, h('label', {}, `${input.name}　${input.verified ? '已核实' : '上报'} ${input.value || '未填'}`, box), h('button', { type: 'button', 'data-choice': `found-${input.item}`, onclick: save }, '保存核实值'), problem,
    state && h('p', { class: `state${state[0] === 'refused' ? ' problem' : ''}`, 'data-state': state[0] }, state[1]));
}
