// What the keyboard needs beside what the browser does: sheets at the side take the focus and give it back, and one key press leads past the menu.
const doors = new WeakMap();

const sheetsIn = node => node.nodeType !== 1 ? [] : node.matches('[data-sheet]') ? [node] : [...node.querySelectorAll('[data-sheet]')];

new MutationObserver(changes => {
    // First what went: where another door was opened meanwhile the focus already stands on it, and stays.
    for (const sheet of changes.flatMap(change => [...change.removedNodes]).flatMap(sheetsIn)) {
        const door = doors.get(sheet);
        if (door?.isConnected && (document.activeElement ?? document.body) === document.body) door.focus();
    }
    for (const sheet of changes.flatMap(change => [...change.addedNodes]).flatMap(sheetsIn)) {
        doors.set(sheet, document.activeElement);
        sheet.focus({ preventScroll: true });
    }
}).observe(document.documentElement, { childList: true, subtree: true });

document.addEventListener('keydown', event => {
    // While pinyin is being put together, Escape is the input method's.
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    const sheet = event.target.closest?.('[data-sheet]') ?? (event.target === document.body ? document.querySelector('[data-sheet]') : null);
    sheet?.querySelector('.why-close').click();
    // The page closes the group of the menu; its links go, and the focus would go with them.
    event.target.closest?.('.menu-group')?.querySelector('button').focus();
});

// A button, not a link: with the page's base address a link to #… would lead to the home page.
document.addEventListener('click', event => {
    if (event.target.closest('.skip')) document.querySelector('main h1')?.focus();
});
