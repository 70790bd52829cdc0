import { ask, meta, setMeta, within } from './store.js';

const PATIENCE = 3000;

/** Turns the place of photos on or off. Turning on asks the phone at once, so that the person answers now and not over a photo. */
export async function agree(yes) {
  if (yes && !(await here(20_000))) { await setMeta('place', false); return false; }
  await setMeta('place', yes);
  return true;
}

/** Writes the place beside photos just kept, if the person agreed and the phone knows it soon. The photos are safe already. */
export async function locate(person, sheet, shas) {
  if (shas.length === 0 || (await meta('place')) !== true) return;
  const place = await here(PATIENCE);
  if (!place) return;
  await within(['photos'], 'readwrite', async store => {
    for (const sha of shas) {
      const photo = await ask(store.get([person, sheet, sha]));
      if (photo?.state === 'waiting') await ask(store.put({ ...photo, place }));
    }
  });
}

const here = timeout => new Promise(resolve => {
  if (!navigator.geolocation) return resolve(null);
  // Some phones never answer.
  setTimeout(() => resolve(null), timeout + 500);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve({ lat: Number(coords.latitude.toFixed(6)), lon: Number(coords.longitude.toFixed(6)), acc: Math.round(coords.accuracy) }),
    () => resolve(null), { enableHighAccuracy: true, timeout, maximumAge: 60_000 });
});
