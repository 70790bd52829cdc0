import { all, ask as done, within } from './store.js';

const LARGEST = 128 * 1024;
const SMALLEST = 8 * 1024;
const QUICK = 4000;
// A piece that does not pass in its time is tried again at half the size: below 50 kbit/s a large one never would.
let size = LARGEST;

const keep = photo => within(['photos'], 'readwrite', store => done(store.put(photo)));

const placed = place => place ? `&lat=${place.lat}&lon=${place.lon}&acc=${place.acc}` : '';

/** Sends photos whose marks have been delivered, in pieces; what the server already has of one is not sent again. */
export async function sendPhotos(person, token, ask, isHurried) {
  let sent = false;
  for (const photo of (await all('photos', person.id)).filter(one => one.state === 'waiting')) {
    const path = `/api/field/photos/${photo.sheet}/${photo.sha}`;
    let answer = (await ask(path)).body;
    while (answer?.schema === 'photo/1' && answer.result === 'partial') {
      const piece = photo.blob.slice(answer.received, answer.received + size);
      const taken = encodeURIComponent(photo.taken ?? '');
      const begun = performance.now();
      try {
        answer = (await ask(`${path}?offset=${answer.received}&total=${photo.blob.size}&taken=${taken}${placed(photo.place)}`,
          { method: 'POST', body: piece, headers: { 'Content-Type': 'application/octet-stream', RequestVerificationToken: token } })).body;
      } catch (problem) {
        size = Math.max(SMALLEST, size / 2);
        throw problem;
      }
      if (performance.now() - begun < QUICK) size = Math.min(LARGEST, size * 2);
    }
    if (answer?.schema !== 'photo/1' || answer.result === 'again' || answer.result === 'token') throw new Error('silence');
    // Not named by any mark yet: it waits for its mark.
    if (answer.result === 'unnamed') continue;
    await keep({ ...photo, state: answer.result === 'refused' ? 'refused' : 'sent', reasons: answer.reasons ?? [], blob: answer.result === 'refused' ? photo.blob : null });
    sent = true;
    // A mark made meanwhile goes first: it is small. At least one photo goes in every round.
    if (isHurried()) break;
  }
  return sent;
}
