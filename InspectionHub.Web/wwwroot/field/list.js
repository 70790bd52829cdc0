import { h } from './dom.js';
import { rowView, tally } from './view.js';

const STATES = { open: '评分中', submitted: '待审签', signed: '已审签' };

/** My sheets. */
export function listPage(model, act) {
  if (!model.person)
    return [h('h1', {}, '现场评分'), h('p', {}, model.phase === 'silent' || model.phase === 'start' ? '还没有在这台手机上登录过。请在有网络的地方打开一次并登录，之后没有信号也能用。' : '请先登录，您的评分表会存到这台手机上。')];
  const shown = [...model.sheets].sort((a, b) => a.openedAt < b.openedAt ? 1 : -1);
  return [
    h('h1', {}, '我的评分表'),
    h('p', { class: 'quiet' }, `${model.person.name}`, model.fetched ? null : '　正在取回评分表……'),
    shown.length === 0 && h('p', {}, model.fetched ? '目前没有分给您的督导。督导室发起后，在有网络时打开本页即可看到。' : '有网络时会取回您的评分表。'),
    h('ul', { class: 'sheets' }, shown.map(sheet => h('li', {}, card(sheet, model)))),
    model.person && h('label', { class: 'check' }, h('input', { type: 'checkbox', 'data-box': 'place', checked: model.place, onchange: event => act.agree(event.target.checked) }), '拍照时记下位置和误差，供核对（可随时关闭）'),
    h('p', { class: 'tools' }, h('button', { type: 'button', 'data-act': 'sign-out', onclick: act.signOut }, '退出登录'), h('a', { class: 'button', href: '/inspections' }, '网页版')),
  ];
}

function card(sheet, model) {
  const count = tally(sheet.rows.map(row => rowView(sheet, row, model.entries, model.photos, null)));
  const facts = sheet.gone ? '已不在您名下，本机还有未送达的评分' : sheet.state === 'signed' ? STATES.signed : `${sheet.closed && sheet.state === 'open' ? '我已提交' : STATES[sheet.state]}　已评 ${count.done}/${count.of}${count.trouble ? `　有问题 ${count.trouble}` : ''}`;
  const inner = [h('b', {}, sheet.school), h('span', {}, `${sheet.town}　${sheet.title}`), h('span', { class: sheet.gone ? 'problem' : 'quiet' }, facts), sheet.demo && h('span', { class: 'tag' }, '演示数据')];
  return sheet.state === 'signed' && !sheet.gone ? h('a', { class: 'card', href: `/inspections/${sheet.id}` }, inner) : h('a', { class: 'card', href: `#/sheet/${sheet.id}` }, inner);
}
