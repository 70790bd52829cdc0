import { dialog } from './dialog.js';
import { h } from './dom.js';
import { addNote, addVisit, copyOf, dropDraft, keepDraft } from './outbox.js';
import { boxesOf, noteView, workOf } from './visitview.js';

/** What a tap can do on a routine visit. */
export function visitActions({ model, keep, open, drafts, broken }) {
  const key = (visit, row) => `${model().person.id}/${visit.id}/${row}`;
  const put = (visit, row, content) => {
    const draft = { ...content, person: model().person.id, sheet: visit.id, row };
    drafts.set(key(visit, row), draft);
    return keepDraft(draft);
  };
  const show = (visit, kind) => {
    open.add(`${key(visit, `${kind}/new`)}/form`);
    requestAnimationFrame(() => document.querySelector(`[data-list=${kind}] [data-fold=form]`)?.scrollIntoView({ block: 'center' }));
  };
  return {
    startVisit: visit => keep(() => addVisit(model().person.id, visit, false)),
    /** A visit that was not planned, to one of the own sites. */
    beginVisit: async area => {
      const { routine, person } = model();
      const lists = routine.checklists.filter(list => list.current);
      let chosen = (lists.find(list => list.code === area.theme) ?? lists[0])?.edition;
      const boxes = lists.map(list => h('label', { class: 'check' }, h('input', { type: 'radio', name: 'checklist', value: list.edition, checked: list.edition === chosen, onchange: () => { chosen = list.edition; } }), `${list.name}${list.code === area.theme ? '（计划本月）' : ''}`));
      if (!(await dialog(`到${area.school}督导`, [h('p', {}, '用哪一张清单？'), boxes], '到校，开始', '先不开始'))) return;
      const visit = { id: crypto.randomUUID(), title: `挂牌督导 · ${lists.find(list => list.edition === chosen).name}`, site: area.site, school: area.school, town: area.town, kind: area.kind, state: 'onsite', day: today(), planned: false, checklist: chosen, demo: area.demo, reason: null, last: null, notes: {}, hazards: [], openedAt: new Date().toISOString() };
      if (await keep(() => addVisit(person.id, copyOf(visit, routine), true))) location.hash = `#/sheet/${visit.id}`;
    },
    beginProblem: async (visit, point) => {
      const now = drafts.get(key(visit, 'problem/new')) ?? model().drafts.find(one => one.sheet === visit.id && one.row === 'problem/new') ?? {};
      const photos = noteView(visit, `point/${point.code}`, model().entries, model().photos, null).photos.map(photo => photo.sha);
      show(visit, 'problem');
      await keep(() => put(visit, 'problem/new', now.text?.trim() ? { ...now, begun: Date.now() } : { text: `不符合：${point.text}`, point: point.code, photos, begun: Date.now() }));
    },
    editNote: async (visit, kind, view) => {
      show(visit, kind);
      await keep(() => put(visit, `${kind}/new`, { ...view.mine.value, key: view.row.code, photos: view.mine.photos, begun: Date.now() }));
    },
    saveNote: (visit, kind, now, photos) => keep(async () => {
      const value = kind === 'problem' ? { text: now.text.trim(), demand: now.demand?.trim() ?? '', kind: now.kind, due: ['立行立改', '限期整改'].includes(now.kind) ? now.due : '', point: now.point ?? '' }
        : { kind: now.kind, text: now.text.trim(), handled: now.handled.trim() };
      await addNote(model().person.id, { sheet: visit.id, indicator: now.key ?? `${kind}/${crypto.randomUUID()}`, value, photos }, `${kind}/new`);
      drafts.delete(key(visit, `${kind}/new`));
      open.delete(`${key(visit, `${kind}/new`)}/form`);
    }),
    clearNote: (visit, kind) => keep(async () => {
      await dropDraft(model().person.id, visit.id, `${kind}/new`).catch(broken);
      drafts.delete(key(visit, `${kind}/new`));
    }),
  };
}

/** What was typed into the work record and not saved goes out before the handing-in. */
export async function saveTyped(visit, model, drafts) {
  const draft = drafts.get(`${model.person.id}/${visit.id}/work`) ?? model.drafts.find(one => one.sheet === visit.id && one.row === 'work');
  const before = noteView(visit, 'work', model.entries, model.photos, null).mine?.value;
  const value = workOf({ ...boxesOf(before), ...draft });
  if (!draft || !value.matters || JSON.stringify(value) === JSON.stringify(workOf(boxesOf(before)))) return;
  await addNote(model.person.id, { sheet: visit.id, indicator: 'work', value });
  drafts.delete(`${model.person.id}/${visit.id}/work`);
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
