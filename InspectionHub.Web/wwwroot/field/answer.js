// Pure: what an answer means, and how long to wait. No network, no clock, no store.

const KEPT = ['stored', 'known', 'late'];

/**
 * What came back for an entry that was sent.
 *  settled – the program itself answered for this very id: kept, or refused for good
 *  token   – the page's token has run out: fetch a new one, send again
 *  person  – nobody is signed in
 *  silence – anything else, such as a captive portal's page with status 200: the entry stays and is sent again
 */
export function judge(id, status, body) {
  if (status === 401) return { kind: 'person' };
  const own = body !== null && typeof body === 'object' && body.schema === 'mark/1';
  if (!own) return { kind: 'silence' };
  if (status === 400 && body.id !== id) return { kind: 'token', reasons: body.reasons ?? [] };
  if (body.id !== id) return { kind: 'silence' };
  if (status === 200 && KEPT.includes(body.result)) return { kind: 'settled', state: body.result === 'late' ? 'late' : 'sent', reasons: body.reasons ?? [], received: body.received };
  if (body.result === 'refused' && status >= 400 && status < 500) return { kind: 'settled', state: status === 409 ? 'conflict' : 'refused', reasons: body.reasons ?? [], status };
  return { kind: 'silence' };
}

/** Milliseconds before the next try: doubling from one second to five minutes, spread by a chance between 0 and 1. */
export const wait = (failures, chance) => Math.round(Math.min(300_000, 1000 * 2 ** Math.max(0, failures - 1)) * (0.75 + chance / 2));

/** Entries still to send, oldest first by the device's own sequence: the wall clock may be wrong. */
export const waiting = entries => entries.filter(entry => entry.state === 'waiting').sort((a, b) => a.seq - b.seq);

/** Everything of one person that has not arrived: marks waiting or not taken, photos. */
export const unsent = (entries, photos) => counts(entries).waiting + counts(entries).trouble + photos.filter(photo => photo.state === 'waiting').length;

/** What the status line counts. */
export const counts = entries => ({
  kept: entries.length,
  delivered: entries.filter(entry => entry.state === 'sent' || entry.state === 'late').length,
  waiting: entries.filter(entry => entry.state === 'waiting').length,
  trouble: entries.filter(entry => (entry.state === 'refused' || entry.state === 'conflict') && !entry.seen).length,
});
