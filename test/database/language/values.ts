import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { createDoc, type Doc } from '../../../src/database/embedded/language/index.ts';

/** A document of the engine, deep, from plain JavaScript values. */
export const doc = (fields: object): Doc => Object.assign(createDoc(), fields);

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const long = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }).map((value) => Long.fromBigInt(value));
const nearLimit = fc.integer({ min: -3, max: 3 });
const double = fc
  .oneof(fc.double(), fc.constantFrom(0, -0, 1, 2 ** 53, 2 ** 53 + 2, 1e300, Number.NaN, Infinity, -Infinity, 0.1))
  .map((value) => (Number.isInteger(value) ? new Double(value) : value));
const decimalText = fc.oneof(
  fc.tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -40, max: 40 })),
  fc.tuple(fc.bigInt({ min: -99n, max: 99n }), fc.integer({ min: -6176, max: 6100 })),
  fc.tuple(fc.bigInt({ min: (1n << 53n) - 3n, max: (1n << 53n) + 3n }), fc.constant(0)),
);
const decimal = fc.oneof(
  decimalText.map(([coefficient, exponent]) => Decimal128.fromString(`${coefficient}E${exponent}`)),
  fc.constantFrom('NaN', 'Infinity', '-Infinity', '0.1', '1', '1.0').map((text) => Decimal128.fromString(text)),
);
const name = fc
  .oneof(fc.constantFrom('a', 'b', 'ab', 'constructor', '__proto__', 'çğ'), fc.string({ maxLength: 4 }))
  .filter((text) => !text.includes('\0') && !/^\d+$/.test(text));

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, new MinKey(), new MaxKey(), '', 'a', '\0', 'a\0b', '\u0001'),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  fc.integer({ min: -3, max: 3 }),
  double,
  long,
  nearLimit.map((step) => Long.fromBigInt((1n << 53n) + BigInt(step))),
  nearLimit.map((step) => Long.fromBigInt(-(1n << 53n) + BigInt(step))),
  decimal,
  fc.string({ unit: 'binary', maxLength: 6 }),
  bytes(12).map((id) => new ObjectId(id)),
  fc.date({ noInvalidDate: true }),
  fc
    .tuple(fc.uint8Array({ maxLength: 5 }), fc.constantFrom(0, 4, 5, 128))
    .map(([data, type]) => new Binary(data, type)),
  fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff)).map(([t, i]) => new Timestamp({ t, i })),
  fc.tuple(fc.constantFrom('', 'a', '^b'), fc.constantFrom('', 'i', 'ms')).map(([p, o]) => new BSONRegExp(p, o)),
  fc.constantFrom('x', 'y').map((text) => new BSONSymbol(text)),
  fc.constantFrom('f()', 'g()').map((text) => new Code(text)),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: scalar, weight: 5 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 1 },
    { arbitrary: fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map(docFromPairs), weight: 1 },
  ),
}));

function docFromPairs(pairs: [string, unknown][]): Doc {
  const made = createDoc();
  for (const [key, field] of pairs) made[key] = field;
  return made;
}

/** Any BSON value. */
export const anyValue: fc.Arbitrary<unknown> = value;
/** Any BSON document (without integer-like field names). */
export const anyDoc: fc.Arbitrary<Doc> = fc.array(fc.tuple(name, value), { maxLength: 5 }).map(docFromPairs);
