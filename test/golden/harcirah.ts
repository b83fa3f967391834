import type { Adapters } from './adapter.ts';

export const harcirahAdapters: Adapters = {};
