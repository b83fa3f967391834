import type { Client } from './client.ts';

/** What a demo case is: its process, its person, the outcome at each branch, the facts, the letters to write out. */
export interface Story {
  readonly title: string;
  readonly process: string;
  readonly sicilNo: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string | number | boolean>>;
  /** The step after which the demo leaves the case; absent = to its end. */
  readonly until?: string | undefined;
  /** Document kind to file name. */
  readonly letters: Readonly<Record<string, string>>;
}

/** One act of the walk, for the table. */
export interface Act {
  readonly step: string;
  readonly act: string;
  readonly by: string;
}

export interface Walked {
  readonly caseNumber: string;
  readonly status: string;
  readonly acts: readonly Act[];
  readonly documents: readonly { readonly kind: string; readonly status: string; readonly downloadPath: string }[];
}

/** Gives the token of whoever holds a role in a service today. */
export type TokenOf = (role: string, service: string) => Promise<{ token: string; name: string }>;

interface CaseView {
  readonly caseNumber: string;
  readonly version: number;
  readonly status: string;
  readonly service: string;
  readonly documents: Walked['documents'];
  readonly currentStep: {
    readonly nextAct: keyof typeof MUTATIONS;
    readonly awaits: readonly { readonly key: string }[];
    readonly known: Readonly<Record<string, unknown>> | null;
    readonly step: {
      readonly key: string;
      readonly title: string;
      readonly outcomes: readonly { readonly key: string }[];
      readonly fields: readonly {
        readonly key: string;
        readonly isRequired: boolean;
        readonly outcomes: readonly string[] | null;
      }[];
    };
  } | null;
}

const CASE = `case {
  caseNumber version status service
  documents { kind status downloadPath }
  currentStep {
    nextAct awaits { key } known
    step { key title outcomes { key } fields { key isRequired outcomes } }
  }
}`;

const MUTATIONS = {
  COMPLETE: ['completeStep', 'tamamladı'],
  DRAFT: ['completeStep', 'hazırladı'],
  PARAF: ['parafStep', 'parafladı'],
  SIGN: ['signStep', 'imzaladı'],
  APPROVE: ['approveStep', 'OLUR verdi'],
} as const;

const MOST_ACTS = 100;

/** Opens the story's case and walks it, each act by the one whose turn it is. Throws with the server's sentence. */
export async function walkStory(client: Client, story: Story, tokenOf: TokenOf): Promise<Walked> {
  const opener = await tokenOf('servis-gorevlisi', await serviceOf(client, story, tokenOf));
  let view = await mutate(client, opener.token, 'openCase', { process: story.process, sicilNo: story.sicilNo });
  const acts: Act[] = [];
  while (view.status === 'OPEN' && acts.length < MOST_ACTS) {
    const { currentStep: current, service } = view;
    if (
      !current ||
      (story.until !== undefined && acts.at(-1)?.step === story.until && current.step.key !== story.until)
    )
      break;
    const [mutation, verb] = MUTATIONS[current.nextAct];
    const actor = await tokenOf(current.awaits[0]?.key ?? '', service);
    view = await mutate(client, actor.token, mutation, inputOf(view, current, { mutation, story }));
    acts.push({ step: current.step.key, act: verb, by: actor.name });
  }
  return { caseNumber: view.caseNumber, status: view.status, acts, documents: view.documents };
}

async function serviceOf(client: Client, { process }: Story, tokenOf: TokenOf): Promise<string> {
  const { token } = await tokenOf('okuyucu', '');
  const text = 'query ($key: String!) { process(key: $key) { service { key } } }';
  const { process: found } = await client.query<{ process: { service: { key: string } } | null }>(token, text, {
    key: process,
  });
  if (!found) throw new Error(`no process ${process}`);
  return found.service.key;
}

function inputOf(
  view: CaseView,
  { step, known }: NonNullable<CaseView['currentStep']>,
  { mutation, story }: { mutation: string; story: Story },
): Record<string, unknown> {
  const place = { caseNumber: view.caseNumber, expectedVersion: view.version, step: step.key };
  if (mutation !== 'completeStep') return place;
  const outcome = step.outcomes.length > 0 ? (story.outcomes[step.key] ?? step.outcomes[0]?.key ?? null) : null;
  const asked = step.fields.filter((f) => f.outcomes === null || (outcome !== null && f.outcomes.includes(outcome)));
  const answers = asked
    .map((f) => [f.key, story.data[f.key] ?? known?.[f.key]] as const)
    .filter(([, value]) => value !== undefined);
  return { ...place, outcome, data: Object.fromEntries(answers) };
}

async function mutate(client: Client, token: string, name: string, input: Record<string, unknown>): Promise<CaseView> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const text = `mutation ($input: ${type}Input!) {
    ${name}(input: $input) { __typename ... on ${type}Payload { ${CASE} } ... on Error { message } }
  }`;
  const data = await client.query<Record<string, { message?: string; case?: CaseView }>>(token, text, { input });
  const answer = data[name];
  if (answer?.case) return answer.case;
  throw new Error(`${name} ${JSON.stringify(input.step ?? input.process)}: ${answer?.message ?? 'no answer'}`);
}
