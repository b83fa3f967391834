import { builtInRegionTables, calculateRegion, regionInput } from '../../src/calculations/bolge-hizmeti/index.ts';
import { parseInput } from '../../src/errors/index.ts';
import type { Adapters } from './adapter.ts';
import { ON, resultOf } from './outcomes.ts';

export const bolgeSorguAdapters: Adapters = {
  bolge_sorgu: ({ il, ilce, birim }) => {
    const input = parseInput(regionInput, { on: ON, il, ilce: ilce ?? undefined, unit: birim ?? undefined });
    return { bolge: resultOf(calculateRegion(input, { tables: builtInRegionTables })).region };
  },
};
