import { z } from 'zod';
import { concluded, createTracer, notEligible, type Outcome } from '../engine/index.ts';
import { dayField, flagField, textField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { findKadro, kadroByName, standing } from './kadro.ts';
import type { PromotionDeps } from './tables.ts';

export const applicationInput = z.object({
  on: dayField.describe('Başvurunun son günü.'),
  current: textField.describe('Bulunulan kadronun unvanı.'),
  announced: textField.describe('İlan edilen kadronun unvanı.'),
  otherInstitution: flagField.default(false).describe('Başka kurumun personeli mi (m.11/3).'),
  candidateOfficer: flagField.default(false).describe('Aday memur mu.'),
  onLeave: flagField.default(false).describe('İzinde mi, aylıksız da olsa; başvuruya engel değildir (m.11/2).'),
});
export type ApplicationInput = z.output<typeof applicationInput>;

/**
 * Whether one may apply for an announced kadro at all. MEB Yön. m.11. `notEligible` for staff of other institutions,
 * candidate officers and holders of the announced kadro, one of its level or a higher one.
 */
export function calculateApplication(input: ApplicationInput, { tables }: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const table = readTable(tables.kadros, input.on);
  // A title outside the regulation (öğretmen, okul müdürü …) stands in no group of m.5, so it bars nobody.
  const current = findKadro(table.value, input.current);
  const announced = kadroByName(table.value, input.announced, 'announced');
  const order = current ? standing(current, announced) : 'NOT_COMPARABLE';
  const held = current?.title ?? input.current;
  const bars: [boolean, string][] = [
    [input.otherInstitution, 'Başka kurumun personeli başvuramaz.'],
    [input.candidateOfficer, 'Aday memur başvuramaz.'],
    [order === 'SAME_LEVEL', `${held}, ilan edilen ${announced.title} kadrosuyla aynı ya da aynı düzeydedir.`],
    [order === 'HIGHER', `${held}, ilan edilen ${announced.title} kadrosundan daha üst düzeydedir.`],
  ];
  const parameters = [table.cite(`${held} / ${announced.title}: ${order}`)];
  const bar = bars.find(([applies]) => applies);
  if (bar) {
    tracer.step({ label: 'Başvuru engeli', article: 'MEB Yön. m.11/3', result: bar[1], parameters });
    return notEligible('MEB Yön. m.11/3', bar[1], tracer);
  }
  if (input.onLeave) {
    tracer.step({ label: 'İzin', article: 'MEB Yön. m.11/2', result: 'İzinde olmak başvuruya engel değildir.' });
  }
  tracer.step({ label: 'Başvuru engeli', article: 'MEB Yön. m.11/3', result: 'Engel yok.', parameters });
  return concluded(true, tracer);
}
