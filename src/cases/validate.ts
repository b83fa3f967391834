import { END, type ProcessDefinition, type StepDefinition, type Vocabulary } from './definition.ts';
import { fieldsOfChange } from './definition-effects.ts';

/** What is wrong with a definition; `path` leads to the place in the file, counted from the process. */
export interface DefinitionFinding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What a process may refer to: roles, systems, fields, and the ids of all processes. */
export interface ValidationContext {
  readonly vocabulary: Vocabulary;
  readonly processIds: ReadonlySet<string>;
}

type Report = (path: readonly (string | number)[], message: string) => void;

/**
 * Checks one process: steps reachable, every path can reach an end, branches exclusive, names known, deadlines anchored.
 * Gives all findings, an empty list when it may run.
 */
export function validateProcess(process: ProcessDefinition, context: ValidationContext): DefinitionFinding[] {
  const findings: DefinitionFinding[] = [];
  const report: Report = (path, message) => findings.push({ path, message });
  const ids = new Set(process.steps.map((s) => s.id));
  process.steps.forEach((step, index) => {
    if (process.steps.findIndex((s) => s.id === step.id) !== index)
      report(['steps', index, 'id'], `"${step.id}" adım kimliği yineleniyor.`);
    checkNames(step, index, context, report);
    checkSignatures(step, index, report);
    checkBranches(step, index, ids, report);
    checkData(step, index, context.vocabulary, report);
  });
  process.data.forEach((item, i) => {
    const key = typeof item === 'string' ? item.replace(/^-|\?$/g, '') : item.field;
    if (!context.vocabulary.fields.has(key)) report(['data', i], `"${key}" alanı fields.yaml içinde yok.`);
  });
  if (!ids.has(process.start)) report(['start'], `Başlangıç adımı "${process.start}" tanımlı değil.`);
  else checkPaths(process, report);
  return findings;
}

function checkNames(step: StepDefinition, index: number, context: ValidationContext, report: Report): void {
  const { roles, systems } = context.vocabulary;
  const named: [string, readonly string[]][] = [
    ['actor', [step.actor]],
    ['coActors', step.coActors],
    ['counterparty', step.counterparty],
    ['paraf', step.paraf],
    ['signers', step.signers],
    ['approver', step.approver === null ? [] : [step.approver]],
    ['approverAlternatives', step.approverAlternatives],
    ['signatory', step.signatory === null ? [] : [step.signatory]],
  ];
  for (const [key, list] of named)
    for (const role of list)
      if (!roles.has(role)) report(['steps', index, key], `"${step.id}": "${role}" rolü roles.yaml içinde yok.`);
  for (const system of step.systems)
    if (!systems.has(system)) report(['steps', index, 'systems'], `"${step.id}": "${system}" sistemi tanımlı değil.`);
  for (const called of step.calls)
    if (!context.processIds.has(called))
      report(['steps', index, 'calls'], `"${step.id}": çağrılan "${called}" süreci yok.`);
}

function checkSignatures(step: StepDefinition, index: number, report: Report): void {
  const signs = step.signers.length > 0 || step.approver !== null;
  const at = ['steps', index, 'signers'];
  if (step.kind !== 'sign') {
    if (signs || step.paraf.length > 0 || step.signerUnnamed)
      report(at, `"${step.id}": imza ve paraf yalnız "sign" adımında olur.`);
    return;
  }
  if (!signs && !step.signerUnnamed) report(at, `"${step.id}": imzalayacak makam yok.`);
  if (signs && step.signerUnnamed) report(at, `"${step.id}": hem imza makamı var hem "signerUnnamed".`);
  if (step.approver !== null && step.signers.includes(step.approver))
    report(at, `"${step.id}": OLUR makamı imzacılarda yineleniyor.`);
  if (step.approver === null && step.approverAlternatives.length > 0)
    report(at, `"${step.id}": seçenekli OLUR için önce "approver" yazılır.`);
}

