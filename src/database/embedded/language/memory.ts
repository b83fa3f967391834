import { EngineError } from './error.ts';
import { isDoc } from './value.ts';

const WORD = 16;

/** Rough size of a value in bytes, about that of its BSON. */
export const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return WORD + value.length;
  if (typeof value !== 'object' || value === null) return WORD;
  let size = WORD;
  if (Array.isArray(value)) for (const element of value) size += sizeOf(element);
  else if (isDoc(value)) for (const name of Object.keys(value)) size += name.length + sizeOf(value[name]);
  else if ('buffer' in value) size += (value.buffer as Uint8Array).byteLength;
  else size += WORD;
  return size;
};

/** Counts what a stage keeps; 292 beyond the limit. */
export const createBudget = (limitBytes: number, stage: string): ((value: unknown) => void) => {
  let bytes = 0;
  return (value) => {
    bytes += sizeOf(value);
    if (bytes > limitBytes) {
      throw new EngineError(
        292,
        `Exceeded memory limit for ${stage}, but didn't allow external spilling; pass allowDiskUse:true to opt in`,
      );
    }
  };
};
