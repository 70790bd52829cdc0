// Pure: how a queue is emptied. The store, the network and the token are given by the caller.
import { waiting } from './answer.js';

/**
 * Sends what waits, oldest first, and writes down each verdict before the next is sent.
 *  pass     – { token, person } of who is signed in
 *  deliver  – (entry, token) => verdict of judge()
 *  renew    – () => a new pass, or null when nobody is signed in
 *  settle   – (entry, verdict) => kept when it has been written down
 * Gives 'empty', 'signed-out' or 'other' (somebody else signed in meanwhile). Throws when the network is silent: what was not answered stays.
 */
export async function drain(entries, pass, { deliver, renew, settle }) {
  let token = pass.token;
  for (const entry of waiting(entries)) {
    let verdict = await deliver(entry, token);
    if (verdict.kind === 'token') {
      const next = await renew();
      if (next === null) return 'signed-out';
      // These entries are not the other person's and stay.
      if (next.person.id !== pass.person.id) return 'other';
      token = next.token;
      verdict = await deliver(entry, token);
      if (verdict.kind === 'token') verdict = { kind: 'settled', state: 'refused', reasons: verdict.reasons, status: 400 };
    }
    if (verdict.kind === 'person') return 'signed-out';
    if (verdict.kind === 'silence') throw new Error('silence');
    await settle(entry, verdict);
  }
  return 'empty';
}
