import { h } from './dom.js';
import { rowNode } from './row.js';
import { hazards } from './hazard.js';
import { loose, OVER } from './loose.js';
import { keepPart, remember } from './parts.js';
import { reading } from './reading.js';
import { submission } from './submit.js';
import { isTrouble, rowView, tally } from './view.js';

const FILTERS = [['open', '未填'], ['all', '全部'], ['trouble', '有问题']];

/** One sheet of an inspection. */
export function sheetPage(sheet, model, act) {
  const kept = remember(model.person, sheet);
  if (OVER[sheet.state] && !sheet.gone) return over(sheet, model, act);
  const wordings = new Map((model.editions[sheet.edition] ?? []).map(row => [row.code, row]));
  const views = sheet.rows.filter(row => wordings.has(row.code)).map(row => rowView(sheet, row, model.entries, model.photos, model.drafts.find(one => one.sheet === sheet.id && one.row === row.code)));
  // One photo may stand for several rows.
  const taken = [...new Map(views.flatMap(view => view.photos).map(photo => [photo.sha, photo])).values()];
  for (const view of views) view.elsewhere = taken.filter(photo => !view.photos.some(one => one.sha === photo.sha));
  const count = tally(views);
  const choose = filter => {
    kept.filter = filter;
    // What is shown stays shown until the next choice: a row must not vanish under the finger that marked it.
    kept.chosen = filter === 'all' ? null : new Set(views.filter(view => filter === 'open' ? !view.marked && !view.row.why : isTrouble(view)).map(view => view.row.code));
    act.render();
    scrollTo(0, 0);
  };
  const numbers = { open: count.open, all: views.length, trouble: count.trouble };
  const shown = views.filter(view => !kept.chosen || kept.chosen.has(view.row.code));
  return [
    h('h1', {}, sheet.school),
    h('p', { class: 'quiet' }, `${sheet.title}　督导组：${sheet.team.join('、')}`),
    sheet.gone && h('div', { class: 'refusal', role: 'alert' }, h('p', {}, '这张评分表已改派给别人，或已不属于您。本机上的评分没有丢：请导出为文件交给督导室。'), exportButton(sheet, act)),
    sheet.closed && sheet.state === 'open' && h('p', { class: 'warn' }, '您已提交本人评分。现在再评，会作为迟到评分送达，组长采纳后才计入。'),
    sheet.state === 'submitted' && h('p', { class: 'warn' }, '组长已提交审签。现在再评，会作为迟到评分送达。'),
    hazards(sheet, model, act, keepPart),
    loose(sheet, model, act),
    h('div', { class: 'bar' }, h('b', { 'data-testid': 'count' }, `已评 ${count.done}/${count.of}`),
      h('div', { role: 'group', 'aria-label': '显示哪些', class: 'filters' }, FILTERS.map(([key, name]) => h('button', { type: 'button', 'data-filter': key, 'aria-pressed': String(kept.filter === key), onclick: () => choose(key) }, `${name} ${numbers[key]}`)))),
    shown.length === 0 && h('p', {}, kept.filter === 'open' ? '✓ 这张表都评完了。' : '没有需要处理的问题。'),
    shown.map(view => keepNode(wordings.get(view.row.code), view, sheet, act)),
    reading(sheet, model, act, keepPart),
    submission(sheet, count, model, act),
    h('p', { class: 'tools' }, exportButton(sheet, act)),
  ];
}

/** 审签, 撤销 or 换人: why, what of one's own was not counted, and the way out. */
const over = (sheet, model, act) => [
  h('h1', {}, sheet.school),
  h('p', { class: 'quiet' }, `${sheet.title}　${sheet.town}`),
  h('p', { class: 'warn', 'data-testid': 'over' }, `${{ signed: '这次督导已审签，结果已定。', withdrawn: '督导室已撤销这次督导。', reassigned: '这次督导已换人，不再由您评分。' }[sheet.state]}${sheet.reason ? `（${sheet.reason}）` : ''}`),
  hazards(sheet, model, act, keepPart),
  loose(sheet, model, act),
  h('p', { class: 'tools' }, exportButton(sheet, act), sheet.state !== 'reassigned' && h('a', { class: 'button', href: `/inspections/${sheet.id}` }, '在网页上看')),
];

const exportButton = (sheet, act) => h('button', { type: 'button', 'data-act': 'export', onclick: () => act.export(sheet) }, '把本机评分导出为文件');

function keepNode(wording, view, sheet, act) {
  const key = JSON.stringify([view.row, view.mine, view.waits, view.trouble, view.late, view.others, view.differs, view.marked, view.decision, view.photos.map(photo => [photo.sha, photo.state, photo.reasons, photo.place]), view.elsewhere.map(photo => photo.sha), view.draft?.photos]);
  return keepPart(view.row.code, key, `${view.mine?.id} ${view.decision?.id}`, () => rowNode(wording, view, sheet, act.ofRow(sheet, view)));
}
