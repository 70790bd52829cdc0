// Saves a chart of the page as a PNG: the drawing is copied with the styles it has on the screen, put on white with its title, and drawn twice as large.
const kept = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'opacity'];

function copyOf(svg) {
    const copy = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
    from.forEach((element, at) => {
        const style = getComputedStyle(element);
        // As attributes: a style attribute would be left out when the copy is drawn.
        for (const name of kept) to[at].setAttribute(name, style.getPropertyValue(name));
    });
    return copy;
}

async function save(svg, title, name, note) {
    const box = svg.viewBox.baseVal, head = note ? 54 : 34, scale = 2;
    // A saved picture goes into papers: it is drawn as by day, whatever the screen shows.
    document.documentElement.dataset.light = '';
    const copy = copyOf(svg);
    delete document.documentElement.dataset.light;
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.setAttribute('width', box.width);
    copy.setAttribute('height', box.height);
    const image = new Image();
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(copy));
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = (box.width + 32) * scale;
    canvas.height = (box.height + head + 24) * scale;
    const to = canvas.getContext('2d');
    to.scale(scale, scale);
    to.fillStyle = '#fff';
    to.fillRect(0, 0, canvas.width, canvas.height);
    to.fillStyle = '#1b2430';
    to.font = '600 15px ' + getComputedStyle(document.body).fontFamily;
    to.fillText(title, 16, 24, box.width);
    if (note) {
        to.font = '13px ' + getComputedStyle(document.body).fontFamily;
        to.fillText(note, 16, 44, box.width);
    }
    to.drawImage(image, 16, head, box.width, box.height);
    const file = await new Promise(done => canvas.toBlob(done, 'image/png'));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name + '.png';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

document.addEventListener('click', event => {
    const button = event.target.closest('[data-picture]');
    const svg = button && document.getElementById(button.dataset.picture);
    const note = button && [button.dataset.note, document.querySelector('.demo-mark')?.textContent].filter(Boolean).join('　');
    if (svg) save(svg, svg.dataset.title || button.dataset.name, button.dataset.name, note);
});
