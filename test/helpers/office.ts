import { accountRoles, developmentToken } from '../../src/server/demo/tokens.ts';
import type { TestApp } from './app.ts';

type Value = string | number | boolean;

/** A case as the office's screens show it. */
export interface CaseView {
  readonly caseNumber: string;
  readonly version: number;
  readonly status: string;
  readonly service: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly documents: readonly {
    readonly kind: string;
    readonly status: string;
    readonly version: number;
    readonly sayi: string | null;
    readonly sayiTarihi: string | null;
    readonly konu: string;
  }[];
  readonly deadlines: readonly {
    readonly step: string;
    readonly anchorOn: string | null;
    readonly dueOn: string | null;
  }[];
  readonly trail: readonly {
    readonly step: { readonly key: string };
    readonly approvals: readonly { readonly name: string; readonly capacity: string; readonly act: string }[];
  }[];
  readonly currentStep: {
    readonly nextAct: keyof typeof MUTATIONS;
    readonly awaits: readonly { readonly key: string }[];
    readonly known: Readonly<Record<string, unknown>> | null;
    readonly step: {
      readonly key: string;
      readonly outcomes: readonly { readonly key: string }[];
      readonly fields: readonly Field[];
    };
  } | null;
}

interface Field {
  readonly key: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly outcomes: readonly string[] | null;
  readonly options: readonly { readonly key: string }[];
  readonly columns: readonly { readonly key: string; readonly type: string }[];
}

const CASE = `caseNumber version status service data
  documents { kind status version sayi sayiTarihi konu }
  deadlines { step anchorOn dueOn }
  trail { step { key } approvals { name capacity act } }
  currentStep { nextAct awaits { key } known
    step { key outcomes { key } fields { key type isRequired outcomes options { key } columns { key type } } } }`;

const MUTATIONS = {
  COMPLETE: 'completeStep',
  DRAFT: 'completeStep',
  PARAF: 'parafStep',
  SIGN: 'signStep',
  APPROVE: 'approveStep',
} as const;

/** The office at work over GraphQL: each act is done by whoever's turn it is. */
export interface Office {
  open(process: string, sicilNo: string, data?: Readonly<Record<string, Value>>): Promise<CaseView>;
  /** Does the one act that carries the case on; required facts that `data` lacks get a plain value. */
  forward(caseNumber: string, given?: Given): Promise<CaseView>;
  /** Goes forward until the case stands at the step. */
  walkTo(caseNumber: string, step: string, given?: Given): Promise<CaseView>;
  view(caseNumber: string): Promise<CaseView>;
  tokenOf(role: string, service?: string): Promise<string>;
}

export interface Given {
  readonly data?: Readonly<Record<string, Value>>;
  /** Outcome by step; the first one where nothing is said. */
  readonly outcomes?: Readonly<Record<string, string>>;
}

export function openOffice(app: TestApp): Office {
  const roles = accountRoles(app.services.rules.catalog);
  const tokenOf: Office['tokenOf'] = async (role, service) => {
    const account = roles.find((r) => r.role === role && (r.service === null || r.service === service));
    const token = await developmentToken(app.services, account ?? { role, service: null });
    if (!token) throw new Error(`no token for ${role}`);
    return token;
  };
  const view: Office['view'] = async (caseNumber) => {
    const query = `query ($n: String!) { caseByNumber(caseNumber: $n) { ${CASE} } }`;
    const token = await tokenOf('yonetici');
    const { data, errors } = await app.graphql<{ caseByNumber: CaseView }>(token, query, { n: caseNumber });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.caseByNumber;
  };
  const mutate = async (token: string, name: string, input: object): Promise<CaseView> => {
    const type = name.charAt(0).toUpperCase() + name.slice(1);
    const text = `mutation ($input: ${type}Input!) {
      ${name}(input: $input) { __typename ... on ${type}Payload { case { caseNumber } } ... on Error { message } }
    }`;
    const { data, errors } = await app.graphql<Record<string, { message?: string; case?: CaseView }>>(token, text, {
      input,
    });
    const found = data?.[name]?.case;
    if (!found) throw new Error(`${name} ${JSON.stringify(input)}: ${data?.[name]?.message ?? JSON.stringify(errors)}`);
    return view(found.caseNumber);
  };
  const forward: Office['forward'] = async (caseNumber, given = {}) => {
    const row = await view(caseNumber);
    const { currentStep: current } = row;
    if (!current) throw new Error(`${caseNumber} has ended`);
    const name = MUTATIONS[current.nextAct];
    const token = await tokenOf(current.awaits[0]?.key ?? '', row.service);
    const place = { caseNumber, expectedVersion: row.version, step: current.step.key };
    return mutate(token, name, name === 'completeStep' ? { ...place, ...completionOf(current, given) } : place);
  };
  return {
    tokenOf,
    view,
    forward,
    async open(process, sicilNo, data = {}) {
      const service = app.services.rules.catalog.processes.find((p) => p.id === process)?.service;
      return mutate(await tokenOf('servis-gorevlisi', service), 'openCase', { process, sicilNo, data });
    },
    async walkTo(caseNumber, step, given) {
      let row = await view(caseNumber);
      for (let acts = 0; row.currentStep?.step.key !== step; acts++) {
        if (acts === 60 || row.status !== 'OPEN') throw new Error(`${caseNumber} never came to ${step}`);
        row = await forward(caseNumber, given);
      }
      return row;
    },
  };
}

function completionOf({ step, known }: NonNullable<CaseView['currentStep']>, { data = {}, outcomes = {} }: Given) {
  const outcome = step.outcomes.length === 0 ? null : (outcomes[step.key] ?? step.outcomes[0]?.key ?? null);
  const asked = step.fields.filter((f) => f.outcomes === null || (outcome !== null && f.outcomes.includes(outcome)));
  const values = asked.flatMap((f) => {
    const value = data[f.key] ?? known?.[f.key] ?? (f.isRequired ? plainValue(f) : undefined);
    return value === undefined ? [] : [[f.key, value] as const];
  });
  return { outcome, data: Object.fromEntries(values) };
}

function plainValue({ key, type, options, columns }: Omit<Field, 'isRequired' | 'outcomes'>): unknown {
  switch (type) {
    case 'DATE':
      return '2026-11-02';
    case 'NUMBER':
      return 3;
    case 'MONEY':
      return '1250.00';
    case 'BOOLEAN':
      return true;
    case 'CHOICE':
      return options[0]?.key;
    case 'UNIT':
      return 'KST-MUHASEBE';
    case 'KADRO':
      return 'K-0102';
    case 'PERSON':
      return 'ORNEK-021';
    case 'ROWS':
      return [Object.fromEntries(columns.map((c) => [c.key, plainValue({ ...c, options: [], columns: [] })]))];
    default:
      return `örnek ${key}`;
  }
}
