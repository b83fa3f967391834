import { describe, expect, it } from 'vitest';
import {
  type Approval,
  type CaseRules,
  type CaseState,
  deliveryField,
  type LetterNews,
  stepOf,
  transition,
} from '../../src/cases/index.ts';
import { actorOf, catalog, forward, opened, pass, processNamed, rulesOf, TODAY } from './helpers.ts';

const machine = { ...actorOf(), accountId: 'ebys', name: 'EBYS' };
const told = (name: string, capacity: Approval['capacity'] = 'kaydeden') => ({ name, capacity, on: '2026-11-19' });
const SIGN: Extract<LetterNews, { kind: 'SIGN' }> = {
  kind: 'SIGN',
  sayi: 'E-24300037-903.02.01-4752',
  tarih: '2026-11-19',
  initials: [],
  signatures: [told('Kemal ÖZDEMİR')],
  holders: [],
};

function tell(rules: CaseRules, state: CaseState, key: string, news: LetterNews) {
  const event = { kind: 'letterMove', key, itemId: 'A', version: 1, refusal: null, news } as const;
  return transition(rules, state, { event, actor: machine, today: TODAY });
}

/** The states of a walk at which a drafted letter waits for a named office, with its key. */
function waiting(id: string): { rules: CaseRules; state: CaseState; key: string }[] {
  const rules = rulesOf(processNamed(id));
  const found: { rules: CaseRules; state: CaseState; key: string }[] = [];
  let state = opened(rules);
  const seen = new Set<string>();
  while (state.status === 'open' && state.step !== null && !seen.has(state.step)) {
    const step = stepOf(rules.process, state.step);
    seen.add(step.id);
    if (step.kind === 'sign' && step.document) {
      if (state.documents[step.document.key] !== 'draft') state = forward(rules, state).state;
      if (step.signerUnnamed) state = forward(rules, state).state;
      found.push({ rules, state, key: step.document.key });
    }
    state = pass(rules, state, step.outcomes[0]?.key ?? null).state;
  }
  return found;
}

const everyProcess = [...new Set(catalog.processes.map((p) => p.id))];

describe('the signature given in the EBYS', () => {
  it.each(everyProcess)('leads %s where the signatures given in the office lead it', (id) => {
    for (const { rules, state, key } of waiting(id)) {
      let office = forward(rules, state).state;
      while (
        office.step !== null &&
        stepOf(rules.process, office.step).document?.key === key &&
        office.status === 'open'
      )
        if (stepOf(rules.process, office.step).kind === 'sign') office = forward(rules, office).state;
        else break;
      const ebys = tell(rules, state, key, SIGN);
      expect(ebys.data).toMatchObject({ islendi: true });
      expect([ebys.state.step, ebys.state.status, ebys.state.documents]).toEqual([
        office.step,
        office.status,
        office.documents,
      ]);
      expect(ebys.effects).toContainEqual(
        expect.objectContaining({
          kind: 'finalizeDocument',
          key,
          registration: { sayi: SIGN.sayi, tarih: SIGN.tarih },
        }),
      );
      const acts = (s: CaseState) => s.trail.map((t) => [t.step, t.approvals.map((a) => a.act)]);
      expect(acts(ebys.state)).toEqual(acts(office));
    }
  });

  it('was tried on the letters of the whole catalog', () => {
    expect(everyProcess.flatMap(waiting).length).toBeGreaterThan(100);
  });

  it('gives each office the signature of its holder, and "V." where the EBYS says so', () => {
    const scene = everyProcess.flatMap(waiting).find(({ rules, state }) => {
      const step = stepOf(rules.process, state.step ?? '');
      return step.paraf.length > 0 && step.signers.length > 0;
    });
    if (!scene) throw new Error('no letter with initials in the catalog');
    const { rules, state, key } = scene;
    const step = stepOf(rules.process, state.step ?? '');
    const [paraf = '', signer = ''] = [step.paraf[0], step.signers.at(-1)];
    const news: LetterNews = {
      ...SIGN,
      initials: [told('Veli ŞEN'), told('hale akın')],
      signatures: [told('Kemal  özdemir', 'vekil')],
      holders: [
        { role: paraf, name: 'Hale AKIN', sicilNo: 'P-1' },
        { role: signer, name: 'Kemal ÖZDEMİR', sicilNo: 'D-1' },
      ],
    };
    const approvals = tell(rules, state, key, news).state.trail.at(-1)?.approvals ?? [];
    expect(approvals[0]).toMatchObject({ act: 'paraf', role: paraf, name: 'hale akın', sicilNo: 'P-1' });
    expect(approvals.at(-1)).toMatchObject({ role: signer, sicilNo: 'D-1', capacity: 'vekil', accountId: 'ebys' });
  });

  it('changes nothing where the case does not wait for it, and says why', () => {
    const rules = rulesOf(processNamed('naklen-atama'));
    const start = opened(rules);
    const { state, effects, data, actedAs } = tell(rules, start, 'naklen-onay-muvafakat', SIGN);
    expect(state).toBe(start);
    expect(effects).toEqual([]);
    expect(actedAs).toEqual({ role: 'ebys', capacity: 'kaydeden' });
    expect(data).toMatchObject({ islendi: false, neden: 'iş bu yazının imza adımında değil' });
  });
});

