// Run by QueueTests through `node --test`: the pure parts of the field page, without a browser.
import assert from 'node:assert/strict';
import test from 'node:test';

// A copy that says it is modules: older Nodes take .js for something else.
const field = new URL(`file://${process.env.FIELD_MODULES}/`);
const { counts, judge, wait, waiting } = await import(new URL('answer.js', field));
const { drain } = await import(new URL('queue.js', field));
const { percent, read, same, texts, words } = await import(new URL('value.js', field));
const { found, rowView, tally } = await import(new URL('view.js', field));

const own = (id, result, more = {}) => ({ schema: 'mark/1', id, result, reasons: [], received: '2026-11-23T08:00:00Z', ...more });

test('only the program’s own answer about this very mark counts as delivered', () => {
  assert.equal(judge('a', 200, own('a', 'stored')).state, 'sent');
  assert.equal(judge('a', 200, own('a', 'known')).state, 'sent');
  assert.equal(judge('a', 200, own('a', 'late')).state, 'late');
  for (const [status, body] of [[200, null], [200, '<html>'], [200, {}], [200, own('b', 'stored')], [200, own('a', 'maybe')], [204, null], [302, null], [500, own('a', 'stored')], [502, null], [200, { schema: 'mark/2', id: 'a', result: 'stored' }]])
    assert.equal(judge('a', status, body).kind, 'silence', JSON.stringify([status, body]));
});

test('refusals, conflicts, a spent token and nobody signed in are told apart', () => {
  assert.deepEqual([judge('a', 422, own('a', 'refused', { reasons: ['x'] })).state, judge('a', 409, own('a', 'refused')).state], ['refused', 'conflict']);
  assert.equal(judge('a', 400, own('0', 'refused')).kind, 'token');
  assert.equal(judge('a', 401, null).kind, 'person');
  assert.equal(judge('a', 503, own('a', 'refused')).kind, 'silence');
});

test('the wait doubles from a second to five minutes and is spread', () => {
  assert.deepEqual([wait(1, 0.5), wait(2, 0.5), wait(5, 0.5), wait(40, 0.5)], [1000, 2000, 16_000, 300_000]);
  assert.ok(wait(3, 0) < wait(3, 1));
});

test('the order is the device’s own number, not its clock', () => {
  const entries = [{ seq: 3, state: 'waiting', at: 1 }, { seq: 1, state: 'waiting', at: 9 }, { seq: 2, state: 'sent', at: 5 }];
  assert.deepEqual(waiting(entries).map(one => one.seq), [1, 3]);
  assert.deepEqual(counts([...entries, { seq: 4, state: 'refused' }, { seq: 5, state: 'refused', seen: true }]), { kept: 5, delivered: 1, waiting: 2, trouble: 1 });
});

test('whatever the network does, each mark is kept once by the server and nothing is sent after it was answered', async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const chance = random(seed);
    const entries = Array.from({ length: 8 }, (_, index) => ({ id: `m${index}`, seq: index + 1, state: 'waiting' }));
    const stored = [];
    let person = 'p1';
    let posts = 0;
    const deliver = async entry => {
      posts += 1;
      const dice = chance();
      if (dice < 0.2) return judge(entry.id, 0, null);
      if (dice < 0.25) return { kind: 'token', reasons: [] };
      const known = stored.includes(entry.id);
      if (!known) stored.push(entry.id);
      // The answer is lost after the commit.
      if (dice < 0.5) return judge(entry.id, 200, '<html>portal</html>');
      return judge(entry.id, 200, own(entry.id, known ? 'known' : 'stored'));
    };
    const settle = async (entry, verdict) => { assert.equal(entry.state, 'waiting'); entry.state = verdict.state; };
    const renew = async () => ({ token: 't', person: { id: person } });
    for (let round = 0; round < 400 && waiting(entries).length > 0; round += 1)
      try { await drain(entries, { token: 't', person: { id: 'p1' } }, { deliver, settle, renew }); } catch (problem) { assert.equal(problem.message, 'silence'); }
    const kept = entries.filter(entry => entry.state === 'sent').map(entry => entry.id);
    assert.equal(waiting(entries).length, 0);
    assert.deepEqual([...stored].sort(), [...new Set(stored)].sort());
    assert.ok(kept.every(id => stored.includes(id)));
    assert.deepEqual(stored, [...stored].sort(), 'oldest first');
    const before = posts;
    assert.equal(await drain(entries, { token: 't', person: { id: 'p1' } }, { deliver, settle, renew }), 'empty');
    assert.equal(posts, before, 'a second sync sends nothing');
  }
});