function checkBranches(step: StepDefinition, index: number, ids: ReadonlySet<string>, report: Report): void {
  const at = ['steps', index, 'next'];
  for (const edge of step.next)
    if (edge.to !== END && !ids.has(edge.to)) report(at, `"${step.id}": "${edge.to}" adımı yok.`);
  const whens = step.next.map((e) => e.when).filter((w) => w !== null);
  if (step.next.length > 1) {
    if (step.kind !== 'review') report(at, `"${step.id}": yalnız "review" adımı dallanabilir.`);
    if (whens.length !== step.next.length || new Set(whens).size !== whens.length)
      report(at, `"${step.id}": her dalın ayrı bir "when" koşulu olmalı.`);
  }
  const keys = step.outcomes.map((o) => o.key);
  if ([...keys].sort().join() !== [...whens].sort().join())
    report(at, `"${step.id}": sonuçlar (${keys.join(', ')}) ile dallar (${whens.join(', ')}) uyuşmuyor.`);
}

function checkData(step: StepDefinition, index: number, { fields, defaults }: Vocabulary, report: Report): void {
  const outcomes = new Set(step.outcomes.map((o) => o.key));
  step.data.forEach((item, i) => {
    const at = ['steps', index, 'data', i];
    const key = typeof item === 'string' ? item.replace(/^-|\?$/g, '') : item.field;
    if (!fields.has(key)) report(at, `"${step.id}": "${key}" alanı fields.yaml içinde yok.`);
    if (
      typeof item === 'string' &&
      item.startsWith('-') &&
      !defaults[step.kind].some((d) => d.replace('?', '') === key)
    )
      report(at, `"${step.id}": "${key}" zaten "${step.kind}" adımının varsayılan alanı değil.`);
    for (const w of (typeof item === 'object' && item.when) || [])
      if (!outcomes.has(w)) report(at, `"${step.id}": "${key}" alanının koşulu "${w}" bu adımın sonucu değil.`);
  });
  for (const key of step.registry ? fieldsOfChange(step.registry) : [])
    if (!fields.has(key))
      report(['steps', index, 'registry'], `"${step.id}": kayda geçen "${key}" alanı fields.yaml içinde yok.`);
  const { deadline } = step;
  if (!deadline) return;
  const asked = deadline.alternatives.map((a) => a.when.field);
  if ('field' in deadline.anchor) asked.push(deadline.anchor.field);
  for (const key of asked)
    if (!fields.has(key))
      report(['steps', index, 'deadline'], `"${step.id}": sürenin dayandığı "${key}" alanı fields.yaml içinde yok.`);
}

function checkPaths(process: ProcessDefinition, report: Report): void {
  const targets = new Map(process.steps.map((s) => [s.id, s.next.map((e) => e.to)]));
  const reached = closure([process.start], (id) => targets.get(id) ?? []);
  const ends = process.steps.filter((s) => s.next.length === 0 || s.next.some((e) => e.to === END)).map((s) => s.id);
  const before = (id: string) => process.steps.filter((s) => s.next.some((e) => e.to === id)).map((s) => s.id);
  const ending = closure(ends, before);
  process.steps.forEach(({ id }, index) => {
    if (!reached.has(id)) report(['steps', index], `"${id}" adımına başlangıçtan ulaşılamıyor.`);
    if (!ending.has(id)) report(['steps', index], `"${id}" adımından hiçbir bitişe varılamıyor.`);
  });
  for (const id of unmarkedCycle(process))
    report(
      ['steps', process.steps.findIndex((s) => s.id === id)],
      `"${id}" adımı işaretsiz bir döngüde; geri dönen kenara "loop: true" yazın.`,
    );
}

function closure(start: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...next(id));
  }
  return seen;
}

/** Steps on a cycle of edges that are not marked as loops: what stays when dead ends and dead starts are peeled off. */
function unmarkedCycle({ steps }: ProcessDefinition): string[] {
  const edges = steps.flatMap((s) =>
    s.next.filter((e) => !e.loop && e.to !== END).map((e) => ({ from: s.id, to: e.to })),
  );
  let left = new Set(steps.map((s) => s.id));
  for (;;) {
    const inside = edges.filter((e) => left.has(e.from) && left.has(e.to));
    const sources = new Set(inside.map((e) => e.from));
    const targets = new Set(inside.map((e) => e.to));
    const kept = new Set([...left].filter((id) => sources.has(id) && targets.has(id)));
    if (kept.size === left.size) return [...left];
    left = kept;
  }
}
