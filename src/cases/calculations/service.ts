import {
  addSureToDate,
  displayDate,
  displaySure,
  type IsoDate,
  interval,
  isIsoDate,
  type MissingInput,
  type Outcome,
  sureDays,
  sureOfDays,
  terfi,
} from '../../calculations/index.ts';
import { type Person, terfiOf } from '../../personnel/index.ts';
import { readingsOf } from '../reading-fields.ts';
import { common, moveData, moveOfRow, moveText } from './terfi.ts';
import { type CalculationLine, type CalculationScene, type StepCalculation, stepCalculation, textOf } from './view.ts';

const CANDIDACY = '657 s.K. m.54';

/** Service as a candidate up to the day, without leave and military service. 657 s.K. m.54. */
export function candidacyStep({ person, on }: CalculationScene): StepCalculation {
  const outcome = asCandidate(person, () => terfiOf(person, { asOf: on }));
  return stepCalculation({ kind: 'adaylik-hizmeti', on }, outcome, (value, trace) => {
    const { from, days, firstYearOn } = candidacyOf(person, on);
    const text = displaySure(sureOfDays(days));
    return {
      ...common(value, trace),
      summary: `${displayDate(from)} gününden beri adaylıkta geçen hizmet: ${text}; birinci yıl ${displayDate(firstYearOn)} gününde dolar.`,
      proposed: { adaylikBaslangicTarihi: from },
      prefilled: { hizmetSuresiGun: days },
      lines: [
        {
          label: 'Adaylıkta geçen hizmet',
          detail: `${displayDate(on)} − ${displayDate(from)}, izin ve askerlik dışında`,
          result: text,
          article: CANDIDACY,
        },
      ],
    };
  });
}

/** Degree and step when the candidacy ends on the given day, else today or the end of its first year. 657 s.K. m.58, 158, 159. */
export function asaletStep({ person, data, on }: CalculationScene): StepCalculation {
  const given = textOf(data, 'asaletTarihi');
  const day = given !== undefined && isIsoDate(given) ? given : null;
  const asked = (): IsoDate => {
    const { firstYearOn } = candidacyOf(person, on);
    return day ?? (firstYearOn > on ? firstYearOn : on);
  };
  const outcome = asCandidate(person, () =>
    terfiOf(confirmedOn(person, asked()), { asOf: asked(), readings: readingsOf(data) }),
  );
  return stepCalculation({ kind: 'asalet', on: outcome.kind === 'value' ? asked() : on }, outcome, (value, trace) => {
    const row = value.rows.findLast((r) => r.date === asked());
    const move = row ? moveOfRow(value, row) : null;
    if (!move) return { ...common(value, trace), summary: 'Asalet günü hizmetin ilk günüdür; tarihi denetleyin.' };
    const { terfiTarihi: asaletTarihi, ...positions } = moveData(move);
    return {
      ...common(value, trace),
      summary: `Asalet ${moveText(move)}`,
      proposed: { ...positions, ...(asaletTarihi === undefined ? {} : { asaletTarihi }) },
    };
  });
}

/** New entry position and service by a higher diploma. 657 s.K. m.36/A-12-d. */
export function intibakStep({ person, data, on }: CalculationScene): StepCalculation {
  // A diploma takes effect in the month after it was handed in.
  const horizon = addSureToDate(on, { yil: 0, ay: 2, gun: 0 });
  const outcome = terfiOf(person, { asOf: horizon, readings: readingsOf(data) });
  const row = outcome.kind === 'value' ? outcome.value.rows.findLast(isIntibak) : undefined;
  const missing: MissingInput = {
    path: 'education',
    label: 'Yeni öğrenim belgesi ve ibraz günü (önceki öğrenimden üst)',
  };
  const found: typeof outcome =
    outcome.kind === 'value' && !row ? { kind: 'missing', missing: [missing], trace: outcome.trace } : outcome;
  return stepCalculation({ kind: 'intibak', on }, found, (value, trace) => {
    const move = row ? moveOfRow(value, row) : null;
    if (!move)
      return { ...common(value, trace), summary: 'İntibak, hizmetin ilk gününde yapılmış; değişen derece yok.' };
    return { ...common(value, trace), summary: `İntibak ${moveText(move)}`, proposed: moveData(move) };
  });
}

function isIntibak(row: terfi.TimelineRow): boolean {
  return row.trace.some((s) => s.rule?.startsWith('R12') ?? false);
}

