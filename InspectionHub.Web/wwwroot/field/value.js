// Pure: marks in words, and what can be seen to be wrong before a mark is put down. The server checks again.

export const number = /^\d+(\.\d+)?$/;

/** A mark as people read it; the same words as everywhere in the program. */
export function words(value, row) {
  if (value === null || value === undefined) return '已撤回';
  if ('level' in value) return `${value.level} 级`;
  if ('yes' in value) return value.yes ? '是' : '否';
  if ('n' in value) return `${value.n} ${row?.unit ?? ''}`.trim();
  if ('num' in value) return `${value.num} / ${value.den}${percent(value.num, value.den, row?.rule)}`;
  if ('asked' in value) return Object.keys(value.asked).map(who => `${who} ${value.knew[who] ?? 0}/${value.asked[who]}`).join('，');
  if ('na' in value) return `不适用：${value.na}`;
  return '';
}

/** = 91.7 %, to be read only: whether it is enough is judged by the server. */
export function percent(num, den, rule) {
  if (!number.test(num) || !number.test(den) || Number(den) === 0) return '';
  const per = rule?.per ?? 100;
  const round = Math.round(Number(num) / Number(den) * per * 10) / 10;
  // 1999 of 2000 are not 100 %.
  const shown = round === per && Number(num) < Number(den) ? per - 0.1 : round;
  return ` = ${shown}${per === 100 ? ' %' : ''}`;
}

/** Typed digits, full-width ones too, as the usual ones. */
export const plain = text => `${text ?? ''}`.trim().replace(/[０-９．]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** The value of two or one typed numbers, or a sentence saying what is missing. */
export function read(rule, texts) {
  const [first, second] = texts.map(plain);
  if (rule.type === 'count') {
    if (!number.test(first)) return { say: '请填写数字。' };
    if (rule.max !== null && Number(first) > rule.max) return { say: `超过了可信范围（最多 ${rule.max}），请核对。` };
    return { value: { n: first } };
  }
  if (!number.test(first) || !number.test(second)) return { say: '请把两个数都填上。' };
  if (rule.type === 'ratio') {
    if (rule.part && Number(first) > Number(second)) return { say: `“${rule.numerator}”不能大于“${rule.denominator}”。` };
    return { value: { num: first, den: second } };
  }
  if (!/^\d+$/.test(first) || !/^\d+$/.test(second)) return { say: '请填写整数人数。' };
  const who = rule.asked[0];
  if (Number(first) > Number(second)) return { say: '知晓人数不能大于询问人数。' };
  return { value: { asked: { [who]: Number(second) }, knew: { [who]: Number(first) } } };
}

/** The typed numbers of a value, to put back into their boxes. */
export function texts(value) {
  if (!value) return ['', ''];
  if ('n' in value) return [value.n, ''];
  if ('num' in value) return [value.num, value.den];
  if ('asked' in value) return [String(Object.values(value.knew)[0] ?? ''), String(Object.values(value.asked)[0] ?? '')];
  return ['', ''];
}

/** Whether two say the same; 不适用 is the same in whatever words. */
export const same = (a, b) => !!(a && b && 'na' in a && 'na' in b) || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = value => value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])])) : value ?? null;
