import { isNumeric } from './number.ts';
import { T, typeName, typeOf } from './value.ts';

/** A value in an error message. */
export const describe = (value: unknown): string => {
  if (value === undefined) return 'MISSING';
  if (typeof value === 'string') return `"${value}"`;
  if (isNumeric(value) || typeof value === 'boolean' || value === null) return String(value);
  return typeOf(value) === T.objectId ? `ObjectId('${String(value)}')` : typeName(value);
};
