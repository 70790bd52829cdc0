import { clock, h } from './dom.js';
import { hazards } from './hazard.js';
import { listing } from './notes.js';
import { keepPart, remember } from './parts.js';
import { pointNode } from './point.js';
import { answered, lacking, noteView, stateOf } from './visitview.js';
import { work } from './work.js';

/** One routine visit. */
export function visitPage(visit, model, act) {
  remember(model.person, visit);
  const state = stateOf(visit, model.entries);
  const head = [
    h('h1', {}, visit.school),
    h('p', { class: 'quiet' }, `${visit.title}　${visit.planned ? `安排在 ${visit.day}` : `${visit.day} 随访`}`),
    visit.reason && h('p', { class: 'warn', 'data-testid': 'reason' }, visit.reason),
  ];
  if (state === 'gone') return [...head, gone(visit, model, act)];
  if (state === 'planned') return [...head, before(visit), h('p', {}, h('button', { type: 'button', class: 'main wide', 'data-act': 'start', onclick: () => act.startVisit(visit) }, '到校，开始督导')), points(visit)];
  if (state !== 'onsite' && state !== 'submitting') return [...head, h('p', { class: 'state', 'data-state': state }, { submitted: '✓✓ 已提交，等督导室阅', read: '✓✓ 督导室已阅', withdrawn: '– 督导室已撤销' }[state]), h('p', {}, h('a', { class: 'button', href: `/visits/${visit.id}` }, '在网页上看全部记录'))];
  const closed = state === 'submitting';
  const count = answered(visit, model.entries);
  const views = visit.points.map(point => noteView(visit, `point/${point.code}`, model.entries, model.photos, model.drafts.find(one => one.sheet === visit.id && one.row === `point/${point.code}`)));
  const taken = [...new Map(views.flatMap(view => view.photos).map(photo => [photo.sha, photo])).values()];
  for (const view of views) view.elsewhere = taken.filter(photo => !view.photos.some(one => one.sha === photo.sha));
  return [
    ...head, before(visit),
    hazards(visit, model, act, keepPart),
    h('div', { class: 'bar' }, h('b', { 'data-testid': 'count' }, `清单 ${count.done}/${count.of}`)),
    views.map((view, index) => keepPart(view.row.code, JSON.stringify([view.mine, view.waits, view.trouble, view.late, view.photos.map(one => [one.sha, one.state, one.reasons, one.place]), view.elsewhere.map(one => one.sha), view.draft?.photos, closed]), `${view.mine?.id}`,
      () => pointNode(visit.points[index], view, visit, act))),
    work(visit, model, act),
    listing('problem', visit, model, act), listing('complaint', visit, model, act),
    handingIn(visit, closed, count, model, act),
    h('p', { class: 'tools' }, exportButton(visit, act)),
  ];
}

const exportButton = (visit, act) => h('button', { type: 'button', 'data-act': 'export', onclick: () => act.export(visit) }, '把本机记录导出为文件');

const points = visit => h('details', { class: 'row' }, h('summary', {}, `先看清单（${visit.points.length} 条）`), h('ol', {}, visit.points.map(point => h('li', {}, point.text))));

/** What the visit before found: the first thing to look at. */
function before(visit) {
  if (!visit.last) return null;
  return h('div', { class: 'row', 'data-testid': 'before' }, h('b', {}, `上次 ${visit.last.day} ${visit.last.title}`),
    visit.last.problems.length ? h('ul', {}, visit.last.problems.map(one => h('li', {}, one))) : h('p', { class: 'quiet' }, '没有记下问题。'));
}

function gone(visit, model, act) {
  const refused = model.entries.find(entry => entry.sheet === visit.id && entry.kind === 'visit' && (entry.state === 'refused' || entry.state === 'conflict'));
  return h('div', { class: 'refusal', role: 'alert', 'data-testid': 'gone' },
    h('p', {}, refused ? '这次督导没有被接受：' : '这次督导已改派给别人，或已不属于您。'), refused && h('ul', {}, (refused.reasons ?? []).map(one => h('li', {}, one))),
    h('p', {}, '本机上的记录没有丢：请导出为文件交给督导室。'), exportButton(visit, act));
}

/** Signing and handing in. */
function handingIn(visit, closed, count, model, act) {
  if (closed) return h('section', { class: 'row', 'data-testid': 'submission' }, h('p', { class: 'state', 'data-state': 'waiting' }, '✓ 提交已存本机，等待发送'));
  const refused = model.entries.findLast(entry => entry.sheet === visit.id && entry.kind === 'submission' && (entry.state === 'refused' || entry.state === 'conflict') && !entry.seen);
  const say = lacking(visit, model.entries, model.drafts);
  const since = model.entries.find(entry => entry.sheet === visit.id && entry.kind === 'visit');
  return h('section', { class: 'row', 'data-testid': 'submission' }, h('h2', {}, '签名并提交'),
    refused && h('div', { class: 'refusal', role: 'alert' }, h('b', {}, '✕ 提交未被接受'), h('ul', {}, refused.reasons.map(one => h('li', {}, one))), h('button', { type: 'button', onclick: () => act.seen(refused) }, '知道了')),
    h('p', {}, count.done < count.of ? '' : '清单都已填。', since && `${clock(since.at)} 到校。`),
    say && h('p', { class: 'warn', 'data-testid': 'lacking' }, say),
    h('button', { type: 'button', class: 'main wide', 'data-act': 'submit', disabled: say !== null, onclick: () => act.submit(visit) }, '签名并提交'));
}
