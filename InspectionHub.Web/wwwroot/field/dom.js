/** An element: h('button', { class: 'x', onclick }, 'text', child, …). Children that are null or false are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

const two = number => String(number).padStart(2, '0');

/** 15:04 today, otherwise 11-23 15:04, in the device's own time. */
export function clock(time) {
  const at = new Date(time);
  const hour = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date().toDateString() ? hour : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${hour}`;
}
