import { h } from './dom.js';
import { meta, setMeta } from './store.js';

/** Private windows wipe everything when they close, and a crowded phone may: said once, with the way to be safe. */
export async function askToStay(notice) {
  if ((await navigator.storage?.persist?.().catch(() => false)) || (await meta('stay')) === 'read') return;
  const read = () => { notice('stay', null); setMeta('stay', 'read').catch(() => {}); };
  notice('stay', h('p', { class: 'warn', 'data-testid': 'stay' }, '手机可能清掉本机数据：请不要用无痕窗口，评分当天送出去。在浏览器菜单里点“添加到主屏幕”，存得更牢。', h('button', { type: 'button', onclick: read }, '知道了')));
}

/** Keeps the page itself on the device, and offers a new version when one has been fetched. Marks lie in IndexedDB and are not touched. */
export async function offerUpdates(notice) {
  if (!('serviceWorker' in navigator)) {
    notice('worker', h('p', { class: 'warn', 'data-testid': 'no-worker' }, '这个浏览器不能离线打开本页；评分仍会先存本机再发送，请不要关闭页面。'));
    return;
  }
  let asked = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (asked) location.reload(); });
  const offer = worker => notice('update', h('p', { class: 'warn', 'data-testid': 'update' }, '有新版本，未送达的评分不受影响。', h('button', { type: 'button', onclick: () => { asked = true; worker.postMessage('take-over'); } }, '点此更新')));
  try {
    const registration = await navigator.serviceWorker.register('/field-worker.js', { scope: '/field', updateViaCache: 'none' });
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => { if (coming.state === 'installed' && navigator.serviceWorker.controller) offer(coming); });
    });
  } catch (problem) {
    console.warn('The page could not be kept for offline use', problem);
  }
}
