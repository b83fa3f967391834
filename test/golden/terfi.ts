import type { Adapters } from './adapter.ts';

export const terfiAdapters: Adapters = {};