/** Position with the service outside beside the one without it. 657 s.K. m.36/C, 84. */
export function evaluationStep({ person, data, on }: CalculationScene): StepCalculation {
  const { service } = person.career;
  const outside = (service ?? []).filter((s) => s.kind !== 'ADAY' && s.kind !== 'ASIL');
  const own = (service ?? []).filter((s) => s.kind === 'ADAY' || s.kind === 'ASIL');
  const options = { asOf: on, readings: readingsOf(data) };
  const full = terfiOf(person, options);
  const without = terfiOf({ ...person, career: { ...person.career, service: own } }, options);
  const missing = { path: 'service', label: 'Değerlendirilecek hizmet (sigortalı, sözleşmeli, serbest avukatlık …)' };
  const outcome: Outcome<terfi.TerfiResult> =
    full.kind === 'value' && outside.length === 0 ? { kind: 'missing', missing: [missing], trace: full.trace } : full;
  return stepCalculation({ kind: 'hizmet-degerlendirme', on }, outcome, (value, trace) => {
    const before = without.kind === 'value' ? without.value.kha : value.kha;
    const days = outside.reduce((sum, s) => sum + daysOf(s, on), 0);
    const sure = displaySure(sureOfDays(days));
    const next = value.next.kha;
    return {
      ...common(value, trace),
      summary: `${sure} hizmetle ${terfi.positionText(before)} → ${terfi.positionText(value.kha)}${next ? `; müteakip terfi ${displayDate(next.on)}` : ''}.`,
      proposed: {
        hizmetSuresiGun: days,
        hizmetSuresi: sure,
        eskiDerece: before.derece,
        eskiKademe: before.kademe,
        yukselecegiDerece: value.kha.derece,
        yukselecegiKademe: value.kha.kademe,
        ...(next ? { muteakipTerfiTarihi: next.on } : {}),
      },
      lines: [...outside.map((s) => outsideLine(s, on)), ...eeaLine(value)],
    };
  });
}

const OUTSIDE_TITLES: Readonly<Record<Service['kind'], string>> = {
  ADAY: 'Aday memurluk',
  ASIL: 'Asıl memurluk',
  SOZLESMELI_4B: '4/B sözleşmeli hizmet',
  VEKIL: 'Vekil hizmeti',
  SOZLESMELI_4924: '4924 sayılı Kanuna tabi sözleşmeli hizmet',
  SERBEST_AVUKATLIK: 'Serbest avukatlık',
  TARIM_KOOPERATIFI: 'Tarım kooperatifi hizmeti',
  SIGORTA: 'Sigortalı hizmet',
};

function outsideLine(service: Service, on: IsoDate): CalculationLine {
  const to = service.to === null ? 'sürüyor' : displayDate(service.to);
  return {
    label: OUTSIDE_TITLES[service.kind],
    detail: `${displayDate(service.from)}–${to}`,
    result: `${daysOf(service, on)} gün`,
    article: '657 s.K. m.36/C',
  };
}

/** Some service counts for the pension only. */
function eeaLine({ eea }: terfi.TerfiResult): CalculationLine[] {
  if (eea === null) return [];
  const result = terfi.positionText(eea);
  return [{ label: 'Emekli keseneğine esas aylık', detail: '', result, article: '657 s.K. m.36/C' }];
}

type Service = NonNullable<Person['career']['service']>[number];

function daysOf(service: Service, on: IsoDate): number {
  return 'days' in service ? service.days : sureDays(interval(service.to ?? on, service.from));
}

/** The outcome for a candidate; others are not eligible, and a record without candidacy is listed as missing. */
function asCandidate(person: Person, calculate: () => Outcome<terfi.TerfiResult>): Outcome<terfi.TerfiResult> {
  const isRecorded = person.career.service?.some((s) => s.kind === 'ADAY') ?? false;
  if (person.status !== 'aday')
    return { kind: 'notEligible', article: CANDIDACY, reason: 'Kayda göre bu kişi aday memur değil.', trace: [] };
  if (isRecorded) return calculate();
  return { kind: 'missing', missing: [{ path: 'service', label: 'Adaylık kaydı (göreve başlama günü)' }], trace: [] };
}

interface Candidacy {
  readonly from: IsoDate;
  readonly days: number;
  readonly firstYearOn: IsoDate;
}

/** Call it only for a record with a candidacy. */
function candidacyOf({ career }: Person, on: IsoDate): Candidacy {
  const record = career.service?.find((s) => s.kind === 'ADAY');
  if (!record) throw new Error('the record has no candidacy');
  const { from } = record;
  const away = [
    ...(career.unpaidLeaves ?? []),
    ...(career.military ?? []).map((m) => ({ from: m.leftDutyOn ?? m.from, to: m.returnedOn ?? m.to })),
  ].filter((a) => a.from >= from && a.from < on);
  const lost = away.reduce((sum, a) => sum + sureDays(interval(a.to === null || a.to > on ? on : a.to, a.from)), 0);
  const firstYear = addSureToDate(from, { yil: 1, ay: 0, gun: 0 });
  return { from, days: sureDays(interval(on, from)) - lost, firstYearOn: addSureToDate(firstYear, sureOfDays(lost)) };
}

/** The record as it would be with the candidacy ended on the day. */
function confirmedOn(person: Person, day: IsoDate): Person {
  const service = (person.career.service ?? []).map((s) =>
    s.kind === 'ADAY' && s.to === null ? { ...s, to: day } : s,
  );
  return { ...person, career: { ...person.career, service: [...service, { kind: 'ASIL', from: day, to: null }] } };
}
