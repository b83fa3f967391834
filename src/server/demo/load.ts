import { join } from 'node:path';
import { z } from 'zod';
import type { CommandContext } from '../../database/index.ts';
import { appointOfficeHolder, saveInstitution, saveKadro, saveUnit } from '../../institution/index.ts';
import {
  careerSchema,
  completeTckn,
  educationSchema,
  type PersonInput,
  registerPersonnel,
} from '../../personnel/index.ts';
import { readYamlFile } from '../../yaml/index.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import type { Services } from '../services.ts';

const OFFICES_SINCE = '2024-01-01';

const personRow = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.number().nullable(),
  z.number().nullable(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
]);
const demoSchema = z.strictObject({
  institution: z.unknown(),
  units: z.array(z.record(z.string(), z.string().nullable())),
  people: z.array(personRow),
  withoutDiplomaTitle: z.array(z.string()),
  officeHolders: z.array(
    z.strictObject({
      role: z.string(),
      service: z.string().optional(),
      sicilNo: z.string(),
      name: z.string().optional(),
      surname: z.string().optional(),
      title: z.string(),
      manner: z.enum(['asil', 'vekil', 'devir']),
      delegatorTitle: z.string().optional(),
    }),
  ),
});

/** Loads the fictional institution through the same commands as anybody would. Gives how many people it has. */
export async function loadDemoInstitution(services: Services): Promise<{ people: number }> {
  const context = openScope(services, SERVER_ACTOR).command();
  const demo = demoSchema.parse(readYamlFile(join(import.meta.dirname, 'institution.yaml')).value);
  await saveInstitution(context, demo.institution as Parameters<typeof saveInstitution>[1]);
  // What does not depend on each other is written at once: the engine makes one commit of many.
  const [top, ...below] = demo.units.map((unit) => ({ ...unit, contact: null }) as Parameters<typeof saveUnit>[1]);
  if (top) await saveUnit(context, top);
  await Promise.all(below.map((unit) => saveUnit(context, unit)));
  await Promise.all(
    demo.people.map((row, index) =>
      loadPerson(context, row, { index, hasTitle: !demo.withoutDiplomaTitle.includes(row[0]) }),
    ),
  );
  const names = new Map(demo.people.map(([sicilNo, name, surname]) => [sicilNo, { name, surname }]));
  const appoint = ({ service, name, surname, delegatorTitle, ...holder }: (typeof demo.officeHolders)[number]) => {
    const known = names.get(holder.sicilNo);
    return appointOfficeHolder(context, {
      ...holder,
      name: known?.name ?? name ?? '',
      surname: known?.surname ?? surname ?? '',
      service: service ?? null,
      unitCode: null,
      delegatorTitle: delegatorTitle ?? null,
      from: OFFICES_SINCE,
      to: null,
    });
  };
  await Promise.all(demo.officeHolders.map(appoint));
  await saveKadro(context, {
    kadroNo: 'K-0101',
    unitCode: 'TSK-MAL',
    sinif: 'GİH',
    unvan: 'Şef',
    derece: 3,
    sicilNo: null,
  });
  await saveKadro(context, {
    kadroNo: 'K-0102',
    unitCode: 'KST-MUHASEBE',
    sinif: 'GİH',
    unvan: 'Memur',
    derece: 5,
    sicilNo: null,
  });
  return { people: demo.people.length };
}

async function loadPerson(
  context: CommandContext,
  row: z.infer<typeof personRow>,
  { index, hasTitle }: { index: number; hasTitle: boolean },
): Promise<void> {
  const [
    sicilNo,
    givenNames,
    surname,
    bornOn,
    unitCode,
    unvan,
    kadroDerece,
    derece,
    kademe,
    startedOn,
    level,
    school,
    field,
    graduatedOn,
  ] = row;
  const kadroNo = `K-${String(index + 1).padStart(4, '0')}`;
  const isLawyer = unvan === 'Avukat';
  const sinif = isLawyer ? 'AH' : 'GİH';
  const asilOn = nextYear(startedOn);
  const isCandidate = derece === null;
  const person: PersonInput = {
    sicilNo,
    tckn: completeTckn(`1000000${String(index + 10)}`),
    givenNames,
    surname,
    bornOn,
    sinif,
    unvan,
    unitCode,
    kadroNo,
    appointedBy: ['Defterdar', 'Defterdar Yardımcısı', 'Muhasebe Müdürü'].includes(unvan) ? 'bakanlik' : 'valilik',
    status: isCandidate ? 'aday' : 'asil',
    startedOn,
    derece,
    kademe,
    education: [
      educationSchema.parse({ level, institution: school, field, title: hasTitle ? field : null, graduatedOn }),
    ],
    career: careerSchema.parse({
      service: isCandidate
        ? [{ kind: 'ADAY', from: startedOn }]
        : [
            { kind: 'ADAY', from: startedOn, to: asilOn },
            { kind: 'ASIL', from: asilOn },
          ],
      postings: [
        {
          from: startedOn,
          workplace: 'Kastamonu Defterdarlığı',
          sinif: isLawyer ? 'AH' : 'GIH',
          unvan,
          kadro: String(kadroDerece),
          priorityRegion: false,
          centralObligatory: false,
        },
      ],
      military: [],
      unpaidLeaves: [],
      discipline: [],
      sicil: [],
    }),
    family: null,
  };
  await saveKadro(context, { kadroNo, unitCode, sinif, unvan, derece: kadroDerece, sicilNo });
  await registerPersonnel(context, person);
}

function nextYear(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
