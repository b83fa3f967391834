import {
  approveStep,
  type Case,
  type CasesContext,
  calculateStep,
  completeStep,
  documentFieldsFor,
  formOf,
  openCase,
  parafStep,
  signStep,
  stepOf,
} from '../../src/cases/index.ts';
import { processNamed, rulesOf, sampleData } from './helpers.ts';
import type { World } from './world.ts';

/** How a case is walked: whose, which way at the branches, and the data that matter, by step. */
export interface Walk {
  readonly process: string;
  readonly sicilNo: string;
  readonly outcomes?: readonly string[];
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly opening?: Readonly<Record<string, unknown>>;
}

/** Opens a case and walks it to a step (null = its end); every calculation is confirmed unless data say otherwise. */
export async function walkCase(world: World, walk: Walk, until: string | null): Promise<Case> {
  const { service } = processNamed(walk.process);
  const clerk = world.as(`servis-gorevlisi@${service}`);
  const { process, sicilNo, opening = {} } = walk;
  const { case: opened } = await openCase(clerk, { process, sicilNo, data: { ...opening } });
  return walkOn(world, opened, { walk, until });
}

/** Walks a case on from where it stands. */
export async function walkOn(
  world: World,
  from: Case,
  { walk, until }: { walk: Pick<Walk, 'outcomes' | 'data'>; until: string | null },
): Promise<Case> {
  const clerk = world.as(`servis-gorevlisi@${from.service}`);
  const left = [...(walk.outcomes ?? [])];
  let row = from;
  while (row.step !== null && row.step !== until)
    row = await advance(world, clerk, { row, left, data: walk.data?.[row.step] ?? {} });
  return row;
}

interface Move {
  readonly row: Case;
  readonly left: string[];
  readonly data: Readonly<Record<string, unknown>>;
}

async function advance(world: World, clerk: CasesContext, { row, left, data }: Move): Promise<Case> {
  const process = processNamed(row.process);
  const rules = { ...rulesOf(process), documentFields: documentFieldsFor(clerk) };
  const step = stepOf(process, row.step ?? '');
  const target = { caseNumber: row.caseNumber, expectedVersion: row.version, step: step.id };
  const isDraft = step.kind === 'sign' && step.document && row.state.documents[step.document.key] !== 'draft';
  if (step.kind === 'sign' && !isDraft) {
    const role = row.awaits[0]?.split('@')[0] ?? '';
    const isParaf = step.paraf.length > row.state.approvals.length;
    const act = role === step.approver ? approveStep : isParaf ? parafStep : signStep;
    return (await act(world.as(role), target)).case;
  }
  const outcome = step.outcomes.length > 0 ? (left.shift() ?? null) : null;
  const form = isDraft ? documentFieldsFor(clerk)(step.document?.key ?? '') : formOf(rules, step);
  const fields = form.map((f) => ({ past: false, when: null, origin: 'document' as const, ...f }));
  const asked = fields.filter((f) => f.origin !== 'document' || row.state.data[f.key] === undefined);
  const view = (await calculateStep(clerk, row, { step, data }))?.view;
  const proposed = Object.fromEntries(
    Object.entries({ ...view?.prefilled, ...view?.proposed }).filter(([key]) => asked.some((f) => f.key === key)),
  );
  const values = { ...sampleData(asked, outcome), ...proposed, ...data };
  const actor = step.actor === 'servis-gorevlisi' || isDraft ? clerk : world.as(step.actor);
  return (await completeStep(actor, { ...target, outcome, data: values })).case;
}
