// Pure: what a camera wrote into a JPEG about the moment it was taken.
const EXIF = 0x8769, TAKEN = 0x9003, ZONE = 0x9011;

/** Milliseconds, or null. Without a zone the time is the device's own, as a phone's camera writes it. */
export function takenOf(buffer) {
  try {
    const view = new DataView(buffer);
    if (view.getUint16(0) !== 0xffd8) return null;
    for (let at = 2; view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda; at += 2 + view.getUint16(at + 2))
      if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return timeOf(view, at + 10);
  } catch (problem) {
    // Cut off in the middle of a number: a broken picture has no time.
    if (!(problem instanceof RangeError)) throw problem;
  }
  return null;
}

function timeOf(view, tiff) {
  const little = view.getUint16(tiff) === 0x4949;
  const entry = (folder, tag) => {
    for (let index = 0; index < view.getUint16(folder, little); index += 1) {
      const at = folder + 2 + index * 12;
      if (view.getUint16(at, little) === tag) return at;
    }
    return null;
  };
  const pointed = at => tiff + view.getUint32(at + 8, little);
  const text = at => at === null ? '' : String.fromCharCode(...new Uint8Array(view.buffer, pointed(at), view.getUint32(at + 4, little))).replace(/\0+$/, '');
  const folder = entry(pointed(tiff - 4), EXIF);
  if (folder === null) return null;
  const [, day, time] = text(entry(pointed(folder), TAKEN)).match(/^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)$/) ?? [];
  if (!day) return null;
  const zone = text(entry(pointed(folder), ZONE));
  const taken = Date.parse(`${day.replaceAll(':', '-')}T${time}${/^[+-]\d\d:\d\d$/.test(zone) ? zone : ''}`);
  return taken > 0 ? taken : null;
}
