import { BSON, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  bsonType,
  compare,
  createDoc,
  decode,
  encode,
  equal,
  keyBytes,
  keyOf,
  makeCollator,
  multiply,
  subtract,
} from '../../../src/database/embedded/language/index.ts';
import { anyDoc, anyValue, doc } from './values.ts';

const decimal = (text: string) => Decimal128.fromString(text);

describe('BSON bytes', () => {
  it('come back unchanged from decode and encode', () => {
    fc.assert(
      fc.property(anyDoc, (value) => {
        const bytes = encode(value);
        expect(encode(decode(bytes)).equals(bytes)).toBe(true);
        expect(compare(decode(bytes), value)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('equal those of the bson package, number types included', () => {
    const value = {
      int: 7,
      double: new Double(7),
      half: 0.5,
      big: 2 ** 40,
      long: Long.fromString('9007199254740993'),
      text: 'şğıİ\u{1f600}',
      nested: { list: [1, 'a', null, { deep: true }], when: new Date(-5), id: new ObjectId() },
      int32: new Int32(3),
    };
    expect(encode(value).equals(BSON.serialize(value))).toBe(true);
    expect(decode(encode(value)).double).toBeInstanceOf(Double);
  });

  it('keep __proto__ and constructor as ordinary fields', () => {
    const value = createDoc();
    for (const name of ['__proto__', 'constructor']) value[name] = { polluted: true };
    const back = decode(encode(value));
    expect(Object.keys(back)).toEqual(['__proto__', 'constructor']);
    expect(createDoc().polluted).toBeUndefined();
    expect(createDoc().toString).toBeUndefined();
  });

  it.each([
    ['cut short', encode({ a: 'hello' }).subarray(0, 12)],
    ['size beyond the end', Buffer.from([200, 0, 0, 0, 0])],
    ['unknown type', Buffer.from([8, 0, 0, 0, 99, 97, 0, 0])],
    ['no end', Buffer.from([5, 0, 0, 0, 1])],
  ])('are refused when %s', (_title, bytes) => {
    expect(() => decode(Buffer.from(bytes))).toThrow(expect.objectContaining({ code: 22, codeName: 'InvalidBSON' }));
  });
});

describe('BSON order', () => {
  const ascending: unknown[] = [
    new MinKey(),
    null,
    Number.NaN,
    -Infinity,
    -1.5,
    Long.fromNumber(-1),
    decimal('-1E-6000'),
    0,
    0.1,
    decimal('0.1'),
    1,
    Long.fromString('9007199254740992'),
    Long.fromString('9007199254740993'),
    decimal('9007199254740993.5'),
    1e300,
    decimal('1E400'),
    Infinity,
    '',
    'a',
    'a\0',
    'ab',
    '\uffff',
    '\u{1f600}',
    {},
    { a: 1 },
    { a: 1, b: 1 },
    { b: 1 },
    { a: 'x' },
    [],
    [1],
    [1, 2],
    [2],
    new ObjectId('000000000000000000000001'),
    new ObjectId('000000000000000000000002'),
    false,
    true,
    new Date(-1),
    new Date(0),
    new Timestamp({ t: 1, i: 2 }),
    new Timestamp({ t: 4294967295, i: 0 }),
    new MaxKey(),
  ];
  // 0.1 as a double is a little more than the decimal 0.1.
  [ascending[8], ascending[9]] = [ascending[9], ascending[8]];

  it('is that of mongod for a table of values and their keys', () => {
    for (const [i, a] of ascending.entries()) {
      for (const [j, b] of ascending.entries()) {
        expect(Math.sign(compare(a, b)), `${String(a)} : ${String(b)}`).toBe(Math.sign(i - j));
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b))), `keys ${String(a)} : ${String(b)}`).toBe(
          Math.sign(i - j),
        );
      }
    }
  });

  it('is the order of the keys for any two values', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const sign = Math.sign(compare(a, b));
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(sign);
        expect(Math.sign(Buffer.compare(keyOf(b, { descending: true }), keyOf(a, { descending: true })))).toBe(sign);
        expect(Math.sign(compare(b, a))).toBe(sign === 0 ? 0 : -sign);
      }),
      { numRuns: 3000 },
    );
  });

  it('holds for concatenated keys too', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, anyValue, (a, b, c, d) => {
        const keys = Buffer.compare(
          Buffer.concat([keyOf(a), keyOf(b, { descending: true })]),
          Buffer.concat([keyOf(c), keyOf(d, { descending: true })]),
        );
        expect(Math.sign(keys)).toBe(Math.sign(compare(a, c)) || Math.sign(compare(d, b)) + 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes numbers of every type as equal', () => {
    for (const value of [new Double(1), Long.ONE, decimal('1.00'), new Int32(1)]) {
      expect(equal(value, 1)).toBe(true);
      expect(keyOf(value).equals(keyOf(1))).toBe(true);
    }
    expect(equal({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
  });

  it('bounds a type bracket and a string prefix, both directions', () => {
    for (const descending of [false, true]) {
      const numbers = keyBytes.bracket(1, descending);
      const prefix = keyBytes.prefix('ab', descending);
      const inside = (value: unknown, span: { low: Buffer; high: Buffer }) => {
        const key = keyOf(value, { descending });
        return Buffer.compare(span.low, key) <= 0 && Buffer.compare(key, span.high) < 0;
      };
      expect([Number.NaN, Infinity, decimal('5'), 'a', null].map((value) => inside(value, numbers))).toEqual([
        true,
        true,
        true,
        false,
        false,
      ]);
      expect(['ab', 'abc', 'ab\uffff', 'a', 'ac', 'b'].map((value) => inside(value, prefix))).toEqual([
        true,
        true,
        true,
        false,
        false,
        false,
      ]);
      expect(Buffer.compare(keyBytes.emptyArray(descending), keyOf(null, { descending })) < 0).toBe(!descending);
    }
  });
});

describe('Collation', () => {
  it.each([
    [{ locale: 'tr', strength: 1 }, 'IŞIK', 'ışık', true],
    [{ locale: 'tr', strength: 1 }, 'IŞIK', 'isik', false],
    [{ locale: 'tr', strength: 1 }, 'çay', 'cay', false],
    [{ locale: 'tr', strength: 2 }, 'İZMİR', 'izmir', true],
    [{ locale: 'en', strength: 1 }, 'Café', 'cafe', true],
    [{ locale: 'en', strength: 2 }, 'Café', 'cafe', false],
    [{ locale: 'en', strength: 3 }, 'A', 'a', false],
    [{ locale: 'en', strength: 3 }, 'fi', 'ﬁ', false],
    [{ locale: 'en', strength: 1 }, 'fi', 'ﬁ', true],
    [{ locale: 'en', numericOrdering: true }, 'a01', 'a1', true],
  ])('%j: %s and %s equal: %s, in comparing and in keys', (spec, a, b, same) => {
    const collation = makeCollator(doc(spec));
    expect(equal(a, b, collation)).toBe(same);
    expect(keyOf({ x: [a] }, { collation }).equals(keyOf({ x: [b] }, { collation }))).toBe(same);
  });

  it('sorts Turkish letters in their alphabet', () => {
    const collator = makeCollator({ locale: 'tr' });
    const names = ['Zeki', 'Şule', 'Sema', 'İnci', 'Irmak', 'Çiğdem', 'Cem', 'Ümit', 'Umut', 'Ğ', 'Gül'];
    expect(names.toSorted((a, b) => collator?.compare(a, b) ?? 0)).toEqual([
      ...['Cem', 'Çiğdem', 'Gül', 'Ğ', 'Irmak', 'İnci', 'Sema', 'Şule', 'Umut', 'Ümit', 'Zeki'],
    ]);
  });

  it.each([
    [{ locale: 'tr', shoe: 1 }, 40415],
    [{ strength: 1 }, 40414],
    [{ locale: 'tr', strength: 9 }, 2],
    [{ locale: 'tr', alternate: 'shifted' }, 2],
    [{ locale: 'tr', backwards: true }, 2],
    [{ locale: 'xx-nonsense-zz' }, 2],
    [{ locale: 'de@collation=phonebook' }, 2],
  ])('refuses %j with %d', (spec, code) => {
    expect(() => makeCollator(doc(spec))).toThrow(expect.objectContaining({ code }));
  });

  it('is none for "simple"', () => {
    expect(makeCollator({ locale: 'simple' })).toBeUndefined();
  });
});

describe('Numbers', () => {
  it.each([
    ['int stays int', add(1, 2), 3, 'int'],
    ['int overflow becomes long', add(2147483647, 1), Long.fromNumber(2147483648), 'long'],
    ['long stays long', add(Long.fromNumber(1), 1), Long.fromNumber(2), 'long'],
    ['long overflow becomes double', add(Long.MAX_VALUE, 1), new Double(2 ** 63), 'double'],
    ['double wins over long', add(Long.fromNumber(1), 0.5), 1.5, 'double'],
    ['integral doubles stay doubles', subtract(1.5, 0.5), new Double(1), 'double'],
    ['decimal wins', add(decimal('0.1'), 1), decimal('1.1'), 'decimal'],
    ['decimals are exact', multiply(decimal('0.1'), decimal('0.2')), decimal('0.02'), 'decimal'],
    ['doubles enter decimals with 15 digits', add(decimal('1'), 2.5), decimal('3.50000000000000'), 'decimal'],
    ['int product becomes long', multiply(2147483647, 2147483647), Long.fromString('4611686014132420609'), 'long'],
  ])('%s', (_title, result, expected, type) => {
    expect(encode({ result }).equals(encode({ result: expected }))).toBe(true);
    expect(bsonType(result).name).toBe(type);
  });
});
