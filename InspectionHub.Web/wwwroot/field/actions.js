import { h } from './dom.js';
import { hazardDialog } from './hazard.js';
import { leave, signOut } from './leaving.js';
import { addHazard, addMark, addNote, addSettlement, addSubmission, exportOf, HAZARD, keepDraft, seen } from './outbox.js';
import { keepPhoto, momentOf, shrink } from './photo.js';
import { agree, locate } from './place.js';
import { signing } from './signing.js';
import { ask } from './sync.js';
import { stamp } from './time.js';
import { saveTyped, visitActions } from './visiting.js';

/** Everything a tap can do. Each waits for the store before the screen says it is done. */
export function actions({ model, refresh, render, send, notice, broken }) {
  const open = new Set();
  const drafts = new Map();
  let since = performance.now();

  /** Saves, draws, then sends. A full or closed store is said at once and the screen keeps what was before. */
  async function keep(work) {
    try {
      await work();
      notice('store', null);
    } catch (problem) {
      if (problem?.full === undefined) notice('act', h('p', { class: 'refusal', role: 'alert' }, problem.message));
      else broken(problem);
      return false;
    }
    await refresh();
    send();
    return true;
  }

  function ofRow(sheet, view) {
    const person = model().person.id;
    const code = view.row.code;
    const key = `${person}/${sheet.id}/${code}`;
    const draftNow = () => drafts.get(key) ?? view.draft ?? { person, sheet: sheet.id, row: code };
    const draft = change => {
      const next = { ...draftNow(), ...change };
      drafts.set(key, next);
      return keepDraft(next).catch(broken);
    };
    const mark = (value, photos) => keep(async () => {
      const now = draftNow();
      const named = photos ?? [...new Set([...(view.mine?.photos ?? []), ...(now.photos ?? [])])];
      await (sheet.visit ? addNote : addMark)(person, { sheet: sheet.id, edition: sheet.edition, indicator: code, value, note: now.note ?? view.mine?.note ?? '', replaces: view.mine?.id ?? null,
        elapsedMs: Math.min(86_400_000, Math.round(performance.now() - since)), photos: value === null ? [] : named });
      drafts.delete(key);
      since = performance.now();
    });
    return {
      mark, draft,
      settle: (value, reason) => keep(async () => {
        await addSettlement(person, sheet.id, code, { value, reason, saw: view.ballots.map(one => one.id) });
        await draft({ reason: '' });
      }),
      admit: late => keep(() => addSettlement(person, sheet.id, code, { admits: late.id })),
      seen: entry => keep(() => seen(entry)),
      isOpen: name => open.has(`${key}/${name}`),
      fold: (name, isOpen) => isOpen ? open.add(`${key}/${name}`) : open.delete(`${key}/${name}`),
      photograph: async (files, camera) => {
        let added = [];
        const kept = await keep(async () => {
          added = await takeIn(sheet, files, camera);
          if (!view.marked) await draft({ photos: [...new Set([...(draftNow().photos ?? []), ...added])] });
          notice('act', null);
        });
        if (kept && view.marked) await mark(view.mine.value, [...new Set([...view.mine.photos, ...added])]);
      },
      reuse: sha => view.marked ? mark(view.mine.value, [...new Set([...view.mine.photos, sha])]) : keep(() => draft({ photos: [...new Set([...(draftNow().photos ?? []), sha])] })),
      unphotograph: sha => view.marked ? mark(view.mine.value, view.mine.photos.filter(one => one !== sha)) : keep(() => draft({ photos: (draftNow().photos ?? []).filter(one => one !== sha) })),
    };
  }

  /** Shrinks and keeps pictures, and adds the place to those just taken; their names. */
  async function takeIn(sheet, files, camera) {
    const person = model().person.id;
    const added = [];
    for (const file of files) added.push(await keepPhoto(person, sheet.id, await shrink(file), await momentOf(file, camera)));
    if (camera) await locate(person, sheet.id, added);
    return added;
  }

  const rows = () => [...document.querySelectorAll('main > section[data-row]')];
  const go = node => { node.scrollIntoView({ block: 'start' }); node.querySelector('h2').focus({ preventScroll: true }); };
  const current = () => { const all = rows(); const top = document.getElementById('top').offsetHeight + 60; const index = all.findIndex(node => node.getBoundingClientRect().bottom > top + 8); return index < 0 ? all.length - 1 : index; };

  return {
    render, ofRow,
    seen: entry => keep(() => seen(entry)),
    step: by => { const all = rows(); const node = all[Math.max(0, current() + by)]; if (node) go(node); },
    nextOpen: () => {
      const all = rows();
      const at = current();
      const open = node => !node.classList.contains('done') && node.querySelector('.level, .numbers');
      const node = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(open);
      if (node) go(node);
      else document.querySelector('[data-testid=submission]')?.scrollIntoView({ block: 'center' });
    },
    found: (sheet, code, input, value) => keep(() => addMark(model().person.id, { sheet: sheet.id, edition: sheet.edition, indicator: code, value: { verified: { item: input.item, stage: input.stage, value } } })),
    agree: async yes => { notice('act', (await agree(yes)) ? null : h('p', { class: 'refusal', role: 'alert' }, '手机没有允许本页使用位置。请在浏览器的网站设置中允许后再打开。')); await refresh(); },
    hazard: async sheet => {
      const person = model().person;
      const before = model().drafts.find(one => one.sheet === sheet.id && one.row === HAZARD) ?? {};
      const told = await hazardDialog(sheet, before, {
        draft: now => keepDraft({ ...now, person: person.id, sheet: sheet.id, row: HAZARD }).catch(broken),
        photograph: files => takeIn(sheet, files, true),
      });
      if (told) await keep(async () => {
        const { signature, ...hazard } = told;
        await addHazard(person.id, sheet.id, { ...hazard, receipt: signature ? await keepPhoto(person.id, sheet.id, signature, stamp()) : null });
      });
      else await refresh();
    },
    ...visitActions({ model, keep, open, drafts, broken }),
    submit: async sheet => {
      const signed = await signing(sheet, model().person);
      if (!signed) return;
      await keep(async () => {
        const person = model().person.id;
        if (sheet.visit) await saveTyped(sheet, model(), drafts);
        const image = async blob => blob ? keepPhoto(person, sheet.id, blob, stamp()) : null;
        await addSubmission(person, sheet.id, { inspector: await image(signed.inspector), head: await image(signed.head), headName: signed.headName, refused: signed.refused });
      });
    },
    export: async sheet => {
      const text = JSON.stringify(await exportOf(model().person, sheet), null, 2);
      const link = h('a', { download: `现场评分-${sheet.school}-${new Date().toISOString().slice(0, 10)}.json`, href: URL.createObjectURL(new Blob([text], { type: 'application/json' })) });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    signOut: async () => {
      try {
        if (await leave(model().person.id, async () => {
          const token = await ask('/api/field/token');
          if (token.status === 200) await signOut({ headers: { RequestVerificationToken: token.body.token } });
          else if (token.status !== 401) throw new Error('not signed out');
        })) location.href = '/sign-in?returnUrl=/field';
      } catch (problem) {
        if (problem?.full !== undefined) broken(problem);
        else notice('act', h('p', { class: 'refusal', role: 'alert' }, '没有网络，暂时不能退出登录。请在有网络时再试；手机请设好锁屏。'));
      }
    },
  };
}
