// IndexedDB: everything that must outlive a killed tab. Only what a transaction has completed is told to the person.
export const NAME = 'inspectionhub-field';
const VERSION = 1;
let opening = null;

/** Thrown when nothing can be kept on this device; `full` tells a full disk from a closed door. */
export class StoreError extends Error {
  constructor(cause) {
    super(String(cause));
    this.full = cause?.name === 'QuotaExceededError';
  }
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('meta');
      db.createObjectStore('sheets', { keyPath: ['person', 'id'] });
      db.createObjectStore('editions');
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('order', ['person', 'seq']);
      db.createObjectStore('photos', { keyPath: ['person', 'sheet', 'sha'] });
      db.createObjectStore('drafts', { keyPath: ['person', 'sheet', 'row'] });
    };
    request.onsuccess = () => {
      const db = request.result;
      // iOS closes databases under memory pressure; the next use opens it again.
      db.onclose = () => { opening = null; };
      db.onversionchange = () => { db.close(); opening = null; };
      resolve(db);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
  return opening;
}

/** Runs work(stores…) in one transaction and gives its result after the transaction is complete, and with strict durability on the disk. Tries once more if the database was closed. */
export async function within(names, mode, work, durability = 'strict', again = true) {
  try {
    const db = await open();
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(names, mode, { durability });
      let result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('aborted'));
      Promise.resolve(work(...names.map(name => transaction.objectStore(name)))).then(
        value => { result = value; },
        problem => { try { transaction.abort(); } catch { /* already over */ } reject(problem); });
    });
  } catch (problem) {
    opening = null;
    if (again && problem?.name === 'InvalidStateError') return within(names, mode, work, durability, false);
    throw problem instanceof StoreError ? problem : new StoreError(problem);
  }
}

/** A request as a promise. */
export const ask = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export const meta = key => within(['meta'], 'readonly', store => ask(store.get(key)));
export const setMeta = (key, value) => within(['meta'], 'readwrite', store => ask(store.put(value, key)));
export const all = (name, person) => within([name], 'readonly', store => ask(store.getAll(IDBKeyRange.bound([person], [person, []]))));

/** The name of this device, made once. */
export const device = () => within(['meta'], 'readwrite', async store => {
  const known = await ask(store.get('device'));
  if (known) return known;
  const made = crypto.randomUUID();
  await ask(store.put(made, 'device'));
  return made;
});
