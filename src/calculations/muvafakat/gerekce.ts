import { z } from 'zod';
import { concluded, createTracer, type Outcome, type Tracer } from '../engine/index.ts';
import { choiceField, countField, flagField, percentField } from '../input.ts';
import { kurumField, type MuvafakatContext, onField, openRules, type ReasonKind, type Rules } from './kurallar.ts';

const isProven = flagField.optional().describe('Komisyonun kanaati; verilmezse belgelere bakılır.');

/** One claimed reason with the facts that prove it. */
export const reasonField = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('CAN_GUVENLIGI'),
    isProven,
    document: choiceField('CanGuvenligiBelgesi', { ADLI: 'Adlî makam belgesi.', MULKI_IDARE: 'Mülkî idare belgesi.' })
      .nullish()
      .describe('Can güvenliği: belgeyi veren makam.'),
  }),
  z.strictObject({
    kind: z.literal('SAGLIK'),
    isProven,
    who: choiceField('SaglikKisisi', {
      KENDISI: 'Memurun kendisi.',
      ES: 'Eşi.',
      ANNE_BABA: 'Bakmakla yükümlü olduğu anne ya da baba.',
      COCUK: 'Bakmakla yükümlü olduğu çocuğu.',
      VASI_OLUNAN: 'Vasisi olduğu kişi.',
      DIGER: 'Başka biri.',
    })
      .optional()
      .describe('Sağlık: hasta olan.'),
    hasBoardReport: flagField
      .optional()
      .describe(
        'Sağlık: kurul raporu ilde tedavinin mümkün olmadığını ya da sağlığın tehlikeye düşeceğini yazıyor mu.',
      ),
    refereeConfirms: flagField.nullish().describe('Sağlık: hakem hastanenin görüşü; sorulmadıysa boş.'),
  }),
  z.strictObject({
    kind: z.literal('AILE_BIRLIGI'),
    isProven,
    spouse: choiceField('EsCalismasi', { KAMU: 'Kamu personeli.', OZEL: 'Kamu personeli değil.' })
      .optional()
      .describe('Aile birliği: eşin çalışması.'),
    cannotBePosted: flagField.optional().describe('Aile birliği: kamu personeli eşin ile atanması mümkün değil mi.'),
    isUnderRotation: flagField.optional().describe('Aile birliği: eş zorunlu yer değiştirmeye tabi mi.'),
    premiumDays: countField.optional().describe('Aile birliği: eşin istenen yerde son iki yıldaki prim günü.'),
    stillWorks: flagField.optional().describe('Aile birliği: eş orada hâlen çalışıyor mu.'),
  }),
  z.strictObject({
    kind: z.literal('OGRENIM'),
    isProven,
    current: choiceField('MevcutOgrenim', { LISE: 'Lise.', ONLISANS: 'Ön lisans.', LISANS: 'Lisans.' })
      .optional()
      .describe('Öğrenim: mezun olunan düzey.'),
    gained: choiceField('KazanilanOgrenim', {
      ONLISANS: 'Ön lisans.',
      ALAN_ICI_ORGUN_LISANS: 'Ön lisans programıyla ilgili örgün lisans.',
      BASKA_LISANS: 'Başka lisans.',
      TEZLI_YUKSEK_LISANS: 'Tezli yüksek lisans.',
      TEZSIZ_YUKSEK_LISANS: 'Tezsiz yüksek lisans.',
      DOKTORA: 'Doktora.',
      BUTUNLESIK_DOKTORA: 'Bütünleşik doktora.',
    })
      .optional()
      .describe('Öğrenim: kazanılan program.'),
    isStateUniversity: flagField.default(true).describe('Öğrenim: devlet yükseköğretim kurumu mu.'),
  }),
  z.strictObject({
    kind: z.literal('UST_GOREV'),
    isProven,
    target: choiceField('UstGorev', {
      KARIYER_A: 'KPSS A grubu düzeyinde kariyer meslek.',
      HAKIM_SAVCI: 'Hâkim ya da savcı.',
      UST_UNVAN: 'Üst unvanlı görev.',
      DIGER: 'Başka görev.',
    })
      .optional()
      .describe('Üst görev: atanılan görev.'),
  }),
  z.strictObject({
    kind: z.literal('ENGELLILIK'),
    isProven,
    disabled: choiceField('EngelliKisi', {
      KENDISI: 'Memurun kendisi.',
      ES: 'Eşi.',
      BIRINCI_DERECE_KAN_HISMI: 'Birinci derece kan hısmı.',
      DIGER: 'Başka biri.',
    })
      .optional()
      .describe('Engellilik: engelli olan.'),
    isDependant: flagField.default(true).describe('Engellilik: kan hısmına bakmakla yükümlü mü.'),
    percent: percentField.optional().describe('Engellilik: rapordaki oran, yüzde.'),
  }),
  z.strictObject({ kind: z.literal('AFET'), isProven }),
]);
/** A checked reason. */
export type Reason = z.output<typeof reasonField>;

