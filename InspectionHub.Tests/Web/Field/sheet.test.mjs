// Run by QueueTests through `node --test`: times, pictures' own remarks, and what a sheet that is over still tells.
import assert from 'node:assert/strict';
import test from 'node:test';

const field = new URL(`file://${process.env.FIELD_MODULES}/`);
const { takenOf } = await import(new URL('exif.js', field));
const { looseOf } = await import(new URL('loose.js', field));
const { learn, stamp } = await import(new URL('time.js', field));
const { unsent } = await import(new URL('answer.js', field));
const { same } = await import(new URL('value.js', field));

const own = (row, state, more = {}) => ({ id: `${row}${state}`, seq: 1, kind: 'mark', sheet: 's', row, state, body: '{}', ...more });
const sheet = (more = {}) => ({ id: 's', state: 'open', rows: [{ code: '8.7' }], reads: [{ code: '5.1' }], ...more });
const named = (sheet, entries) => looseOf(sheet, entries).map(one => `${one.row ?? one.kind} ${one.state}`);

test('what has a row on the page is told there and not twice', () => {
  assert.deepEqual(named(sheet(), [own('8.7', 'late'), own('5.1', 'waiting'), own('9.9', 'refused'), own('9.8', 'sent'), own('9.7', 'refused', { seen: true })]), ['9.9 refused']);
});

test('on a sheet that is over everything that was not counted is told, also what another phone sent', () => {
  const late = [{ id: '8.7late', indicator: '8.7', mark: {} }, { id: 'x', indicator: '8.2', mark: {} }];
  for (const state of ['signed', 'withdrawn', 'reassigned'])
    assert.deepEqual(named(sheet({ state, rows: [], reads: [], late }), [own('8.7', 'late'), own('8.4b', 'waiting', { seq: 2 }), own(null, 'late', { kind: 'submission', seq: 3 }), own('8.7', 'late', { sheet: 'other' }), own(null, 'waiting', { kind: 'hazard' })]),
      ['8.7 late', '8.4b waiting', 'submission late', '8.2 late'], state);
});

test('a clock two hours off sends the hub’s time, a few seconds are left alone', () => {
  const moment = Date.parse('2026-11-23T08:00:00Z');
  learn(-7_200_000);
  assert.equal(stamp(moment), '2026-11-23T10:00:00.000Z');
  learn(4000);
  assert.equal(stamp(moment), '2026-11-23T08:00:00.000Z');
});

test('photos that have not arrived are counted with the marks', () => {
  assert.equal(unsent([own('1', 'waiting'), own('2', 'refused'), own('3', 'sent')], [{ state: 'waiting' }, { state: 'sent' }]), 3);
});

test('two who find a row 不适用 say the same in whatever words', () => {
  assert.ok(same({ na: '没有食堂' }, { na: '〔已隐去〕' }));
  assert.ok(!same({ na: '没有食堂' }, { level: 2 }));
  assert.ok(!same({ na: '没有食堂' }, null));
  assert.ok(same({ num: '1', den: '2' }, { den: '2', num: '1' }));
});

/** A JPEG's head with a time and perhaps a zone, in either order of bytes. */
function jpeg(taken, zone, little) {
  const view = new DataView(new ArrayBuffer(140));
  const at = 12, text = (offset, value) => [...value].forEach((sign, index) => view.setUint8(at + offset + index, sign.charCodeAt(0)));
  view.setUint16(0, 0xffd8); view.setUint16(2, 0xffe1); view.setUint16(4, 130); view.setUint32(6, 0x45786966);
  view.setUint16(at, little ? 0x4949 : 0x4d4d); view.setUint16(at + 2, 42, little); view.setUint32(at + 4, 8, little);
  view.setUint16(at + 8, 1, little); entry(10, 0x8769, 4, 1, 26);
  view.setUint16(at + 26, 2, little); entry(28, 0x9003, 2, 20, 60); entry(40, 0x9011, 2, zone.length, 90);
  text(60, taken); text(90, zone);
  return view.buffer;
  function entry(offset, tag, type, count, value) { view.setUint16(at + offset, tag, little); view.setUint16(at + offset + 2, type, little); view.setUint32(at + offset + 4, count, little); view.setUint32(at + offset + 8, value, little); }
}

test('the moment a camera wrote into its picture is read in either order of bytes, with a zone or as the phone’s own time', () => {
  for (const little of [true, false]) assert.equal(takenOf(jpeg('2026:11:20 10:15:30\0', '+08:00\0', little)), Date.parse('2026-11-20T02:15:30Z'));
  assert.equal(takenOf(jpeg('2026:11:20 10:15:30\0', '\0\0\0\0\0\0\0', true)), new Date(2026, 10, 20, 10, 15, 30).getTime());
  for (const taken of ['0000:00:00 00:00:00\0', '                   \0', '2026-11-20 10:15:30\0']) assert.equal(takenOf(jpeg(taken, '+08:00\0', true)), null, taken);
});

test('a picture without a time, or cut off in the middle, has none', () => {
  const whole = jpeg('2026:11:20 10:15:30\0', '+08:00\0', true);
  for (let length = 0; length < 92; length += 1) assert.equal(takenOf(whole.slice(0, length)), null, `${length}`);
  assert.equal(takenOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]).buffer), null);
  assert.equal(takenOf(new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0]).buffer), null);
});
