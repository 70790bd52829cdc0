import { dialog } from './dialog.js';
import { clock, h } from './dom.js';
import { OVER } from './loose.js';
import { HAZARD } from './outbox.js';
import { REMINDER } from './pictures.js';
import { pad } from './signing.js';
import { stamp } from './time.js';

const KINDS = ['消防通道堵塞或锁闭', '房屋墙体开裂、掉落', '食品变质或来源不明', '燃气、用电有危险', '校车、接送有危险', '临水、边坡无防护'];
const TOLD = ['督导室', '学校负责人', '局安全股', '暂时打不通'];

/** 立即处置 on a sheet: the button, and what has been reported. */
export function hazards(sheet, model, act, keepPart) {
  const isOpen = !sheet.gone && !OVER[sheet.state];
  const own = model.entries.filter(entry => entry.kind === 'hazard' && entry.sheet === sheet.id && entry.state !== 'sent' && entry.state !== 'late' && !entry.seen);
  const hasDraft = model.drafts.some(one => one.sheet === sheet.id && one.row === HAZARD && (one.what || one.done));
  return keepPart('!hazards', JSON.stringify([sheet.hazards, own, hasDraft, isOpen]), '', () => h('div', {},
    (sheet.hazards ?? []).map(one => h('div', { class: 'refusal', 'data-hazard': one.id }, h('b', {}, `立即处置　${clock(one.at)} ${one.who}`), h('p', {}, `${one.what}　当场：${one.done}　已告知：${one.called}`), one.notice && h('p', {}, `整改通知：${one.notice}`))),
    own.map(entry => { const body = JSON.parse(entry.body); return h('div', { class: 'refusal', 'data-hazard': entry.id },
      h('b', {}, entry.state === 'waiting' ? '立即处置　✓ 已存本机，等待发送' : '立即处置　✕ 未被接受'), h('p', {}, `${body.what}　当场：${body.done}　已告知：${body.called}`), (entry.reasons ?? []).map(one => h('p', {}, one)),
      entry.state !== 'waiting' && h('button', { type: 'button', onclick: () => act.seen(entry) }, '知道了')); }),
    isOpen && h('p', {}, h('button', { type: 'button', class: 'danger', 'data-act': 'hazard', onclick: () => act.hazard(sheet) }, hasDraft ? '继续填写立即处置' : '有人身危险？立即处置'))));
}

/** What is dangerous, what was done, who was called, and the 整改通知. Every keystroke is kept as a draft. Null when put off. */
export async function hazardDialog(sheet, before, keep) {
  const now = { photos: [], ...before };
  const text = (name, props = {}) => h(props.rows ? 'textarea' : 'input', { 'data-box': name, maxlength: '500', autocomplete: 'off', value: now[name] ?? '', oninput: event => put(name, event.target.value), ...props });
  const put = (name, value) => { now[name] = value; keep.draft(now); };
  const boxes = { what: text('what', { rows: '2' }), done: text('done', { rows: '2' }), called: text('called'), demand: text('demand', { rows: '2' }), dueOn: text('dueOn', { type: 'date' }), responsible: text('responsible', { maxlength: '40' }) };
  // On a visit: the point of its list that the notice is about says which office follows it.
  const point = sheet.points && h('select', { 'data-box': 'point', onchange: () => put('point', point.value) }, h('option', { value: '' }, '无'), sheet.points.map(one => h('option', { value: one.code, selected: one.code === now.point }, `${one.code}　${one.text}`)));
  const chips = (name, phrases) => h('div', { class: 'chips' }, phrases.map(phrase => h('button', { type: 'button', onclick: () => { boxes[name].value = [boxes[name].value.trim(), phrase].filter(Boolean).join('；'); put(name, boxes[name].value); } }, phrase)));
  const shown = h('span', { class: 'quiet' }, '');
  const tell = () => { shown.textContent = now.photos.length ? `已拍 ${now.photos.length} 张` : ''; };
  const camera = h('input', { type: 'file', accept: 'image/*', capture: 'environment', 'data-photo': 'hazard', onchange: async () => {
    try { put('photos', [...new Set([...now.photos, ...await keep.photograph([...camera.files])])]); tell(); } catch (reason) { say(reason.message); }
  } });
  const receipt = pad('签收签名', '学校负责人签收（可不签）');
  const wants = h('input', { type: 'checkbox', 'data-box': 'notice', checked: now.notice, onchange: () => { put('notice', wants.checked); notice.hidden = !wants.checked; } });
  const notice = h('div', { hidden: !now.notice }, h('label', {}, '整改要求', boxes.demand), h('label', {}, '完成期限', boxes.dueOn), h('label', {}, '责任人', boxes.responsible), point && h('label', {}, '清单哪一条（可不选）', point), receipt.node);
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const say = line => { problem.textContent = line ?? ''; problem.hidden = !line; return !line; };
  const value = name => boxes[name].value.trim();
  const lacking = () => !value('what') ? '请写明发现了什么危险。' : !value('done') ? '请写明当场采取的措施。' : !value('called') ? '请写明电话告知了谁；打不通也请写明。'
    : wants.checked && !(value('demand') && value('dueOn') && value('responsible')) ? '整改通知要写明整改要求、完成期限和责任人。' : null;
  tell();
  const yes = await dialog('立即处置', [
    h('p', { class: 'warn' }, '先让人离开危险，再打电话，再填这里。'),
    h('div', { class: 'chips' }, [['119', '消防'], ['120', '急救'], ['110', '报警']].map(([number, name]) => h('a', { class: 'button', href: `tel:${number}` }, `${name} ${number}`))),
    h('label', {}, '发现了什么危险、在哪里', boxes.what), chips('what', KINDS),
    h('p', { class: 'warn' }, REMINDER), h('div', { class: 'chips' }, h('label', { class: 'pick' }, '拍照', camera), shown),
    h('label', {}, '当场采取的措施', boxes.done),
    h('label', {}, '电话告知了谁', boxes.called), chips('called', TOLD),
    h('label', { class: 'check' }, wants, '当场下达整改通知'), notice, problem,
  ], '保存并报督导室', '先不报', () => say(lacking()));
  if (!yes) return null;
  return { foundAt: stamp(), what: value('what'), done: value('done'), called: value('called'), photos: now.photos,
    notice: wants.checked ? { demand: value('demand'), dueOn: value('dueOn'), responsible: value('responsible'), ...(point?.value && { point: point.value }) } : null, signature: wants.checked && !receipt.isEmpty() ? await receipt.blob() : null };
}
