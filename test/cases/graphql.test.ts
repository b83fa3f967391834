import { type ExecutionResult, graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CasesContext } from '../../src/cases/index.ts';
import type { GraphContext } from '../../src/graphql/index.ts';
import { schema } from '../../src/server/schema.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let clerk: CasesContext;
beforeAll(async () => {
  world = await openWorld();
  clerk = world.as('servis-gorevlisi@atama');
});
afterAll(() => world.close());

type Answer = Record<string, Record<string, unknown> | null>;

async function ask(context: CasesContext | null, source: string, variableValues: Record<string, unknown> = {}) {
  const base = { ...world.as('yonetici'), ...context, actor: context?.actor ?? null };
  const contextValue = { ...base, uploads: undefined, background: () => undefined } as unknown as GraphContext;
  return (await graphql({ schema, source, variableValues, contextValue })) as ExecutionResult<Answer>;
}

const OPEN = `mutation ($input: OpenCaseInput!) { openCase(input: $input) {
  __typename ... on Error { message } ... on ValidationError { issues { path message } }
  ... on OpenCasePayload { case { id caseNumber version status currentStep {
    nextAct awaits { key } step { key title fields { key label type isRequired outcomes } outcomes { key needsReason } } } } } } }`;
const COMPLETE = `mutation ($input: CompleteStepInput!) { completeStep(input: $input) {
  __typename ... on Error { message } ... on ValidationError { issues { path } } ... on ConflictError { currentVersion }
  ... on CaseStateError { state allowed }
  ... on CompleteStepPayload { case { version currentStep { step { key } } } } } }`;

async function openOne(context: CasesContext, process = 'naklen-atama') {
  const { data } = await ask(context, OPEN, { input: { process, sicilNo: 'S-1' } });
  const payload = data?.openCase as unknown as { case: { id: string; caseNumber: string; version: number } };
  return payload.case;
}

