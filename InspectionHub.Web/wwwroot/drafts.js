// Keeps what people type into boxes with data-draft on this device until it is saved. It does not wait for the server: the circuit may be the thing that is lost.
// Whose text it is: on a shared machine nobody finds another person's.
const prefix = () => `draft:${document.body.dataset.who ?? ''}:`;

export const read = name => localStorage.getItem(prefix() + name);

export const forget = name => localStorage.removeItem(prefix() + name);

const nameOf = box => box?.dataset?.draft ?? (box?.dataset?.keep && `${box.dataset.keep}@${location.pathname}`);

document.addEventListener('input', event => {
    const name = nameOf(event.target);
    if (!name) return;
    try {
        if (event.target.value) localStorage.setItem(prefix() + name, event.target.value);
        else forget(name);
    } catch {
        // No room on the device: the text stays on the page.
    }
});

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

// A plain box with data-keep gets its text back when it appears empty, and the page is told as if it had been typed.
function giveBack(box) {
    const kept = !box.value && read(nameOf(box));
    if (!kept) return;
    box.value = kept;
    for (const kind of ['input', 'change']) box.dispatchEvent(new Event(kind, { bubbles: true }));
}

new MutationObserver(changes => {
    for (const change of changes)
        for (const node of change.addedNodes)
            if (node.nodeType === 1)
                for (const box of node.matches('[data-keep]') ? [node] : node.querySelectorAll('[data-keep]')) setTimeout(giveBack, 0, box);
}).observe(document.documentElement, { childList: true, subtree: true });

// After a button beside it was pressed, a box that the page empties or takes away has been saved. While the line is lost nothing is forgotten.
document.addEventListener('click', event => {
    const around = event.target.closest('button')?.closest('section, details, fieldset, form, .mark-row, .act-row, main');
    for (const box of around?.querySelectorAll('[data-keep]') ?? []) {
        const name = nameOf(box), text = box.value, until = Date.now() + 10_000;
        const look = setInterval(() => {
            const isLost = document.querySelector('.components-reconnect-show, .components-reconnect-failed, .components-reconnect-rejected');
            if (!isLost && text && (!box.isConnected || !box.value)) forget(name);
            if (Date.now() > until || !box.isConnected || !box.value) clearInterval(look);
        }, 250);
    }
});
