// Keeps what people type on this device until it has been saved. It does not wait for the server: the circuit may be the thing that is lost.
// A box names itself with data-keep (and belongs to its page's address) or with data-draft. What is kept goes when the person empties the box, when the page says it
// has been saved, and when the person signs out; never because a box merely went away.
// Whose text it is: on a shared machine nobody finds another person's.
const prefix = () => `draft:${document.body.dataset.who ?? ''}:`;

export const read = name => localStorage.getItem(prefix() + name);

// What stood in the box before: text is given back over this, but not over what has since been saved elsewhere.
const before = name => localStorage.getItem(`${prefix()}${name}|before`) ?? '';

export function forget(name) {
    localStorage.removeItem(prefix() + name);
    localStorage.removeItem(`${prefix()}${name}|before`);
}

const nameOf = box => box?.dataset?.draft ?? (box?.dataset?.keep && `${box.dataset.keep}@${location.pathname}`);

document.addEventListener('focusin', event => {
    if (event.target.dataset?.keep) event.target.stoodBefore = event.target.value;
});

document.addEventListener('input', event => {
    const box = event.target, name = nameOf(box);
    if (!name) return;
    if (event.isTrusted) delete box.dataset.givenBack;
    try {
        if (!box.value) return forget(name);
        if (read(name) === null && box.stoodBefore) localStorage.setItem(`${prefix()}${name}|before`, box.stoodBefore);
        localStorage.setItem(prefix() + name, box.value);
    } catch {
        // No room on the device: the text stays on the page.
    }
});

const isOneOf = (names, name) => names.some(one => name === one || name.startsWith(`${one}-`));

// The page's word (Shared/Drafts.cs): everything here whose name is one of these, or begins with one and a hyphen, has been saved.
globalThis.drafts = {
    saved(names) {
        for (const key of Object.keys(localStorage).filter(key => key.startsWith(prefix()))) {
            const [name, path] = key.slice(prefix().length).replace(/\|before$/, '').split('@');
            if (path === location.pathname && isOneOf(names, name)) localStorage.removeItem(key);
        }
        for (const box of document.querySelectorAll('[data-given-back]')) if (isOneOf(names, box.dataset.keep)) delete box.dataset.givenBack;
    },
};

// Whoever signs out leaves no text behind on a shared machine, and nothing of the phone page that has arrived; what has not is asked about first.
document.addEventListener('submit', async event => {
    const form = event.target;
    if (form.getAttribute('action') !== '/account/sign-out') return;
    event.preventDefault();
    try {
        const { leave, signOut } = await import('/field/leaving.js');
        if (!(await leave(document.body.dataset.who, () => signOut({ body: new URLSearchParams(new FormData(form)) })))) return;
    } catch {
        // No network, or nothing can be kept in this browser: the plain way, and the browser says what is wrong.
        form.submit();
        return;
    }
    for (const name of Object.keys(localStorage).filter(key => key.startsWith(prefix()))) localStorage.removeItem(name);
    location.href = '/sign-in';
});

// A box with data-keep gets its text back when it appears as it stood before the typing, and the page is told as if it had been typed.
function giveBack(box) {
    const name = nameOf(box), kept = read(name);
    if (!kept || kept === box.value || (box.value && box.value !== before(name))) return;
    box.value = kept;
    // Where it can be seen: nothing is sent along unnoticed.
    box.dataset.givenBack = '';
    for (let fold = box.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    for (const kind of ['input', 'change']) box.dispatchEvent(new Event(kind, { bubbles: true }));
}

new MutationObserver(changes => {
    for (const change of changes) {
        // Another row or year under the same box.
        if (change.type === 'attributes') setTimeout(giveBack, 0, change.target);
        for (const node of change.addedNodes)
            if (node.nodeType === 1)
                for (const box of node.matches('[data-keep]') ? [node] : node.querySelectorAll('[data-keep]')) setTimeout(giveBack, 0, box);
    }
}).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-keep'] });
