import { h } from './dom.js';
import { looseOf, OVER } from './loose.js';
import { rowView, tally } from './view.js';
import { answered, stateOf } from './visitview.js';

const STATES = { open: '评分中', submitted: '待审签' };
const VISITS = { planned: '待开始', onsite: '督导中', submitting: '提交已存本机，等待发送', submitted: '已提交，待阅', read: '已阅', withdrawn: '已撤销', gone: '已不在您名下，本机还有记录' };
const FINISHED = ['submitted', 'read', 'withdrawn'];
const ORDER = ['gone', 'onsite', 'submitting', 'planned', 'submitted', 'read', 'withdrawn'];

/** My visits, my sheets, my sites. */
export function listPage(model, act) {
  if (!model.person)
    return [h('h1', {}, '现场督导'), h('p', {}, model.isOther ? '登录的人换了。有网络时会取回您的评分表，之后没有信号也能用。' : model.phase === 'silent' || model.phase === 'start' ? '还没有在这台手机上登录过。请在有网络的地方打开一次并登录，之后没有信号也能用。' : '请先登录，您的评分表会存到这台手机上。')];
  const sheets = model.sheets.filter(one => !one.visit).sort((a, b) => a.openedAt < b.openedAt ? 1 : -1);
  const visits = model.sheets.filter(one => one.visit).map(visit => ({ visit, state: stateOf(visit, model.entries) }))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (isOpen(a.state) ? 1 : -1) * (a.visit.day < b.visit.day ? -1 : 1));
  // What is finished stands last and folded: at the gate one looks for what is still to do.
  const [due, done] = [visits.filter(one => !FINISHED.includes(one.state)), visits.filter(one => FINISHED.includes(one.state))];
  return [
    h('h1', {}, '我的督导'),
    h('p', { class: 'quiet' }, `${model.person.name}`, model.fetched ? null : '　正在取回……'),
    model.sheets.length === 0 && h('p', {}, model.fetched ? '目前没有分给您的督导。督导室安排后，在有网络时打开本页即可看到。' : '有网络时会取回您的督导。'),
    due.length > 0 && h('h2', {}, '挂牌督导'),
    due.length > 0 && h('ul', { class: 'sheets' }, due.map(one => h('li', {}, visitCard(one.visit, one.state, model)))),
    sheets.length > 0 && h('h2', {}, '专项和综合督导'),
    sheets.length > 0 && h('ul', { class: 'sheets' }, sheets.map(sheet => h('li', {}, card(sheet, model)))),
    areas(visits, model, act),
    done.length > 0 && h('details', { 'data-testid': 'done-visits' }, h('summary', {}, `最近 30 天已完成的挂牌督导 ${done.length} 次`), h('ul', { class: 'sheets' }, done.map(one => h('li', {}, visitCard(one.visit, one.state, model))))),
    model.person && h('label', { class: 'check' }, h('input', { type: 'checkbox', 'data-box': 'place', checked: model.place, onchange: event => act.agree(event.target.checked) }), '拍照时记下位置和误差，供核对（可随时关闭）'),
    h('p', { class: 'tools' }, h('button', { type: 'button', 'data-act': 'sign-out', onclick: act.signOut }, '退出登录'), h('a', { class: 'button', href: '/inspections' }, '网页版')),
  ];
}

const isOpen = state => state === 'planned' || state === 'onsite';

/** 责任区: a visit may begin there without having been planned; one that is planned is opened instead. */
function areas(visits, model, act) {
  const { areas: own, planNo } = model.routine;
  if (own.length === 0) return null;
  return h('section', { 'data-testid': 'areas' }, h('h2', {}, '我的责任区'),
    h('p', { class: 'quiet' }, planNo ? `按年度计划 ${planNo}，没有安排的也可以随访。` : '本学年的督导工作计划还没有批准，暂不能开始随访。'),
    h('ul', { class: 'sheets' }, own.map(area => {
      const ready = visits.find(one => one.visit.site === area.site && isOpen(one.state));
      const inner = [h('b', {}, area.school), h('span', { class: 'quiet' }, ready ? `${area.town}　已有一次${VISITS[ready.state]}` : area.town)];
      return h('li', {}, ready ? h('a', { class: 'card', href: `#/sheet/${ready.visit.id}` }, inner)
        : h('button', { type: 'button', class: 'card wide', 'data-begin': area.site, disabled: !planNo, onclick: () => act.beginVisit({ ...area, demo: model.sheets.some(one => one.demo) }) }, inner, h('span', {}, '到校，开始随访 ›')));
    })));
}

function visitCard(visit, state, model) {
  const count = isOpen(state) ? answered(visit, model.entries) : null;
  return h('a', { class: 'card', 'data-visit': visit.id, href: `#/sheet/${visit.id}` }, h('b', {}, visit.school), h('span', {}, `${visit.town}　${visit.title}　${visit.day.slice(5)}`),
    h('span', { class: state === 'gone' ? 'problem' : 'quiet' }, `${VISITS[state]}${state === 'onsite' ? `　清单 ${count.done}/${count.of}` : ''}`), visit.demo && h('span', { class: 'tag' }, '演示数据'));
}

function card(sheet, model) {
  const count = tally(sheet.rows.map(row => rowView(sheet, row, model.entries, model.photos, null)));
  const left = looseOf(sheet, model.entries).length;
  const facts = sheet.gone ? '已不在您名下，本机还有未送达的评分' : OVER[sheet.state] ? `${OVER[sheet.state]}${left ? `　没有计入的 ${left} 条` : ''}` : `${sheet.closed && sheet.state === 'open' ? '我已提交' : STATES[sheet.state]}　已评 ${count.done}/${count.of}${count.trouble ? `　有问题 ${count.trouble}` : ''}`;
  const inner = [h('b', {}, sheet.school), h('span', {}, `${sheet.town}　${sheet.title}`), h('span', { class: sheet.gone ? 'problem' : 'quiet' }, facts), sheet.demo && h('span', { class: 'tag' }, '演示数据')];
  // What is over is looked at on the desk page, unless something of one's own is still to be told here.
  return ['signed', 'withdrawn'].includes(sheet.state) && !sheet.gone && left === 0 ? h('a', { class: 'card', href: `/inspections/${sheet.id}` }, inner) : h('a', { class: 'card', href: `#/sheet/${sheet.id}` }, inner);
}
