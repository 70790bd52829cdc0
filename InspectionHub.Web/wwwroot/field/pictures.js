import { h } from './dom.js';

/** Stands at every camera of the page. */
export const REMINDER = '请不要拍到学生姓名、身份证号和正脸。';

const LABELS = { waiting: '未送达', sent: '已送达', refused: '未被接受' };

const address = (photo, sheet) => photo.url ?? `/api/field/photos/${sheet.id}/${photo.sha}.jpg`;

/** Photos of a row: taking, choosing, and what became of each. */
export function pictures(view, sheet, act) {
  const pick = (text, camera) => {
    const box = h('input', { type: 'file', accept: 'image/*', capture: camera ? 'environment' : null, multiple: !camera, 'data-photo': camera ? 'camera' : 'gallery',
      onchange: () => act.photograph([...box.files], camera) });
    return h('label', { class: 'pick' }, text, box);
  };
  return [
    h('p', { class: 'warn' }, REMINDER),
    h('div', { class: 'chips' }, pick('拍照', true), pick('从相册选', false)),
    h('ul', { class: 'photos' }, view.photos.map(photo => h('li', { 'data-photo-state': photo.state },
      h('img', { alt: '这一条的照片', src: address(photo, sheet), loading: 'lazy' }),
      h('span', {}, LABELS[photo.state] ?? '', photo.place && h('small', { class: 'quiet' }, `　位置 ±${Math.round(photo.place.acc)} 米`)),
      photo.reasons?.length ? h('span', { class: 'problem' }, photo.reasons.join('；')) : null,
      h('button', { type: 'button', onclick: () => act.unphotograph(photo.sha) }, '去掉')))),
    view.elsewhere.length > 0 && h('div', { class: 'reuse' }, h('p', { class: 'quiet' }, '本表其他条目的照片，点一下也用在这一条：'), h('div', { class: 'chips' }, view.elsewhere.map(photo =>
      h('button', { type: 'button', class: 'thumb', 'data-reuse': photo.sha, 'aria-label': '把这张照片也用在这一条', onclick: () => act.reuse(photo.sha) }, h('img', { alt: '', src: address(photo, sheet), loading: 'lazy' }))))),
    view.photos.length > 0 && !view.marked && h('p', { class: 'quiet' }, '照片会随评分一起送出。'),
  ];
}
