import { takenOf } from './exif.js';
import { ask, within } from './store.js';
import { stamp } from './time.js';

const LARGEST = 400 * 1000;

/** Shrinks a picture to a JPEG of at most 400 kB, upright, without anything the camera wrote into it. */
export async function shrink(file) {
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new Error('这个文件不是能打开的图片（HEIC 请先在手机设置里改为“兼容性最好”），请重新拍照或另选一张。');
  }
  try {
    for (const [side, quality] of [[1920, 0.82], [1600, 0.75], [1280, 0.7], [1024, 0.6], [800, 0.5]]) {
      const scale = Math.min(1, side / Math.max(image.width, image.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(image.width * scale));
      canvas.height = Math.max(1, Math.round(image.height * scale));
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob && blob.size <= LARGEST) return blob;
    }
  } finally {
    image.close();
  }
  throw new Error('照片无法压缩到 400 kB 以内，请换一张。');
}

/** When it was taken: as the camera wrote into it, before shrinking loses it, otherwise as the file says. A picture just taken carries this phone's clock, right or wrong. */
export async function momentOf(file, isCamera) {
  const taken = takenOf(await file.slice(0, 256 * 1024).arrayBuffer()) ?? file.lastModified;
  return !taken ? null : isCamera ? stamp(taken) : new Date(taken).toISOString();
}

export const hash = async blob => [...new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** Keeps a shrunk picture on the device and gives its SHA-256, the name by which marks name it. */
export async function keepPhoto(person, sheet, blob, taken) {
  const sha = await hash(blob);
  await within(['photos'], 'readwrite', async store => {
    if (!(await ask(store.get([person, sheet, sha])))) await ask(store.put({ person, sheet, sha, blob, taken, state: 'waiting' }));
  });
  return sha;
}

const urls = new Map();

/** The address of a kept picture for this page; made once. */
export function urlOf(photo) {
  if (!photo.blob) return null;
  if (!urls.has(photo.sha)) urls.set(photo.sha, URL.createObjectURL(photo.blob));
  return urls.get(photo.sha);
}
