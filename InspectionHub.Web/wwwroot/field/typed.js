// What was typed or chosen and is on its way into the store: written in the same moment, because a page may be closed before a transaction is over.
const PREFIX = 'field-typed:';
const nameOf = key => PREFIX + JSON.stringify(key);

/** Holds a draft; the text it is held as. Where nothing can be written here the store alone has it, as soon as it can. */
export function hold(draft) {
  const text = JSON.stringify(draft);
  try { localStorage.setItem(nameOf([draft.person, draft.sheet, draft.row]), text); } catch { /* full or forbidden */ }
  return text;
}

/** Lets go of what the store has; with a text only if nothing newer has been typed since. */
export function letGo(key, text = null) {
  try { if (text === null || localStorage.getItem(nameOf(key)) === text) localStorage.removeItem(nameOf(key)); } catch { /* forbidden: nothing is here */ }
}

/** What is held of a person. */
export function held(person) {
  try {
    return Object.keys(localStorage).filter(name => name.startsWith(PREFIX)).flatMap(name => {
      // One that cannot be read must not hide the others.
      try { return JSON.parse(name.slice(PREFIX.length))[0] === person ? [JSON.parse(localStorage.getItem(name))] : []; } catch { return []; }
    });
  } catch {
    return [];
  }
}
