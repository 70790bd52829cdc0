// The nodes of the sheet that is open. What did not change keeps its node, and what somebody types in is left alone.
let kept = { of: null, filter: 'all', chosen: null, nodes: new Map() };

/** What is remembered of the open sheet. The same sheet may be another person's on this phone: a node made for one never serves the other. */
export function remember(person, sheet) {
  const of = `${person.id}/${sheet.id}`;
  if (kept.of !== of) kept = { of, filter: 'all', chosen: null, nodes: new Map() };
  return kept;
}

/** A part of the page keeps its node while `key` stays, or while somebody types in it, unless `settled` changed. */
export function keepPart(name, key, settled, make) {
  const known = kept.nodes.get(name);
  const typing = known && known.node.contains(document.activeElement) && document.activeElement.matches('input:not([type=file]), textarea');
  if (known && (known.key === key || (typing && known.settled === settled))) return known.node;
  const node = make();
  // The finger or the keyboard stays where it was.
  const held = known?.node.contains(document.activeElement) ? document.activeElement.dataset.choice ?? null : null;
  if (held) queueMicrotask(() => node.querySelector(`[data-choice="${held}"]`)?.focus({ preventScroll: true }));
  kept.nodes.set(name, { key, node, settled });
  return node;
}
