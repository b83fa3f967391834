import { z } from 'zod';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { flagField } from '../input.ts';

/** Where a place lies, seen from the duty post or home. */
export const mahalInput = z.strictObject({
  /** The province has a metropolitan municipality. */
  isMetropolitan: flagField,
  isSameProvince: flagField,
  /** Inside the municipality's border; in a metropolitan province the district's. */
  isInsideMunicipality: flagField,
  /** A continuation of the settlement that gets the municipality's services. */
  isContinuation: flagField,
  /** Reached daily by a vehicle of the institution. */
  isReachedByInstitution: flagField,
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
