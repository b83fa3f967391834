import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type CaseState, END, type ProcessDefinition, stepOf } from '../../src/cases/index.ts';
import { catalog, forward, opened, pass, processNamed, rulesOf } from './helpers.ts';
import { WALKS } from './walks.cases.ts';

/** Edges from the start to the step, shortest first; breadth-first. */
function routeTo(process: ProcessDefinition, from: string, reached: (id: string) => boolean): (string | null)[] {
  const routes = new Map<string, (string | null)[]>([[from, []]]);
  const open = [from];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const route = routes.get(id) ?? [];
    if (reached(id)) return route;
    for (const { to, when } of stepOf(process, id).next)
      if (to !== END && !routes.has(to)) {
        routes.set(to, [...route, when]);
        open.push(to);
      }
  }
  throw new Error(`${process.id}: no route`);
}

const ends = (process: ProcessDefinition) => (id: string) => {
  const { next } = stepOf(process, id);
  return next.length === 0 || next.some((e) => e.to === END);
};

/** Walks to the step, through it by the edge, and on to an end; gives the last state and the steps passed. */
function walk(process: ProcessDefinition, step: string, when: string | null): { state: CaseState; visited: string[] } {
  const rules = rulesOf(process);
  let state = opened(rules);
  const visited: string[] = [];
  const go = (outcome: string | null) => {
    visited.push(state.step ?? '');
    state = pass(rules, state, outcome).state;
  };
  for (const outcome of routeTo(process, process.start, (id) => id === step)) go(outcome);
  expect(state.step, `${process.id}/${step}`).toBe(step);
  go(when);
  while (state.status === 'open') {
    const at = state.step ?? '';
    const [first] = routeTo(process, at, ends(process));
    const edges = stepOf(process, at).next;
    go(first !== undefined ? first : (edges.find((e) => e.to === END)?.when ?? null));
  }
  return { state, visited };
}

describe('every process', () => {
  it.each(catalog.processes.map((p) => [p.id, p] as const))(
    '%s can be walked by every edge to an end',
    (_id, process) => {
      const visited = new Set<string>();
      const endings = new Set<string>();
      for (const step of process.steps)
        for (const { when } of step.next.length === 0 ? [{ when: null }] : step.next) {
          const done = walk(process, step.id, when);
          expect(done.state.status).toBe('closed');
          for (const id of done.visited) visited.add(id);
          endings.add(done.state.ending ?? '');
        }
      expect([...visited].sort()).toEqual(process.steps.map((s) => s.id).sort());
      for (const s of process.steps) if (s.next.length === 0) expect(endings).toContain(s.id);
    },
  );
});

describe('random walks', () => {
  const anyProcess = fc.constantFrom(...catalog.processes);
  test.prop([anyProcess, fc.infiniteStream(fc.nat())], { numRuns: 400 })(
    'end, or go round only by edges marked as loops',
    (process, numbers) => {
      const rules = rulesOf(process);
      let state = opened(rules);
      let sinceLoop = new Set<string>();
      for (let turns = 0; state.status === 'open' && turns < 60; turns++) {
        const step = stepOf(process, state.step ?? '');
        expect(sinceLoop.has(step.id), `${process.id}/${step.id} came again without a loop`).toBe(false);
        sinceLoop.add(step.id);
        const edges = step.next;
        const chosen = edges.length === 0 ? undefined : edges[(numbers.next().value ?? 0) % edges.length];
        if (chosen?.loop) sinceLoop = new Set();
        state = pass(rules, state, chosen?.when ?? null).state;
        if (state.status === 'open') expect(state.step).toBe(chosen?.to);
      }
    },
  );

  test.prop([anyProcess, fc.array(fc.nat(), { minLength: 5, maxLength: 80 })], { numRuns: 300 })(
    'collect every approval once and in the order of the definition',
    (process, numbers) => {
      const rules = rulesOf(process);
      let state = opened(rules);
      for (const n of numbers) {
        if (state.status !== 'open') return;
        const step = stepOf(process, state.step ?? '');
        const before = state;
        const edge = step.next.length === 0 ? undefined : step.next[n % step.next.length];
        state = forward(rules, state, step.kind === 'review' ? (edge?.when ?? null) : null).state;
        if (state.step === before.step && state.trail.length === before.trail.length) {
          const given = state.approvals.filter((a) => a.act === 'paraf').map((a) => a.role);
          expect(step.paraf.slice(0, given.length)).toEqual(given);
          expect(state.approvals.length - before.approvals.length).toBeLessThanOrEqual(1);
          if (step.signMode === 'all' && !step.signerUnnamed) {
            const signed = state.approvals.filter((a) => a.act === 'sign').map((a) => a.role);
            expect(step.signers.slice(0, signed.length)).toEqual(signed);
          }
        } else expect(state.approvals).toEqual([]);
      }
    },
  );
});

describe('the directive walked through', () => {
  it.each(WALKS.map((w) => [w.title, w] as const))('%s', (_title, walk) => {
    const rules = rulesOf(processNamed(walk.process));
    const outcomes = [...walk.outcomes];
    const final: string[] = [];
    let state = opened(rules);
    while (state.status === 'open') {
      const branching = stepOf(rules.process, state.step ?? '').outcomes.length > 0;
      const done = pass(rules, state, branching ? (outcomes.shift() ?? null) : null);
      final.push(...done.effects.flatMap((e) => (e.kind === 'finalizeDocument' ? [e.key] : [])));
      state = done.state;
    }
    expect(outcomes).toEqual([]);
    expect(state.trail.map((t) => t.step)).toEqual(walk.steps);
    expect(state.trail.flatMap((t) => t.approvals.map((a) => a.role))).toEqual(walk.signed);
    expect(final).toEqual(walk.final);
    expect(state.ending).toBe(walk.ending);
  });
});
