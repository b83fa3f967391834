import { setTimeout as sleep } from 'node:timers/promises';

/** Where letters are made, and how many. */
export interface LetterOrder {
  readonly url: string;
  readonly token: string;
  readonly letters: number;
}

/** The process whose first letter goes to a person, with four initials and a signature. */
const PROCESS = 'atama-2828-3713-4046';
const FIRST_STEP = 'belge-isteme-hazirla';
/** Where a case stands when its first letter is signed. */
export const STEP_BEHIND = 'belge-kontrol';
const DATA = {
  sonCevapTarihi: '2026-12-15',
  atanacakUnvan: 'Memur',
  bakanlikYazisiTarihi: '2026-11-02',
  bakanlikYazisiSayisi: 'E-67915368-903.02.01-4752',
};
const LANES = 3;

const OPEN = `mutation ($input: OpenCaseInput!) { openCase(input: $input) {
  ... on OpenCasePayload { case { caseNumber version
    currentStep { step { fields { key options { key } } } } } } ... on Error { message } } }`;
const COMPLETE = `mutation ($input: CompleteStepInput!) { completeStep(input: $input) {
  ... on CompleteStepPayload { case { version } } ... on Error { message } } }`;

interface Opened {
  readonly caseNumber: string;
  readonly version: number;
  readonly currentStep: {
    readonly step: { readonly fields: readonly { readonly key: string; readonly options: { key: string }[] }[] };
  };
}

/** Opens cases and prepares their first letter, three at a time, however often the server goes down. */
export async function produceLetters(order: LetterOrder, until: number): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < order.letters && Date.now() < until) {
      next += 1;
      await produce(order, `soak-${String(next).padStart(6, '0')}`, until);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** One letter; a repeated opening gives the same case, a repeated completion is refused. */
async function produce(order: LetterOrder, idempotencyKey: string, until: number): Promise<void> {
  while (Date.now() < until) {
    const opened = await ask(order, OPEN, { process: PROCESS, sicilNo: 'ORNEK-021', idempotencyKey });
    const row = (opened as { openCase?: { case?: Opened; message?: string } } | null)?.openCase;
    if (row?.message !== undefined) throw new Error(row.message);
    if (row?.case && row.case.version > 1) return;
    if (row?.case) {
      const { caseNumber, currentStep } = row.case;
      const kanun = currentStep.step.fields.find((f) => f.key === 'atamaKanunu')?.options[0]?.key;
      const data = { ...DATA, atamaKanunu: kanun };
      const done = await ask(order, COMPLETE, { caseNumber, expectedVersion: 1, step: FIRST_STEP, data });
      const answer = (done as { completeStep?: { case?: object; message?: string } } | null)?.completeStep;
      if (answer?.case) return;
      // Refused because the answer to the first try got lost: the next opening shows the case further on.
      if (answer?.message !== undefined && !/sürüm/.test(answer.message)) throw new Error(answer.message);
    }
    await sleep(300);
  }
}

/** The data of one operation; null while the server is down. */
async function ask({ url, token }: LetterOrder, query: string, input: object): Promise<object | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const body = (await response.json()) as { data?: object | null; errors?: readonly { message: string }[] };
    if (body.errors) throw new Error(body.errors.map((e) => e.message).join('; '));
    return body.data ?? null;
  } catch (error) {
    // A connection that ends in the middle is what this is about.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
