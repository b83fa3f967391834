import { z } from 'zod';
import { concluded, createTracer, type Outcome, type Tracer } from '../engine/index.ts';
import { countField, dayField, flagField } from '../input.ts';
import { kurumField, type MuvafakatContext, openRules, type ReasonKind, type Rules } from './kurallar.ts';

/** The commission's own finding; without it the facts decide. */
const isProven = flagField.optional();
const percent = countField.pipe(z.int().max(100, 'Engel oranı 0–100 arasındadır.'));

/** One claimed reason with the facts that prove it. */
export const reasonField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('CAN_GUVENLIGI'), isProven, document: z.enum(['ADLI', 'MULKI_IDARE']).nullish() }),
  z.strictObject({
    kind: z.literal('SAGLIK'),
    isProven,
    who: z.enum(['KENDISI', 'ES', 'ANNE_BABA', 'COCUK', 'VASI_OLUNAN', 'DIGER']).optional(),
    /** A board report says that treatment is impossible in the province or health is endangered there. */
    hasBoardReport: flagField.optional(),
    /** Finding of the referee hospital, where it was asked. */
    refereeConfirms: flagField.nullish(),
  }),
  z.strictObject({
    kind: z.literal('AILE_BIRLIGI'),
    isProven,
    spouse: z.enum(['KAMU', 'OZEL']).optional(),
    /** Public spouse: cannot be posted to the province, or is under compulsory rotation. */
    cannotBePosted: flagField.optional(),
    isUnderRotation: flagField.optional(),
    /** Private spouse: premium days of the last two years at the requested place, and still working there. */
    premiumDays: countField.optional(),
    stillWorks: flagField.optional(),
  }),
  z.strictObject({
    kind: z.literal('OGRENIM'),
    isProven,
    current: z.enum(['LISE', 'ONLISANS', 'LISANS']).optional(),
    gained: z
      .enum([
        'ONLISANS',
        'ALAN_ICI_ORGUN_LISANS',
        'BASKA_LISANS',
        'TEZLI_YUKSEK_LISANS',
        'TEZSIZ_YUKSEK_LISANS',
        'DOKTORA',
        'BUTUNLESIK_DOKTORA',
      ])
      .optional(),
    isStateUniversity: flagField.default(true),
  }),
  z.strictObject({
    kind: z.literal('UST_GOREV'),
    isProven,
    target: z.enum(['KARIYER_A', 'HAKIM_SAVCI', 'UST_UNVAN', 'DIGER']).optional(),
  }),
  z.strictObject({
    kind: z.literal('ENGELLILIK'),
    isProven,
    who: z.enum(['KENDISI', 'ES', 'BIRINCI_DERECE_KAN_HISMI', 'DIGER']).optional(),
    /** A first-degree blood relative must be a dependant; a spouse need not be. */
    isDependant: flagField.default(true),
    percent: percent.optional(),
  }),
  z.strictObject({ kind: z.literal('AFET'), isProven }),
]);
/** A checked reason. */
export type Reason = z.output<typeof reasonField>;

export const gerekceInput = z.strictObject({ on: dayField, kurum: kurumField, reasons: z.array(reasonField).max(20) });
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
    const text = rules.reason(kind);
    return { ...text, isProven: proven, points: proven && text.isScored ? each : 0 };
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
      return reason.hasBoardReport === true && reason.who !== 'DIGER' && reason.refereeConfirms !== false;
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

const studiesAbove: Readonly<Record<string, readonly string[]>> = {
  ONLISANS: ['ALAN_ICI_ORGUN_LISANS'],
  LISANS: ['TEZLI_YUKSEK_LISANS', 'DOKTORA', 'BUTUNLESIK_DOKTORA'],
};

function isHigherStudy(current: string | undefined, gained: string | undefined): boolean {
  return current !== undefined && gained !== undefined && (studiesAbove[current]?.includes(gained) ?? false);
}

function provesDisability(reason: Extract<Reason, { kind: 'ENGELLILIK' }>, rules: Rules): boolean {
  const { who, percent: rate } = reason;
  if (who === undefined || who === 'DIGER' || rate === undefined) return false;
  if (who === 'KENDISI') return rate >= rules.figures.count('engelli-kendisi-oran');
  if (who === 'BIRINCI_DERECE_KAN_HISMI' && !reason.isDependant) return false;
  return rate >= rules.figures.count('engelli-yakin-oran');
}
