import { describe, expect, it } from 'vitest';
import {
  type CaseActor,
  type CaseEvent,
  type CaseRules,
  type CaseState,
  formOf,
  openState,
  returnTargets,
  stepOf,
  transition,
} from '../../src/cases/index.ts';
import { CaseStateError, ForbiddenError, NotEligibleError, ValidationError } from '../../src/errors/index.ts';
import { actorOf, everybody, forward, opened, pass, processNamed, rulesOf, sampleData, TODAY } from './helpers.ts';

const act = (rules: CaseRules, state: CaseState, actor: CaseActor, event: CaseEvent) =>
  transition(rules, state, { actor, event, today: TODAY });

/** Walks until the case stands at the step; outcomes are taken from the list in turn. */
function reach(rules: CaseRules, step: string, outcomes: readonly string[] = []): CaseState {
  const left = [...outcomes];
  let state = opened(rules);
  while (state.step !== step && state.status === 'open') {
    const branching = stepOf(rules.process, state.step ?? '').outcomes.length > 0;
    state = pass(rules, state, branching ? (left.shift() ?? null) : null).state;
  }
  expect(state.step).toBe(step);
  return state;
}

function refusal(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

describe('initials and signatures', () => {
  const rules = rulesOf(processNamed('adaylik-kaldirma'));
  const start = reach(rules, 'asalet-tasdik-imza', ['merkez-birimi', 'olumlu-gorus']);
  const step = 'asalet-tasdik-imza';
  const order = [
    ['paraf', 'servis-gorevlisi'],
    ['paraf', 'servis-sorumlusu'],
    ['paraf', 'personel-mudur-yardimcisi'],
    ['sign', 'personel-muduru'],
    ['sign', 'defterdar-yardimcisi'],
    ['sign', 'defterdar'],
    ['sign', 'vali-yardimcisi'],
    ['approve', 'vali'],
  ] as const;

  it('are taken one by one in the order of the definition, then the letter is final', () => {
    let state = start;
    for (const [kind, role] of order) {
      const wrong = order.find(([k, r]) => k !== kind || r !== role);
      if (wrong)
        expect(refusal(() => act(rules, state, actorOf(wrong[1]), { kind, step }))).toBeInstanceOf(ForbiddenError);
      const done = act(rules, state, actorOf(role), { kind, step });
      expect(done.actedAs).toEqual({ role, capacity: 'asil' });
      if (kind !== 'approve') expect(done.state.approvals.at(-1)).toMatchObject({ act: kind, role, on: TODAY });
      else {
        expect(done.effects).toEqual([{ kind: 'finalizeDocument', key: 'adaylik-asalet-tasdik', step }]);
        expect(done.state.step).toBe('tebligat-yemin-hazirla');
        expect(done.state.approvals).toEqual([]);
      }
      state = done.state;
    }
  });

  it('are refused out of order, even to somebody who holds every office', () => {
    for (const kind of ['sign', 'approve'] as const) {
      const error = refusal(() => act(rules, start, everybody, { kind, step }));
      expect(error).toBeInstanceOf(CaseStateError);
      expect(error).toMatchObject({ allowed: ['paraf'], message: expect.stringContaining('paraf (Servis Görevlisi)') });
    }
  });

  it('record a proxy and one who signs for the holder as such', () => {
    let state = start;
    for (const [kind, role] of order.slice(0, -1)) state = act(rules, state, actorOf(role), { kind, step }).state;
    const proxy: CaseActor = { ...actorOf('vali'), roles: [{ role: 'vali', service: null, capacity: 'vekil' }] };
    const done = act(rules, state, proxy, { kind: 'approve', step });
    expect(done.actedAs).toEqual({ role: 'vali', capacity: 'vekil' });
  });

  it("of an officer count only in the officer's own service", () => {
    const other: CaseActor = {
      ...actorOf(),
      roles: [{ role: 'servis-gorevlisi', service: 'mali', capacity: 'asil' }],
    };
    expect(refusal(() => act(rules, start, other, { kind: 'paraf', step }))).toBeInstanceOf(ForbiddenError);
    const own: CaseActor = { ...other, roles: [{ role: 'servis-gorevlisi', service: 'atama', capacity: 'asil' }] };
    expect(act(rules, start, own, { kind: 'paraf', step }).state.approvals).toHaveLength(1);
  });

  it('may be given by any one of the offices where the text says "or"', () => {
    const any = reach(rules, 'tebligat-yemin-imza', ['merkez-birimi', 'olumlu-gorus']);
    let state = any;
    for (const role of ['servis-gorevlisi', 'servis-sorumlusu', 'personel-mudur-yardimcisi'])
      state = act(rules, state, actorOf(role), { kind: 'paraf', step: 'tebligat-yemin-imza' }).state;
    for (const role of ['personel-muduru', 'defterdar-yardimcisi'])
      expect(act(rules, state, actorOf(role), { kind: 'sign', step: 'tebligat-yemin-imza' }).state.step).toBe(
        'tebligat-yemin-teslim',
      );
    expect(
      refusal(() => act(rules, state, actorOf('defterdar'), { kind: 'sign', step: 'tebligat-yemin-imza' })),
    ).toMatchObject({
      message: expect.stringContaining('Personel Müdürü / Defterdar Yardımcısı'),
    });
  });

  it('take OLUR from the alternative office too', () => {
    const mazeret = rulesOf(processNamed('mazeret-izni'));
    const state = reach(mazeret, 'izin-onayi-imza', ['uygun']);
    for (const role of ['defterdar', 'vali-yardimcisi'])
      expect(act(mazeret, state, actorOf(role), { kind: 'approve', step: 'izin-onayi-imza' }).state.step).not.toBe(
        state.step,
      );
  });

  it('wait for an administrator where the directive names no office', () => {
    const dava = rulesOf(processNamed('il-ici-tenkis-tahsis'));
    const state = reach(dava, 'form-gonderme-imza');
    const sign: CaseEvent = { kind: 'sign', step: 'form-gonderme-imza' };
    expect(refusal(() => act(dava, state, everybody, sign))).toMatchObject({ allowed: ['chooseSigner'] });
    const choose: CaseEvent = { kind: 'chooseSigner', step: 'form-gonderme-imza', roles: ['defterdar'] };
    expect(refusal(() => act(dava, state, actorOf('personel-muduru'), choose))).toBeInstanceOf(ForbiddenError);
    expect(refusal(() => act(dava, state, everybody, { ...choose, roles: ['sgk'] }))).toBeInstanceOf(ValidationError);
    const chosen = act(dava, state, everybody, choose).state;
    expect(refusal(() => act(dava, chosen, actorOf('vali'), sign))).toBeInstanceOf(ForbiddenError);
    expect(act(dava, chosen, actorOf('defterdar'), sign).state.step).not.toBe(state.step);
  });

  it('of two steps on one letter make it final only at the second', () => {
    const disiplin = rulesOf(processNamed('disiplin-isleri'));
    const state = reach(disiplin, 'uyari-yazisi-imza', [
      'dogrudan-sorusturma-degerlendirilecek',
      'sorusturmaya-gerek-var',
      'yazili-olarak-uyarilma',
    ]);
    const first = act(disiplin, state, actorOf('ilgili-amir'), { kind: 'sign', step: 'uyari-yazisi-imza' });
    expect(first.effects).toEqual([]);
    const second = act(disiplin, first.state, actorOf('defterdar'), { kind: 'sign', step: 'uyari-imza-defterdar' });
    expect(second.effects[0]).toMatchObject({ kind: 'finalizeDocument', key: 'disiplin-uyari-yazisi' });
  });
});

describe('steps', () => {
  const rules = rulesOf(processNamed('naklen-atama'));
  const start = opened(rules);

  it('are refused out of turn, with the step that is due', () =>
    expect(
      refusal(() =>
        act(rules, start, everybody, { kind: 'completeStep', step: 'izin-gelir', outcome: null, data: {} }),
      ),
    ).toMatchObject({ code: 'CASE_STATE', state: 'talep-degerlendir', allowed: ['talep-degerlendir'] }));

  it('want their outcome, their data and nothing else', () => {
    const complete = (outcome: string | null, data: Record<string, unknown>): CaseEvent => ({
      kind: 'completeStep',
      step: 'talep-degerlendir',
      outcome,
      data,
    });
    expect(refusal(() => act(rules, start, everybody, complete(null, { talepTarihi: '2026-01-05' })))).toMatchObject({
      issues: [{ path: 'outcome', message: expect.stringContaining('kurumlar-arasi') }],
    });
    expect(
      refusal(() => act(rules, start, everybody, complete('talebin-reddi', { talepTarihi: '2026-02-31', boyu: 3 }))),
    ).toMatchObject({
      issues: [
        { path: 'data.boyu', message: expect.stringContaining('sorulan bir bilgi değil') },
        { path: 'data.talepTarihi', message: expect.stringContaining('geçerli bir tarih değil') },
        { path: 'data.gerekce', message: '"Gerekçe" girilmemiş; bu adım için zorunludur.' },
      ],
    });
    const done = act(
      rules,
      start,
      everybody,
      complete('kurumlar-arasi', { talepTarihi: '2026-01-05', tespitler: ' ' }),
    );
    expect(done.state.data).toEqual({ talepTarihi: '2026-01-05' });
    expect(start.data).toEqual({});
  });

  it('take only the offices that the definition names', () => {
    const event: CaseEvent = {
      kind: 'completeStep',
      step: 'talep-degerlendir',
      outcome: 'kurumlar-arasi',
      data: { talepTarihi: '2026-01-05' },
    };
    expect(refusal(() => act(rules, start, actorOf('vali'), event))).toBeInstanceOf(ForbiddenError);
    expect(act(rules, start, actorOf('servis-gorevlisi'), event).state.step).toBe('izin-isteme-hazirla');
  });

  it('generate the letter when it has been prepared', () => {
    const state = reach(rules, 'izin-isteme-hazirla', ['kurumlar-arasi']);
    expect(forward(rules, state).effects).toEqual([
      { kind: 'generateDocument', key: 'naklen-izin-isteme', step: 'izin-isteme-hazirla' },
    ]);
  });

  it('ask for the fields of the letter and take what is already known', () => {
    const field = {
      key: 'talepTarihi',
      label: 'Talep tarihi',
      type: 'date' as const,
      required: true,
      help: null,
      options: [],
      columns: [],
    };
    const fresh = { ...field, key: 'gorevSuresi', label: 'Görev süresi' };
    const asking = { ...rules, documentFields: () => [field, fresh] };
    const state = reach(rules, 'izin-isteme-hazirla', ['kurumlar-arasi']);
    expect(formOf(asking, stepOf(rules.process, 'izin-isteme-hazirla')).map((f) => f.key)).toEqual([
      'talepTarihi',
      'gorevSuresi',
    ]);
    expect(
      refusal(() =>
        act(asking, state, everybody, { kind: 'completeStep', step: 'izin-isteme-hazirla', outcome: null, data: {} }),
      ),
    ).toMatchObject({
      issues: [{ path: 'data.gorevSuresi' }],
    });
  });

  it('that sign a letter nobody prepared begin with its draft', () => {
    const pasaport = rulesOf(processNamed('gorevde-yukselme'));
    const state = reach(pasaport, 'red-imza', ['uygun-gorulmedi']);
    const early = refusal(() => act(pasaport, state, everybody, { kind: 'sign', step: 'red-imza' }));
    expect(early).toMatchObject({ allowed: ['completeStep'] });
    const drafted = forward(pasaport, state);
    expect(drafted.effects[0]).toMatchObject({ kind: 'generateDocument' });
    expect(drafted.state.step).toBe('red-imza');
    expect(pass(pasaport, drafted.state).state.step).not.toBe('red-imza');
  });

  it('record in the systems and hand over to the called process', () => {
    const maas = rulesOf(processNamed('memur-maaslari'));
    const state = reach(maas, 'kesenek');
    expect(forward(maas, state).effects).toContainEqual({ kind: 'openCase', process: 'kesenek-gonderme' });
    const giris = reach(rules, 'giris-muvafakat', ['muvafakatle-kurum-ici-nakil']);
    expect(forward(rules, giris).effects).toEqual([
      { kind: 'record', system: 'perop', step: 'giris-muvafakat' },
      { kind: 'record', system: 'hitap', step: 'giris-muvafakat' },
      { kind: 'changeRegistry', step: 'giris-muvafakat' },
      { kind: 'closed', ending: 'giris-muvafakat' },
    ]);
  });

  it('close the case at END with the outcome', () => {
    const avans = rulesOf(processNamed('avans-kredi'));
    const state = reach(avans, 'talep-degerlendir');
    const done = pass(avans, state, 'uygun-degil');
    expect(done.state).toMatchObject({ status: 'closed', step: null, ending: 'END:uygun-degil' });
    expect(done.effects).toEqual([{ kind: 'closed', ending: 'END:uygun-degil' }]);
    expect(refusal(() => act(avans, done.state, everybody, { kind: 'cancelCase', reason: 'x' }))).toMatchObject({
      state: 'closed',
    });
  });

  it('are kept back until the earliest day of the law', () => {
    const adaylik = rulesOf(processNamed('adaylik-kaldirma'));
    const first = { ...sampleData(formOf(adaylik, stepOf(adaylik.process, 'hizmet-suresi-hesapla')), null) };
    const data = { ...first, adaylikBaslangicTarihi: '2026-01-02' };
    let state = act(adaylik, opened(adaylik), everybody, {
      kind: 'completeStep',
      step: 'hizmet-suresi-hesapla',
      outcome: null,
      data,
    }).state;
    while (state.step !== 'derece-kademe-tespit')
      state = pass(
        adaylik,
        state,
        state.step === 'gorus-istem-makam' ? 'merkez-birimi' : state.step === 'gorus-incele' ? 'olumlu-gorus' : null,
      ).state;
    expect(refusal(() => forward(adaylik, state))).toBeInstanceOf(NotEligibleError);
    expect(refusal(() => forward(adaylik, state))).toMatchObject({
      article: '657/54',
      message: expect.stringContaining('02.01.2027'),
    });
  });
});

describe('returning (iade)', () => {
  const rules = rulesOf(processNamed('adaylik-kaldirma'));
  const step = 'asalet-tasdik-imza';
  const start = reach(rules, step, ['merkez-birimi', 'olumlu-gorus']);
  const signed = act(rules, start, actorOf('servis-gorevlisi'), { kind: 'paraf', step }).state;
  const back = (to: string | null, reason = 'Derece yanlış yazılmış'): CaseEvent => ({
    kind: 'returnStep',
    step,
    to,
    reason,
  });

  it('goes to the step that prepared the letter; initials fall and the draft is withdrawn', () => {
    const done = act(rules, signed, actorOf('servis-sorumlusu'), back(null));
    expect(done.state).toMatchObject({ step: 'asalet-tasdik-hazirla', approvals: [] });
    expect(done.state.documents).not.toHaveProperty('adaylik-asalet-tasdik');
    expect(done.effects).toEqual([{ kind: 'withdrawDocument', key: 'adaylik-asalet-tasdik' }]);
    const again = pass(rules, done.state);
    expect(again.effects[0]).toMatchObject({ kind: 'generateDocument', key: 'adaylik-asalet-tasdik' });
    expect(again.state.step).toBe(step);
    expect(refusal(() => act(rules, again.state, actorOf('servis-sorumlusu'), { kind: 'paraf', step }))).toBeInstanceOf(
      ForbiddenError,
    );
  });

  it('goes to a named step since the last final letter, not before it', () => {
    expect(returnTargets(signed)).toEqual([
      'gorus-teslim',
      'gorus-incele',
      'derece-kademe-tespit',
      'asalet-tasdik-hazirla',
    ]);
    expect(act(rules, signed, everybody, back('gorus-incele')).state.step).toBe('gorus-incele');
    expect(refusal(() => act(rules, signed, everybody, back('gorus-istem-hazirla')))).toMatchObject({
      code: 'CASE_STATE',
      allowed: returnTargets(signed),
    });
  });

  it('belongs to the one whose turn it is, and needs a reason', () => {
    expect(refusal(() => act(rules, signed, actorOf('servis-gorevlisi'), back(null)))).toBeInstanceOf(ForbiddenError);
    expect(refusal(() => act(rules, signed, actorOf('servis-sorumlusu'), back(null, ' ')))).toBeInstanceOf(
      ValidationError,
    );
  });
});

describe('managing a case', () => {
  const rules = rulesOf(processNamed('naklen-atama'));
  const start = opened(rules);
  const ayse = { accountId: 'ayse', name: 'Ayşe' };

  it('lets the head of the service assign, a clerk only take and give up', () => {
    const clerk: CaseActor = { ...actorOf('servis-gorevlisi'), ...ayse };
    expect(
      act(rules, start, actorOf('servis-sorumlusu'), { kind: 'assignCase', assignee: ayse }).state.assignee,
    ).toEqual(ayse);
    const taken = act(rules, start, clerk, { kind: 'assignCase', assignee: ayse }).state;
    expect(act(rules, taken, clerk, { kind: 'assignCase', assignee: null }).state.assignee).toBeNull();
    const other: CaseActor = { ...actorOf('servis-gorevlisi'), accountId: 'veli' };
    expect(refusal(() => act(rules, taken, other, { kind: 'assignCase', assignee: null }))).toBeInstanceOf(
      ForbiddenError,
    );
    expect(refusal(() => act(rules, start, other, { kind: 'assignCase', assignee: ayse }))).toBeInstanceOf(
      ForbiddenError,
    );
  });

  it('cancels with a reason, and then nothing more is done', () => {
    expect(
      refusal(() => act(rules, start, actorOf('servis-gorevlisi'), { kind: 'cancelCase', reason: 'x' })),
    ).toBeInstanceOf(ForbiddenError);
    const done = act(rules, start, actorOf('servis-sorumlusu'), { kind: 'cancelCase', reason: 'Talep geri alındı' });
    expect(done.state).toMatchObject({ status: 'cancelled', step: null, ending: 'Talep geri alındı' });
    expect(refusal(() => forward(rules, { ...done.state, step: null }))).toBeInstanceOf(Error);
  });

  it('opens only for the officers of the service', () => {
    const stranger: CaseActor = {
      ...actorOf(),
      roles: [{ role: 'servis-gorevlisi', service: 'mali', capacity: 'asil' }],
    };
    expect(refusal(() => openState(rules, { actor: stranger, today: TODAY }, { data: {} }))).toBeInstanceOf(
      ForbiddenError,
    );
  });
});
