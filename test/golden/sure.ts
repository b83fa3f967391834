import type { Adapters } from './adapter.ts';

export const sureAdapters: Adapters = {};
