import type { Adapters } from './adapter.ts';

export const gorevdeYukselmeAdapters: Adapters = {};
