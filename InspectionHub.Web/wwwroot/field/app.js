import { actions } from './actions.js';
import { counts } from './answer.js';
import { clock, h } from './dom.js';
import { listPage } from './list.js';
import { load } from './model.js';
import { sheetPage } from './sheet.js';
import { visitPage } from './visit.js';
import { link, send, start } from './sync.js';
import { isWrong } from './time.js';
import { askToStay, offerUpdates } from './update.js';

const part = id => document.getElementById(id);
const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel('inspectionhub-field') : null;
const notices = new Map();
let model = null;
let reading = null;
let dirty = false;

/** Tells or takes back something that stands above every page. */
function notice(key, content) {
  if (content) notices.set(key, content);
  else notices.delete(key);
  part('notices').replaceChildren(...notices.values());
}

/** Reads the store anew and draws; many changes in a row are one reading. */
async function refresh(tell = true) {
  if (reading) { dirty = true; return reading; }
  reading = (async () => {
    do {
      dirty = false;
      try { model = await load(); } catch (problem) { broken(problem); return; }
      render();
    } while (dirty);
  })();
  await reading;
  reading = null;
  if (tell) others?.postMessage('changed');
}

function render() {
  model.phase = link.phase;
  const id = location.hash.match(/^#\/sheet\/([0-9a-f-]+)$/)?.[1];
  const sheet = id && model.sheets.find(one => one.id === id);
  part('top').replaceChildren(id ? h('a', { class: 'back', href: '#/' }, '‹ 我的督导') : h('b', {}, '现场督导'), status());
  draw(part('page'), (id ? sheet ? (sheet.visit ? visitPage : sheetPage)(sheet, model, act) : missing() : listPage(model, act)).flat(3).filter(Boolean));
  part('foot').replaceChildren(...(sheet && (sheet.visit ? document.querySelector('main > section[data-row]') : sheet.rows.length > 0) ? [h('button', { type: 'button', 'data-act': 'previous', onclick: () => act.step(-1) }, '上一条'), h('button', { type: 'button', class: 'main', 'data-act': 'next-open', onclick: () => act.nextOpen() }, '下一条未填')] : []));
  document.title = sheet ? `${sheet.school} · 现场督导` : '现场督导';
  phases();
}

/** Puts the wanted children in place without moving those that stay: a moved node loses focus and a tap. */
function draw(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => { if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null); });
}

const missing = () => [h('h1', {}, '没有这次督导'), h('p', {}, model.person ? '它不在这台手机上：可能不是分给您的，或者还没有在有网络时取回。' : model.isOther ? '登录的人换了，有网络时会取回您的评分表。' : '请先登录。'), h('p', {}, h('a', { class: 'button', href: '#/' }, '我的督导'))];

function status() {
  const count = counts(model.entries);
  const photos = model.photos.filter(photo => photo.state === 'waiting').length;
  const contact = link.contact ? `${clock(link.contact)} 联系过服务器` : '还没有联系过服务器';
  const doing = link.phase === 'sending' && count.waiting + photos > 0 ? '正在发送' : link.phase === 'silent' ? '没有网络' : link.phase === 'signed-out' ? '待登录' : '';
  return h('button', { type: 'button', class: `status${count.trouble ? ' trouble' : ''}`, 'data-testid': 'status', 'data-phase': link.phase, 'data-waiting': count.waiting, title: '点此立即发送', onclick: () => send() },
    h('span', {}, `已存本机 ${count.kept} · 已送达 ${count.delivered}${photos ? ` · 照片 ${photos} 未送达` : ''}${count.trouble ? ` · 未被接受 ${count.trouble}` : ''}`), h('small', {}, [doing, contact].filter(Boolean).join(' · ')));
}

function phases() {
  const count = counts(model.entries);
  notice('sign-in', link.phase === 'signed-out' && h('p', { class: 'warn', 'data-testid': 'sign-in' }, count.waiting ? `登录已过期，${count.waiting} 条评分安全地存在本机。` : '请登录后使用。', h('a', { class: 'button', href: `/sign-in?returnUrl=${encodeURIComponent('/field' + location.hash)}` }, '去登录')));
  notice('forbidden', link.phase === 'forbidden' && h('p', { class: 'warn' }, '当前登录的账号不是督学，不能用这个页面。', h('a', { class: 'button', href: '/' }, '返回首页')));
  notice('skew', isWrong() && h('p', { class: 'warn', 'data-testid': 'skew' }, `本机时间与服务器相差约 ${Math.round(Math.abs(link.skew) / 60_000)} 分钟，请校准。评分已改按服务器的时间记，先后不受影响。`));
}

/** Nothing can be kept here: said plainly, with the way out. */
function broken(problem) {
  notice('store', h('div', { class: 'refusal', role: 'alert', 'data-testid': 'no-store' },
    h('p', {}, problem?.full ? '本机存储空间已满，刚才的操作没有保存。请清理手机空间后重试，或改用网页版（需要网络）。' : '这个浏览器不允许在本机保存数据（可能是无痕模式），离线评分不能用。请换普通窗口打开，或改用网页版（需要网络）。'),
    h('a', { class: 'button', href: '/inspections' }, '改用网页版评分')));
}

/** What came from the server could not be kept; what the person saved before is not touched by that. */
const unwritten = problem => notice('unwritten', problem && h('p', { class: 'refusal', role: 'alert', 'data-testid': 'unwritten' }, problem.full ? '手机存储空间已满，送达情况和新的评分表记不下来；已存的评分没有丢。请清理手机空间，本页会自己再试。' : '暂时不能写入本机存储；已存的评分没有丢，本页会自己再试。'));

const act = actions({ model: () => model, refresh, render, send, notice, broken });

async function boot() {
  if (!isSecureContext) {
    part('page').replaceChildren(h('h1', {}, '这个网址不安全，不能离线评分'), h('p', {}, '现场督导需要 HTTPS 网址（https:// 开头）。请向督导室索取正确的网址；现在可以改用网页版，需要一直有网络。'), h('p', {}, h('a', { class: 'button', href: '/inspections' }, '改用网页版评分')));
    return;
  }
  addEventListener('hashchange', () => { render(); scrollTo(0, 0); part('page').focus(); });
  if (others) others.onmessage = () => refresh(false);
  offerUpdates(notice);
  await refresh(false);
  if (model) askToStay(notice).catch(broken);
  if (model) await start(refresh, unwritten).catch(broken);
}

boot();
