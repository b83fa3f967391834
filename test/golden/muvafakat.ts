import type { Adapters } from './adapter.ts';

export const muvafakatAdapters: Adapters = {};
