import { unsent } from './answer.js';
import { draftsOf, entriesOf } from './outbox.js';
import { urlOf } from './photo.js';
import { all, ask, meta, within } from './store.js';

/** No plan, no own sites: what holds before the first fetch. */
const NONE = { planNo: null, areas: [], checklists: [] };

const signedIn = () => document.cookie.match(/(?:^|; )hub-person=([^;]+)/)?.[1];

/** Everything the pages show, of the signed-in person only. */
export async function load() {
  const known = (await meta('person')) ?? null;
  // Whoever signed in last is named by a cookie: before the first answer of the server, nobody is shown another person's sheets.
  const person = known && (signedIn() ?? known.id) === known.id ? known : null;
  if (!person) return { person, isOther: known !== null, routine: NONE, sheets: [], editions: {}, entries: [], drafts: [], photos: [], fetched: null, unsent: 0 };
  const [sheets, entries, drafts, photos, fetched] = await Promise.all([all('sheets', person.id), entriesOf(person.id), draftsOf(person.id), all('photos', person.id), meta(`fetched:${person.id}`)]);
  const editions = await within(['editions'], 'readonly', async store => {
    const found = {};
    for (const edition of new Set(sheets.map(sheet => sheet.edition).filter(Boolean))) found[edition] = (await ask(store.get(edition))) ?? [];
    return found;
  });
  const place = (await meta('place')) === true;
  const routine = (await meta(`routine:${person.id}`)) ?? NONE;
  return { person, place, routine, sheets, editions, entries, drafts, fetched, photos: photos.map(({ blob, ...photo }) => ({ ...photo, url: urlOf({ ...photo, blob }) })), unsent: unsent(entries, photos) };
}