export const gerekceInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  reasons: z.array(reasonField).max(20).describe('İleri sürülen gerekçeler.'),
});
export type GerekceInput = z.output<typeof gerekceInput>;

export interface ReasonFinding {
  readonly kind: ReasonKind;
  readonly title: string;
  readonly article: string;
  readonly proof: string;
  readonly isProven: boolean;
  readonly isScored: boolean;
  readonly points: number;
}

export interface GerekceValue {
  readonly findings: readonly ReasonFinding[];
  readonly points: number;
  /** Proved life safety: no scoring, no calendar. */
  readonly isLifeSafety: boolean;
  /** The request waits for the calendar. */
  readonly isCalendarBound: boolean;
  /** Who decides outside the ranking; null for requests that are ranked. */
  readonly decision: string | null;
}

/** Which reasons are proved and how many points they give; several may be claimed, each counts once. m.5/2, 5/4, 8/2-a. */
export function calculateGerekce(input: GerekceInput, context: MuvafakatContext): Outcome<GerekceValue> {
  const tracer = createTracer();
  return concluded(findGerekce(input.reasons, openRules(input, context, tracer), tracer), tracer);
}

/** The same inside another calculation. */
export function findGerekce(reasons: readonly Reason[], rules: Rules, tracer: Tracer): GerekceValue {
  const byKind = new Map<ReasonKind, boolean>();
  for (const r of reasons) byKind.set(r.kind, byKind.get(r.kind) === true || (r.isProven ?? provedByFacts(r, rules)));
  const each = rules.figures.count('gerekce-puani');
  const findings = [...byKind].map(([kind, proven]): ReasonFinding => {
    const { article, title, proof, isScored } = rules.reason(kind);
    return { kind, article, title, proof, isScored, isProven: proven, points: proven && isScored ? each : 0 };
  });
  for (const f of findings)
    tracer.step({
      label: `Gerekçe: ${f.title}`,
      article: rules.article(f.article),
      arithmetic: `kanıt: ${f.proof}`,
      result: f.isProven ? (f.isScored ? `sağlandı, ${f.points} puan` : 'sağlandı, puanlanmaz') : 'sağlanmadı, 0 puan',
      parameters: rules.figures.used(),
    });
  const points = findings.reduce((sum, f) => sum + f.points, 0);
  const isLifeSafety = byKind.get('CAN_GUVENLIGI') === true;
  return {
    findings,
    points,
    isLifeSafety,
    isCalendarBound: !isLifeSafety,
    decision: isLifeSafety ? rules.texts.lifeSafetyDecision : null,
  };
}

function provedByFacts(reason: Reason, rules: Rules): boolean {
  switch (reason.kind) {
    case 'CAN_GUVENLIGI':
      return reason.document === 'ADLI' || reason.document === 'MULKI_IDARE';
    case 'SAGLIK':
      return reason.hasBoardReport === true && isCovered(reason.who) && reason.refereeConfirms !== false;
    case 'AILE_BIRLIGI':
      return reason.spouse === 'OZEL'
        ? (reason.premiumDays ?? 0) >= rules.figures.count('es-prim-gun') && reason.stillWorks === true
        : reason.cannotBePosted === true || reason.isUnderRotation === true;
    case 'OGRENIM':
      return reason.isStateUniversity && isHigherStudy(reason.current, reason.gained);
    case 'UST_GOREV':
      return reason.target !== undefined && reason.target !== 'DIGER';
    case 'ENGELLILIK':
      return provesDisability(reason, rules);
    case 'AFET':
      return false;
  }
}

/** The person whose health counts must be named: the officer, the spouse, dependants, a ward. m.5/2-b. */
function isCovered(who: Extract<Reason, { kind: 'SAGLIK' }>['who']): boolean {
  return who !== undefined && who !== 'DIGER';
}

const studiesAbove: Readonly<Record<string, readonly string[]>> = {
  ONLISANS: ['ALAN_ICI_ORGUN_LISANS'],
  LISANS: ['TEZLI_YUKSEK_LISANS', 'DOKTORA', 'BUTUNLESIK_DOKTORA'],
};

function isHigherStudy(current: string | undefined, gained: string | undefined): boolean {
  return current !== undefined && gained !== undefined && (studiesAbove[current]?.includes(gained) ?? false);
}

function provesDisability(reason: Extract<Reason, { kind: 'ENGELLILIK' }>, rules: Rules): boolean {
  const { disabled: who, percent: rate } = reason;
  if (who === undefined || who === 'DIGER' || rate === undefined) return false;
  if (who === 'KENDISI') return rate >= rules.figures.count('engelli-kendisi-oran');
  if (who === 'BIRINCI_DERECE_KAN_HISMI' && !reason.isDependant) return false;
  return rate >= rules.figures.count('engelli-yakin-oran');
}
