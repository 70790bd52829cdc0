// Keeps what people type into boxes with data-draft on this device until it is saved. It does not wait for the server: the circuit may be the thing that is lost.
const prefix = 'draft:';

export const read = name => localStorage.getItem(prefix + name);

export const forget = name => localStorage.removeItem(prefix + name);

document.addEventListener('input', event => {
    const name = event.target.dataset?.draft;
    if (!name) return;
    try {
        if (event.target.value) localStorage.setItem(prefix + name, event.target.value);
        else forget(name);
    } catch {
        // No room on the device: the text stays on the page.
    }
});

// Whoever signs out leaves no text behind on a shared machine.
document.addEventListener('submit', event => {
    if (event.target.getAttribute('action') === '/account/sign-out')
        for (const name of Object.keys(localStorage).filter(key => key.startsWith(prefix))) localStorage.removeItem(name);
});