describe('news of a letter', () => {
  it('never throw, whatever the case is at', () => {
    const all: LetterNews[] = [
      SIGN,
      { kind: 'REGISTER', sayi: SIGN.sayi, tarih: SIGN.tarih },
      { kind: 'RETURN', by: 'Evrak', reason: 'Ek eksik' },
      { kind: 'SEND', to: '', channel: 'KEP', on: TODAY },
      { kind: 'DELIVER', to: '', on: TODAY },
    ];
    for (const id of everyProcess) {
      const rules = rulesOf(processNamed(id));
      const keys = rules.process.steps.flatMap((s) => (s.document ? [s.document.key] : []));
      const ended: CaseState = { ...opened(rules), status: 'closed', step: null };
      for (const state of [opened(rules), ended])
        for (const key of [...keys, 'yok'])
          for (const news of all) expect(tell(rules, state, key, news).data).toHaveProperty('islendi');
    }
  });

  it('of a return bring the letter back to who prepared it', () => {
    const scene = waiting('naklen-atama')[0];
    if (!scene) throw new Error('no letter');
    const back = tell(scene.rules, scene.state, scene.key, { kind: 'RETURN', by: 'Evrak', reason: 'Ek eksik' });
    expect(back.state.step).toBe('izin-isteme-hazirla');
    expect(back.effects).toEqual([{ kind: 'withdrawDocument', key: scene.key }]);
    expect(back.data).toMatchObject({ gerekce: 'Ek eksik', islendi: true });
  });

  it('of a tebliğ on a day to come are not taken for a fact', () => {
    const scene = waiting('naklen-atama')[0];
    if (!scene) throw new Error('no letter');
    const { data } = tell(scene.rules, scene.state, scene.key, { kind: 'DELIVER', to: '', on: '2099-01-01' });
    expect(data).toMatchObject({ islendi: false });
  });
});

describe('the field of the tebliğ date', () => {
  it.each([
    ['disiplin-isleri', 'disiplin-savunma-istem', 'savunmaIstemTebligTarihi'],
    ['disiplin-isleri', 'disiplin-savunma-uygun-yazisi', 'tebligTarihi'],
    ['sorusturma-4483', 's4483-karar-teblig', 'kararTebligTarihi'],
    ['aciktan-atama', 'aciktan-onay-gonderme', 'atamaTebligTarihi'],
    ['emeklilik-istek-yas-haddi', 'emeklilik-istek-onay-teblig', 'tebligTarihi'],
    ['naklen-atama', 'naklen-birime-baslayis', 'tebligTarihi'],
    // Judgements are served on the office, not by it.
    ['idari-dava', 'idari-dava-istinaf-yazisi', null],
    ['idari-dava', 'idari-dava-yd-kabul-birime', null],
    ['naklen-atama', 'naklen-izin-isteme', null],
  ])('of %s, %s is %s', (process, key, field) => {
    expect(deliveryField(rulesOf(processNamed(process)), key)).toBe(field);
  });
});