test('another person’s sign-in in the middle stops the queue and keeps it', async () => {
  const entries = [{ id: 'a', seq: 1, state: 'waiting' }];
  const settle = () => assert.fail('nothing may be settled');
  const deliver = async () => ({ kind: 'token', reasons: [] });
  const pass = { token: 't', person: { id: 'p1' } };
  assert.equal(await drain(entries, pass, { deliver, settle, renew: async () => ({ token: 'u', person: { id: 'p2' } }) }), 'other');
  assert.equal(await drain(entries, pass, { deliver, settle, renew: async () => null }), 'signed-out');
  assert.equal(await drain(entries, pass, { deliver: async () => ({ kind: 'person' }), settle, renew: async () => null }), 'signed-out');
});

test('typed numbers are read exactly, full-width digits too, and what is missing is said', () => {
  assert.deepEqual(read({ type: 'count', max: null }, ['３', '']), { value: { n: '3' } });
  assert.match(read({ type: 'count', max: 10 }, ['11', '']).say, /最多 10/);
  assert.deepEqual(read({ type: 'ratio', part: true }, ['11', '12']), { value: { num: '11', den: '12' } });
  assert.match(read({ type: 'ratio', part: true, numerator: '达标数', denominator: '总数' }, ['13', '12']).say, /不能大于/);
  assert.ok(read({ type: 'ratio', part: true }, ['11', '']).say);
  assert.match(read({ type: 'asked', asked: ['家长'] }, ['3', '2']).say, /不能大于/);
  assert.deepEqual(read({ type: 'asked', asked: ['家长'] }, ['27', '30']), { value: { asked: { 家长: 30 }, knew: { 家长: 27 } } });
  assert.deepEqual(texts({ asked: { 家长: 30 }, knew: { 家长: 27 } }), ['27', '30']);
});

test('a share is never rounded up to everything', () => {
  assert.equal(percent('1999', '2000', {}), ' = 99.9 %');
  assert.equal(percent('12', '12', {}), ' = 100 %');
  assert.equal(percent('1', '0', {}), '');
  assert.equal(words({ num: '11', den: '12' }, { rule: {} }), '11 / 12 = 91.7 %');
});

test('values are the same whatever the order of their members', () => {
  assert.ok(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }));
  assert.ok(!same({ yes: true }, { yes: false }) && same(null, undefined));
});

const sheet = { id: 's' };
const mark = (seq, value, more = {}) => ({ id: `m${seq}`, seq, kind: 'mark', sheet: 's', row: '8.7', state: 'waiting', body: JSON.stringify({ value, note: '', photos: [] }), ...more });

test('a row shows one’s own latest mark, hides others while blind, and says where ballots differ', () => {
  const row = { code: '8.7', blind: true, mine: null, others: [{ id: 'x', who: '乙', value: { level: 1 } }], late: [] };
  assert.deepEqual(rowView(sheet, row, [], [], null).others, []);
  const marked = rowView(sheet, row, [mark(1, { level: 3 }), mark(2, { level: 2 })], [], null);
  assert.equal(marked.mine.value.level, 2);
  assert.ok(marked.differs && marked.waits);
  assert.ok(!rowView(sheet, row, [mark(1, { level: 1 })], [], null).differs);
  assert.ok(!rowView(sheet, { ...row, settled: { value: { level: 1 } } }, [mark(1, { level: 3 })], [], null).differs);
  assert.equal(rowView(sheet, row, [mark(1, { level: 3 }, { state: 'refused' })], [], null).trouble.id, 'm1');
  assert.deepEqual(tally([marked, rowView(sheet, row, [], [], null)]), { done: 1, of: 2, open: 1, trouble: 1 });
});

test('a lead who has not marked sees a difference only where the row is not blind', () => {
  const others = [{ id: 'x', who: '乙', value: { yes: true } }, { id: 'y', who: '丙', value: { yes: false } }];
  const row = { code: '8.2', mine: null, others, late: [] };
  assert.ok(rowView(sheet, { ...row, blind: false }, [], [], null).differs);
  assert.ok(!rowView(sheet, { ...row, blind: true }, [], [], null).differs);
});

test('a verified figure is found by item and stage', () => {
  const one = mark(1, { verified: { item: 'pupils', stage: '小学', value: '12' } });
  const two = mark(2, { verified: { item: 'pupils', stage: '初中', value: '9' } });
  assert.equal(found(sheet, '8.7', { item: 'pupils', stage: '小学' }, [one, two]).verified.value, '12');
  assert.equal(found(sheet, '8.7', { item: 'pupils', stage: null }, [one, two]), null);
});

function random(seed) {
  let state = seed * 2_654_435_761 >>> 0;
  return () => { state ^= state << 13; state >>>= 0; state ^= state >>> 17; state ^= state << 5; state >>>= 0; return state / 2 ** 32; };
}
