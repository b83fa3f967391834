import { z } from 'zod';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { flagField } from '../input.ts';

/** Where a place lies, seen from the duty post or home. */
export const mahalInput = z.strictObject({
  isMetropolitan: flagField.describe('İlde büyükşehir belediyesi var mı.'),
  isSameProvince: flagField.describe('Aynı il mülkî sınırı içinde mi.'),
  isInsideMunicipality: flagField.describe('Belediye (büyükşehirde ilçe belediyesi) sınırı içinde mi.'),
  isContinuation: flagField.describe('Yerleşimin devamı olup belediye hizmeti götürülüyor mu.'),
  isReachedByInstitution: flagField.describe('Kurum taşıtıyla gidilip gelinebiliyor mu.'),
});
export type MahalInput = z.output<typeof mahalInput>;

/** Whether a place is inside the memuriyet mahalli, where no gündelik is paid. 6245 s.K. m.3/g. */
export function calculateMemuriyetMahalli(input: MahalInput): Outcome<{ readonly isInside: boolean }> {
  const tracer = createTracer();
  const grounds = [
    input.isInsideMunicipality && (input.isMetropolitan ? 'ilçe belediyesi sınırı içinde' : 'belediye sınırı içinde'),
    input.isContinuation && 'yerleşimin devamı',
    input.isReachedByInstitution && 'kurum taşıtıyla gidilip gelinen yer',
  ].filter((g) => g !== false);
  const isInside = grounds.length > 0 && (!input.isMetropolitan || input.isSameProvince);
  tracer.step({
    label: 'Memuriyet mahalli',
    article: '6245 s.K. m.3/g',
    ...(grounds.length > 0 && { arithmetic: grounds.join('; ') }),
    result: isInside ? 'memuriyet mahalli içinde' : 'memuriyet mahalli dışında',
  });
  return concluded({ isInside }, tracer);
}