describe('the API of cases', () => {
  it('draws the form of the first step', async () => {
    const { data, errors } = await ask(clerk, OPEN, { input: { process: 'naklen-atama', sicilNo: 'S-1' } });
    expect(errors).toBeUndefined();
    expect(data?.openCase).toMatchObject({
      __typename: 'OpenCasePayload',
      case: {
        version: 1,
        status: 'OPEN',
        currentStep: {
          nextAct: 'COMPLETE',
          awaits: [{ key: 'servis-gorevlisi' }, { key: 'servis-sorumlusu' }],
          step: {
            key: 'talep-degerlendir',
            fields: [
              { key: 'tespitler', label: 'Tespitler', type: 'TEXT', isRequired: false, outcomes: null },
              { key: 'talepTarihi', label: 'Talep (dilekçe) tarihi', type: 'DATE', isRequired: true, outcomes: null },
              { key: 'gerekce', label: 'Gerekçe', type: 'TEXT', isRequired: true, outcomes: ['talebin-reddi'] },
            ],
            outcomes: [
              { key: 'kurumlar-arasi', needsReason: false },
              { key: 'muvafakatle-kurum-ici-nakil', needsReason: false },
              { key: 'talebin-reddi', needsReason: true },
            ],
          },
        },
      },
    });
  });

  it('answers expected failures as members of the union', async () => {
    const row = await openOne(clerk);
    const input = {
      caseNumber: row.caseNumber,
      expectedVersion: 1,
      step: 'talep-degerlendir',
      outcome: 'talebin-reddi',
    };
    const { data: missing } = await ask(clerk, COMPLETE, { input });
    expect(missing?.completeStep).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: 'data.talepTarihi' }, { path: 'data.gerekce' }],
    });
    const { data: early } = await ask(clerk, COMPLETE, { input: { ...input, step: 'izin-gelir' } });
    expect(early?.completeStep).toMatchObject({ __typename: 'CaseStateError', state: 'talep-degerlendir' });
    const { data: stale } = await ask(clerk, COMPLETE, { input: { ...input, expectedVersion: 7 } });
    expect(stale?.completeStep).toMatchObject({ __typename: 'ConflictError', currentVersion: 1 });
    const { data: unknown } = await ask(clerk, COMPLETE, { input: { ...input, caseNumber: '2026-ATAMA-099999' } });
    expect(unknown?.completeStep).toMatchObject({ __typename: 'NotFoundError' });
    const { data: other } = await ask(world.as('servis-gorevlisi@mali'), COMPLETE, {
      input: { ...input, data: { talepTarihi: '2026-11-02', gerekce: 'x' } },
    });
    expect(other?.completeStep).toMatchObject({
      __typename: 'ForbiddenError',
      message: expect.stringContaining('Servis Görevlisi'),
    });
    const { data: done } = await ask(clerk, COMPLETE, {
      input: { ...input, data: { talepTarihi: '2026-11-02', gerekce: 'x' } },
    });
    expect(done?.completeStep).toMatchObject({
      case: { version: 2, currentStep: { step: { key: 'red-yazisi-hazirla' } } },
    });
  });

  it('asks who is there', async () => {
    const { errors } = await ask(null, OPEN, { input: { process: 'naklen-atama', sicilNo: 'S-1' } });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const { errors: machine } = await ask(world.as('ebys'), '{ cases { nodes { caseNumber } } }');
    expect(machine?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('keeps discipline cases from strangers, by node too', async () => {
    const row = await openOne(world.as('servis-gorevlisi@disiplin'), 'mal-bildirimi');
    const source = 'query ($id: ID!) { node(id: $id) { id ... on Case { caseNumber } } }';
    expect((await ask(world.as('servis-gorevlisi@disiplin'), source, { id: row.id })).data?.node).toMatchObject({
      caseNumber: row.caseNumber,
    });
    expect((await ask(clerk, source, { id: row.id })).data?.node).toBeNull();
  });

  it('hides what was recorded from pure readers', async () => {
    const row = await openOne(clerk);
    const source = `{ caseByNumber(caseNumber: "${row.caseNumber}") { data currentStep { known } events { nodes { data } } } }`;
    expect((await ask(clerk, source)).data?.caseByNumber).toMatchObject({ data: { dogumTarihi: '1985-04-12' } });
    expect((await ask(world.as('okuyucu'), source)).data?.caseByNumber).toEqual({
      data: null,
      currentStep: { known: null },
      events: { nodes: [{ data: null }] },
    });
  });

  it('shows a process with steps, roles and deadlines', async () => {
    const { data, errors } = await ask(
      clerk,
      `{ process(key: "bilgi-edinme") { title version service { key } openingFields { key isRequired }
      steps { key kind actor { label } deadline { amount unit article } } } services { key processes { key } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.process).toMatchObject({ title: 'Bilgi Edinme Talebine İlişkin İşlem', service: { key: 'sosyal' } });
    const steps = data?.process?.steps as unknown as object[];
    expect(steps[0]).toMatchObject({
      key: 'gorev-alani',
      deadline: { amount: 15, unit: 'IS_GUNU', article: '4982/11' },
    });
    const services = data?.services as unknown as { processes: object[] }[];
    expect(services.reduce((n, { processes }) => n + processes.length, 0)).toBe(67);
  });

  it('lists the worklist with subject, deadlines and history', async () => {
    const { data, errors } = await ask(
      clerk,
      `{ worklist(first: 1, filter: { process: "naklen-atama" }) {
      pageInfo { hasNextPage endCursor } nodes { caseNumber isOverdue dueOn subject { label person { fullName } unit { name } }
        deadlines { status } trail { step { key } } linked { caseNumber } events(first: 5) { nodes { sequence kind role } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.worklist).toMatchObject({
      pageInfo: { hasNextPage: true },
      nodes: [
        {
          isOverdue: false,
          subject: { label: 'Ayşe YILMAZ', person: { fullName: 'Ayşe YILMAZ' }, unit: { name: 'Muhasebe Müdürlüğü' } },
          events: { nodes: [{ sequence: 1, kind: 'open', role: 'servis-gorevlisi' }] },
        },
      ],
    });
    const { errors: tooMany } = await ask(clerk, '{ cases(first: 101) { nodes { caseNumber } } }');
    expect(tooMany?.[0]?.message).toContain('100');
  });
});
