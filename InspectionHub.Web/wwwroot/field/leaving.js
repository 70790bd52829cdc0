// Signing out, by the phone page and by the bar of the desk alike.
import { unsent } from './answer.js';
import { dialog } from './dialog.js';
import { h } from './dom.js';
import { entriesOf, forget } from './outbox.js';
import { all, NAME } from './store.js';

/** Asks while something has not arrived, signs out, then takes what was delivered off the device. False when the person stays. Throws when there is no network: nothing is removed then. */
export async function leave(person, out) {
  const isKept = !indexedDB.databases || (await indexedDB.databases()).some(one => one.name === NAME);
  const left = isKept ? unsent(await entriesOf(person), await all('photos', person)) : 0;
  if (left > 0 && !(await dialog('还有没送达的内容', [h('p', {}, `本机还有 ${left} 条评分或照片没有送达。现在退出，它们仍留在这台手机上，只有您本人再次登录才能看到和发送。`)], '仍要退出', '先不退出'))) return false;
  await out();
  // Should that fail, the next person's first round does it.
  if (isKept) await forget(person).catch(problem => console.warn('What was delivered is still on the device', problem));
  return true;
}

/** The program answers with a redirect; anything else is a stranger. */
export async function signOut(options) {
  const answer = await fetch('/account/sign-out', { method: 'POST', redirect: 'manual', ...options });
  if (answer.type !== 'opaqueredirect') throw new Error('not signed out');
}
