import { dialog } from './dialog.js';
import { h } from './dom.js';

/** Signatures of the inspector and of the school's head, or the head's refusal with two witnesses. Null when put off. */
export async function signing(sheet, person) {
  const own = pad('督学签名', `${person.name} 请在框内签名`);
  const head = pad('学校负责人签名', '请学校负责人在框内签名');
  const headName = h('input', { 'data-box': 'head-name', maxlength: '40', autocomplete: 'off' });
  const isRefused = h('input', { type: 'checkbox', 'data-box': 'refused' });
  const reason = h('input', { 'data-box': 'refused-reason', maxlength: '200' });
  const witnesses = [0, 1].map(index => h('input', { 'data-box': `witness-${index}`, maxlength: '40', autocomplete: 'off' }));
  const signed = h('div', {}, h('label', {}, '学校负责人姓名', headName), head.node);
  const refused = h('div', { hidden: true }, h('label', {}, '拒签原因', reason), witnesses.map((box, index) => h('label', {}, `见证督学 ${index + 1}`, box)));
  isRefused.addEventListener('change', () => { signed.hidden = isRefused.checked; refused.hidden = !isRefused.checked; });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const lacking = () => {
    if (own.isEmpty()) return '请督学本人签名。';
    if (!isRefused.checked) return !headName.value.trim() ? '请填写学校负责人姓名。' : head.isEmpty() ? '请学校负责人签名；不愿签的请选“拒签”。' : null;
    const [first, second] = witnesses.map(box => box.value.trim());
    return !reason.value.trim() ? '请写明拒签原因。' : !first || !second || first === second ? '拒签须有两名督学见证，请填写两人姓名。' : null;
  };
  const before = () => {
    const say = lacking();
    problem.textContent = say ?? '';
    problem.hidden = !say;
    return !say;
  };
  const yes = await dialog('签名并提交', [h('p', {}, sheet.visit ? `${sheet.school}：提交后记录不能再改，需要补充时由督导室退回。` : `${sheet.school}：提交后您的评分即关闭，再评算迟到。`), own.node, h('label', { class: 'check' }, isRefused, '学校负责人拒签'), signed, refused, problem], sheet.visit ? '提交记录' : '提交本人评分', '先不提交', before);
  if (!yes) return null;
  return { inspector: await own.blob(), head: isRefused.checked ? null : await head.blob(), headName: isRefused.checked ? null : headName.value.trim(),
    refused: isRefused.checked ? { reason: reason.value.trim(), witnesses: witnesses.map(box => box.value.trim()) } : null };
}

/** A white field to sign in with a finger: black on white in dark mode too, because it will be printed. */
export function pad(name, hint) {
  const canvas = h('canvas', { width: '640', height: '220', class: 'pad', role: 'img', 'aria-label': `${name}（${hint}）`, 'data-pad': name });
  const pen = canvas.getContext('2d');
  let strokes = 0;
  const clear = () => { strokes = 0; pen.fillStyle = '#fff'; pen.fillRect(0, 0, 640, 220); pen.strokeStyle = '#000'; pen.lineWidth = 4; pen.lineCap = pen.lineJoin = 'round'; };
  const at = event => { const box = canvas.getBoundingClientRect(); return [(event.clientX - box.left) * 640 / box.width, (event.clientY - box.top) * 220 / box.height]; };
  canvas.addEventListener('pointerdown', event => { canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
  canvas.addEventListener('pointermove', event => { if (event.buttons) { pen.lineTo(...at(event)); pen.stroke(); strokes += 1; } });
  clear();
  return { node: h('div', { class: 'sign' }, h('span', {}, hint), canvas, h('button', { type: 'button', onclick: clear }, '重签')), isEmpty: () => strokes < 3, blob: () => new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85)) };
}
