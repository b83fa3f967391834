import { Decimal128, Long } from 'bson';
import {
  compareDecimals,
  type Dec,
  fromBigInt,
  fromDecimal128,
  fromDoubleExactly,
  power10,
  toDouble,
} from './decimal.ts';
import { byte, float, raw } from './key-bytes.ts';
import { numberOf } from './number.ts';

const floats = new DataView(new ArrayBuffer(8));

/** The next smaller double. */
const before = (value: number): number => {
  if (value === 0) return -Number.MIN_VALUE;
  floats.setFloat64(0, value);
  floats.setBigInt64(0, floats.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return floats.getFloat64(0);
};

/** 36 digits behind an exponent, inverted for negative numbers: orders the decimals that share a double. */
const decimalTail = (value: Dec & { kind: 'finite' }): void => {
  const negative = value.coefficient < 0n;
  const size = negative ? -value.coefficient : value.coefficient;
  const digits = size.toString();
  const exponent = digits.length + value.exponent + 0x4000;
  const tail = Buffer.alloc(20);
  tail.writeUInt16BE(exponent, 0);
  const filled = size * power10(36 - digits.length);
  for (let i = 0, rest = filled; i < 18; i += 1, rest /= 100n) tail[19 - i] = Number(rest % 100n);
  if (negative) for (let i = 0; i < tail.length; i += 1) tail[i] = ~(tail[i] as number);
  raw(tail);
};

/** The largest double that is not above the number, then 0 when it is the number itself, else 1 and the decimal. */
const exactNumber = (value: Dec): void => {
  const near = toDouble(value);
  if (value.kind !== 'finite') {
    float(near);
    byte(0);
    return;
  }
  const side = compareDecimals(value, fromDoubleExactly(near));
  float(side < 0 ? (near === Infinity ? Number.MAX_VALUE : before(near)) : near);
  byte(side === 0 ? 0 : 1);
  if (side !== 0) decimalTail(value);
};

/** Key of a number of any type: equal for equal numbers, in exact numeric order. */
export const number = (value: unknown): void => {
  if (value instanceof Decimal128) {
    exactNumber(fromDecimal128(value));
    return;
  }
  if (value instanceof Long || typeof value === 'bigint') {
    const near = numberOf(value);
    if (!Number.isSafeInteger(near)) {
      exactNumber(fromBigInt(value instanceof Long ? value.toBigInt() : value));
      return;
    }
  }
  float(numberOf(value));
  byte(0);
};
