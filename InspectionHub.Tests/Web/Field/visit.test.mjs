// Run by QueueTests through `node --test`: what the phone says about a routine visit, without a browser.
import assert from 'node:assert/strict';
import test from 'node:test';

const field = new URL(`file://${process.env.FIELD_MODULES}/`);
const { answered, boxesOf, keysOf, lacking, noteView, stateOf, unread, workOf } = await import(new URL('visitview.js', field));

const visit = (more = {}) => ({ id: 'v', state: 'onsite', points: [{ code: '1' }, { code: '2' }], notes: {}, ...more });
const note = (seq, row, value, more = {}) => ({ id: `n${seq}`, seq, kind: 'visit-note', sheet: 'v', row, state: 'waiting', body: JSON.stringify({ value, note: '', photos: [] }), ...more });
const whole = { matters: '查看食堂', classes: '2', 教师: '3' };

test('what waits on the phone is shown before what the hub holds, and a refusal is said', () => {
  const held = visit({ notes: { 'point/1': { id: 'h', at: '1', value: { yes: true }, photos: ['a'] } } });
  assert.equal(noteView(held, 'point/1', [], [], null).mine.id, 'h');
  assert.deepEqual(noteView(held, 'point/1', [note(1, 'point/1', { yes: false }), note(2, 'point/1', { yes: true })], [], null).mine.id, 'n2');
  const refused = noteView(held, 'point/1', [note(1, 'point/1', { yes: false }, { state: 'refused' })], [], null);
  assert.deepEqual([refused.mine.id, refused.trouble.id, refused.waits], ['h', 'n1', false]);
  assert.equal(noteView(held, 'point/1', [note(1, 'point/1', null, { state: 'refused', seen: true })], [], null).trouble, null);
  assert.equal(noteView(held, 'point/1', [note(1, 'point/1', null)], [], null).marked, false, 'taken back');
});

test('the visit of another sheet, another row and another kind leave a point alone', () => {
  const others = [note(1, 'point/2', { yes: true }), note(2, 'point/1', { yes: true }, { sheet: 'w' }), note(3, 'point/1', { yes: true }, { kind: 'mark' })];
  assert.equal(noteView(visit(), 'point/1', others, [], null).marked, false);
  assert.deepEqual(answered(visit(), others), { done: 1, of: 2 });
});

test('problems keep the order in which they were written, those of the hub first', () => {
  const held = visit({ notes: { 'problem/b': { at: '2026-11-02', value: {} }, 'problem/a': { at: '2026-11-01', value: {} }, 'complaint/c': { at: '2026-11-01', value: {} } } });
  assert.deepEqual(keysOf(held, 'problem', [note(9, 'problem/z', {}), note(3, 'problem/y', {}), note(10, 'problem/a', {})]), ['problem/a', 'problem/b', 'problem/y', 'problem/z']);
});

test('each state of a visit, counting what waits here', () => {
  assert.equal(stateOf(visit({ state: 'planned' }), []), 'planned');
  assert.equal(stateOf(visit({ state: 'planned' }), [note(1, '', {}, { kind: 'visit' })]), 'onsite');
  assert.equal(stateOf(visit(), [note(1, '', {}, { kind: 'submission' })]), 'submitting');
  assert.equal(stateOf(visit(), [note(1, '', {}, { kind: 'visit', state: 'refused' })]), 'gone');
  assert.equal(stateOf(visit({ gone: true }), []), 'gone');
  for (const state of ['submitted', 'read', 'withdrawn']) assert.equal(stateOf(visit({ state }), [note(1, '', {}, { kind: 'submission' })]), state);
});

test('handing in waits for the work record and for whatever was typed and not saved', () => {
  const answers = [note(1, 'point/1', { yes: true }), note(2, 'point/2', { na: '没有食堂' })];
  const say = drafts => lacking(visit(), answers, drafts.map(one => ({ sheet: 'v', ...one })));
  assert.match(say([]), /工作记录/);
  assert.equal(say([{ row: 'work', ...whole }]), null);
  assert.match(say([{ row: 'work', matters: '  ' }]), /工作记录/);
  assert.match(say([{ row: 'work', ...whole }, { row: 'problem/new', text: '灯坏了' }]), /问题.*没有保存/);
  assert.match(say([{ row: 'work', ...whole }, { row: 'complaint/new', text: '收费' }]), /投诉.*没有保存/);
  assert.equal(lacking(visit(), [...answers, note(3, 'work', workOf(whole))], []), null);
  assert.match(lacking(visit(), [answers[0], note(3, 'work', workOf(whole))], []), /1 条没有回答：第 2 条/);
});

test('counts: full-width digits are read, empty is nobody, anything else is said and never becomes nobody', () => {
  assert.deepEqual(workOf({ matters: ' 看 ', classes: '２', 教师: '１２', 学生: '' }), { matters: '看', classes: 2, talked: { 教师: 12 }, fixed: '', advice: '' });
  for (const typed of ['三', '1.5', '-1', '1000', '2节']) {
    assert.match(unread({ ...whole, 教师: typed }), /访谈教师人数/, typed);
    assert.match(lacking(visit(), [], [{ sheet: 'v', row: 'work', ...whole, classes: typed }]), /听课节数/, typed);
  }
  assert.equal(unread({ ...whole, 家长: ' 7 ', 学生: undefined }), null);
  assert.deepEqual(workOf(boxesOf(workOf(whole))), workOf(whole));
});
