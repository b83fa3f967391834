import { configureGlobal } from 'fast-check';

/**
 * Properties run on one seed, so that a red suite is red again for the next person; `OZLUK_FUZZ=random` explores, and
 * `OZLUK_FUZZ=<number>` repeats what it printed.
 */
const fuzz = process.env.OZLUK_FUZZ ?? '20261122';
configureGlobal(fuzz === 'random' ? {} : { seed: Number(fuzz) });
