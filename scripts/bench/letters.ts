import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/server/app.ts';
import { readConfig } from '../../src/server/config.ts';
import { loadDemoInstitution } from '../../src/server/demo/load.ts';
import { createLog } from '../../src/server/log.ts';
import { openServices, type Services } from '../../src/server/services.ts';
import { milliseconds, percentiles, printTable } from './report.ts';

const PROCESS = 'atama-2828-3713-4046';
const LETTERS = 120;
const WARM = 20;

/** How long a draft takes inside its case, over the API: facts of the case, Word file, document and case in one transaction. */
export async function benchLetters(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-bench-'));
  const services = await openServices(readConfig({ OZLUK_DATA: folder, LOG_LEVEL: 'error' }), createLog('error'));
  try {
    await loadDemoInstitution(services);
    const { p50, p99 } = percentiles((await draftTimes(services)).slice(WARM));
    printTable(
      'A letter inside its case (generateDocument)',
      ['', 'p50', 'p99'],
      [['draft', milliseconds(p50), milliseconds(p99)]],
    );
  } finally {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function draftTimes(services: Services): Promise<number[]> {
  const ask = clerkOf(createApp(services), await clerkToken(services));
  const kind = services.rules.catalog.processes
    .find((process) => process.id === PROCESS)
    ?.steps.find((step) => step.document)?.document?.key;
  const opened = await ask(
    'mutation ($input: OpenCaseInput!) { answer: openCase(input: $input) { ... on OpenCasePayload { case { caseNumber } } ... on Error { message } } }',
    { process: PROCESS, sicilNo: 'ORNEK-021' },
  );
  const times: number[] = [];
  for (let i = 0; i < LETTERS; i += 1) {
    const startedAt = performance.now();
    await ask(
      'mutation ($input: GenerateDocumentInput!) { answer: generateDocument(input: $input) { ... on GenerateDocumentPayload { document { id } } ... on Error { message } } }',
      { caseNumber: opened.case?.caseNumber, kind, allowGaps: true },
    );
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function clerkToken({ authenticator }: Services): Promise<string> {
  const claims = { accountId: 'bench', name: 'bench', sicilNo: 'ORNEK-006', roles: ['servis-gorevlisi@atama'] };
  return (await authenticator.issue?.(claims)) ?? '';
}

interface Answer {
  readonly case?: { readonly caseNumber: string };
  readonly message?: string;
}

function clerkOf(app: App, token: string): (query: string, input: object) => Promise<Answer> {
  return async (query, input) => {
    const response = await app.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: { input } }),
      }),
    );
    const { data, errors } = (await response.json()) as { data?: { answer?: Answer | null }; errors?: unknown };
    if (!data?.answer || data.answer.message !== undefined)
      throw new Error(`refused: ${JSON.stringify(data?.answer ?? errors)}`);
    return data.answer;
  };
}
