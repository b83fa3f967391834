import { compare } from './compare.ts';
import { addDecimals, type Dec, divideDecimals, fromBigInt, fromDouble, toDecimal128 } from './decimal.ts';
import { nullish } from './expression-kit.ts';
import { mergeInto } from './expression-objects.ts';
import { hashOf } from './key.ts';
import { bigintOf, decimalOf, isNumeric, makeDouble, makeInteger, numberOf, widerType } from './number.ts';
import type { Collator } from './types.ts';
import { createDoc, T, typeOf } from './value.ts';

/** Collects the values of one group. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

/** Exact sum over the numeric tower: integers as integers, doubles with their rounding errors carried along. */
class Sum {
  count = 0;
  #type: number = T.int;
  #whole = 0;
  #big = 0n;
  #sum = 0;
  #carry = 0;
  #decimal: Dec = fromBigInt(0n);

  add(value: unknown): void {
    if (typeof value !== 'number' && !isNumeric(value)) return;
    this.count += 1;
    const type = typeOf(value);
    if (type !== this.#type) this.#type = widerType(this.#type, type);
    if (type === T.decimal) this.#decimal = addDecimals(this.#decimal, decimalOf(value));
    else if (type === T.double) this.#addDouble(numberOf(value));
    else if (type === T.long) this.#big += bigintOf(value);
    else this.#addInt(numberOf(value));
  }

  #addInt(value: number): void {
    this.#whole += value;
    if (Number.isSafeInteger(this.#whole)) return;
    this.#big += BigInt(this.#whole - value) + BigInt(value);
    this.#whole = 0;
  }

  #addDouble(value: number): void {
    const next = this.#sum + value;
    if (!Number.isFinite(next)) this.#carry = 0;
    else this.#carry += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  #integer(): bigint {
    return this.#big + BigInt(this.#whole);
  }

  #double(): number {
    const integer = this.#big === 0n ? this.#whole : Number(this.#integer());
    const total = this.#sum + integer;
    return Number.isFinite(total) ? total + this.#carry : total;
  }

  #exact(): Dec {
    const doubles = this.#sum + this.#carry;
    const rest = addDecimals(fromBigInt(this.#integer()), doubles === 0 ? fromBigInt(0n) : fromDouble(doubles));
    return addDecimals(this.#decimal, rest);
  }

  total(): unknown {
    if (this.#type === T.decimal) return toDecimal128(this.#exact());
    if (this.#type === T.double) return makeDouble(this.#double());
    return makeInteger(this.#integer(), this.#type === T.long) ?? makeDouble(this.#double());
  }

  average(): unknown {
    if (this.count === 0) return null;
    if (this.#type === T.decimal) return toDecimal128(divideDecimals(this.#exact(), fromBigInt(BigInt(this.count))));
    return makeDouble(this.#double() / this.count);
  }
}

const totalling = (result: (total: Sum) => unknown) => (): Accumulator => {
  const total = new Sum();
  return { add: (value) => total.add(value), result: () => result(total) };
};

const extreme =
  (sign: 1 | -1) =>
  (collation: Collator | undefined): Accumulator => {
    let best: unknown;
    return {
      add: (value) => {
        if (nullish(value)) return;
        if (best === undefined || compare(value, best, collation) * sign < 0) best = value;
      },
      result: () => best ?? null,
    };
  };

const edge = (isLast: boolean) => (): Accumulator => {
  let seen = false;
  let kept: unknown;
  return {
    add: (value) => {
      if (isLast || !seen) kept = value;
      seen = true;
    },
    result: () => kept ?? null,
  };
};

const push = (): Accumulator => {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
};

const addToSet = (collation: Collator | undefined): Accumulator => {
  const values = new Map<string, unknown>();
  return {
    add: (value) => {
      if (value === undefined) return;
      const key = hashOf(value, collation);
      if (!values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
};

const mergeObjects = (): Accumulator => {
  const made = createDoc();
  return { add: (value) => mergeInto(made, value), result: () => made };
};

/** Accumulators of one value a document. */
export const ACCUMULATORS: ReadonlyMap<string, (collation: Collator | undefined) => Accumulator> = new Map([
  ['$sum', totalling((total) => total.total())],
  ['$avg', totalling((total) => total.average())],
  ['$min', extreme(1)],
  ['$max', extreme(-1)],
  ['$first', edge(false)],
  ['$last', edge(true)],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$mergeObjects', mergeObjects],
]);
