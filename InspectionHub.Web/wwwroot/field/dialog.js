import { h } from './dom.js';

/** Asks in the page's own words. Resolves true for yes. `before` may veto the yes (a missing signature). */
export function dialog(title, content, yes, no, before = () => true) {
  return new Promise(resolve => {
    const close = answer => { node.close(); node.remove(); resolve(answer); };
    const node = h('dialog', { 'aria-labelledby': 'dialog-title', oncancel: event => { event.preventDefault(); close(false); } },
      h('h2', { id: 'dialog-title' }, title), content,
      h('div', { class: 'chips end' }, h('button', { type: 'button', 'data-answer': 'no', onclick: () => close(false) }, no), h('button', { type: 'button', class: 'main', 'data-answer': 'yes', onclick: () => before() && close(true) }, yes)));
    document.body.append(node);
    node.showModal();
  });
}
