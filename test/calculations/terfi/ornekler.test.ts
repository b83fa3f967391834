import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate, type Outcome } from '../../../src/calculations/index.ts';
import {
  calculateTerfi,
  nextPromotions,
  positionText,
  type TerfiResult,
  terfiFactsSchema,
} from '../../../src/calculations/terfi/index.ts';

/** The guide's examples as the registry would hold them, with the states that the guide prints. */
interface State {
  readonly kha: string;
  readonly eea?: string | null;
}

interface Example {
  readonly no: number;
  readonly title: string;
  readonly asOf: string;
  readonly facts: unknown;
  readonly withoutLaws?: readonly string[];
  /** Where the guide is wrong: the printed day, the right state, and why. */
  readonly sourceErrors?: readonly { readonly on: string; readonly correct?: State; readonly why: string }[];
  readonly expected: readonly ({ readonly on: string } & State)[];
  readonly next?: { readonly kha?: string; readonly eea?: string };
}

const folder = join(import.meta.dirname, 'ornekler');
const examples = readdirSync(folder)
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example) }));

function resultOf(outcome: Outcome<TerfiResult>): TerfiResult {
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

describe("the guide's examples from the raw record", () => {
  it('holds all 27 examples', () => {
    expect(new Set(examples.map((e) => e.no)).size).toBe(27);
  });

  it.each(examples)('$file $title', (example) => {
    const options = {
      asOf: isoDate(example.asOf),
      ...(example.withoutLaws ? { withoutLaws: example.withoutLaws } : {}),
    };
    const facts = terfiFactsSchema.parse(example.facts);
    const result = resultOf(calculateTerfi(facts, options));
    for (const { on, ...printed } of example.expected) {
      const state: State = example.sourceErrors?.find((e) => e.on === on)?.correct ?? printed;
      const row = result.rows.findLast((r) => r.date <= on && !r.isSuperseded);
      if (!row) throw new Error(`no row until ${on}`);
      const eea = row.eea && positionText(row.eea);
      const seen =
        state.eea === undefined ? { on, kha: positionText(row.kha) } : { on, kha: positionText(row.kha), eea };
      expect(seen).toEqual({ on, ...state });
    }
    expect({ kha: result.next.kha?.on ?? null, eea: result.next.eea?.on ?? null }).toEqual({
      kha: example.next?.kha ?? null,
      eea: example.next?.eea ?? null,
    });
    expect(nextPromotions(facts, options)).toEqual(result.next);
  });
});
