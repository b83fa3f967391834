import type { Adapters } from './adapter.ts';

export const bolgeSorguAdapters: Adapters = {};
