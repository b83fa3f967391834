import { z } from 'zod';
import { concluded, createTracer, notEligible, type Outcome, type Tracer } from '../engine/index.ts';
import { choiceField, countField, flagField, textField } from '../input.ts';
import {
  fold,
  kurumField,
  type MuvafakatContext,
  onField,
  openRules,
  type Rules,
  reasonKindField,
} from './kurallar.ts';

export const kapsamInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  unvan: textField.optional().describe('Kadro unvanı.'),
  isManager: flagField.default(false).describe('Başka unvanla şube müdürü dengi ya da üstü mü.'),
  isCandidate: flagField.default(false).describe('Aday memur mu.'),
  isCandidacyOver: flagField.default(false).describe('Azamî adaylık süresi doldu mu.'),
});
export type KapsamInput = z.output<typeof kapsamInput>;

export interface KapsamValue {
  readonly isOutside: boolean;
  /** Who decides on a person outside the scope; null inside. */
  readonly route: string | null;
  /** The request is taken up at all. */
  readonly isConsidered: boolean;
}

/** Whether the rules cover a person and a request is taken up. m.2, 10, 11. */
export function calculateKapsam(input: KapsamInput, context: MuvafakatContext): Outcome<KapsamValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const isOutside = isManagerOf(input, rules);
  const isConsidered = !input.isCandidate || input.isCandidacyOver;
  tracer.step({
    label: 'Kapsam',
    article: rules.article(rules.texts.managers.article),
    result: isOutside ? `yönetici kadrosu kapsam dışıdır: ${rules.texts.managers.route}` : 'kapsam içinde',
  });
  tracer.step({
    label: 'Adaylık',
    article: rules.article('m.10'),
    result: isConsidered ? 'talep değerlendirilir' : 'azamî adaylık süresi dolmadan talep dikkate alınmaz',
  });
  return concluded({ isOutside, route: isOutside ? rules.texts.managers.route : null, isConsidered }, tracer);
}

export const uygunlukInput = z.strictObject({
  on: onField,
  kurum: kurumField,
  unvan: textField.optional().describe('Kadro unvanı.'),
  isManager: flagField.default(false).describe('Başka unvanla şube müdürü dengi ya da üstü mü.'),
  statu: choiceField('MuvafakatStatusu', { MEMUR: '4/A memuru.', SOZLESMELI: 'Hâlen sözleşmeli personel.' })
    .default('MEMUR')
    .describe('Kişinin statüsü.'),
  isCandidate: flagField.default(false).describe('Aday memur mu.'),
  candidacyDays: countField.default(0).describe('Adaylıkta geçen gün; yıl 360 gündür.'),
  contractDays: countField.default(0).describe('Memurluktan önce Üniversitede sözleşmeli geçen gün; 0 = hiç.'),
  officerDays: countField.default(0).describe('Üniversitede memur olarak geçen gün.'),
  serviceDays: countField
    .optional()
    .describe('Üniversitedeki fiilî hizmet günü; verilmezse sözleşmeli ve memur günleri.'),
  unpaidLeaveDays: countField.default(0).describe('Aylıksız izin günü.'),
  examPostDays: countField.nullish().describe('Kurum sınavıyla atanılan kadrodaki gün; sınavla atanmadıysa boş.'),
  reason: reasonKindField.nullable().default(null).describe('Kanıtlanan gerekçe; mazeretsiz talepte boş.'),
});
export type UygunlukInput = z.output<typeof uygunlukInput>;

export interface UygunlukValue {
  /** Days of actual service less unpaid leave. */
  readonly netServiceDays: number;
  /** CAN_GUVENLIGI: without scoring and calendar; KOMISYON: scored and ranked. */
  readonly route: 'KOMISYON' | 'CAN_GUVENLIGI';
}

/** Whether a request may be made; tested in the order scope, candidacy, contract, life safety, excuse, service. m.5, 10–12. */
export function calculateMuvafakatUygunluk(input: UygunlukInput, context: MuvafakatContext): Outcome<UygunlukValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  if (isManagerOf(input, rules))
    return notEligible(
      rules.article(rules.texts.managers.article),
      `Yönetici kadrosundakiler kapsam dışıdır; talep için: ${rules.texts.managers.route}.`,
      tracer,
    );
  for (const test of [testCandidacy, testContract]) {
    const failure = test(input, rules, tracer);
    if (failure) return notEligible(failure.article, failure.reason, tracer);
  }
  const netServiceDays = Math.max(0, (input.serviceDays ?? worked(input)) - input.unpaidLeaveDays);
  if (input.reason === 'CAN_GUVENLIGI') {
    tracer.step({ label: 'Can güvenliği', article: rules.article('m.5/2-a'), result: rules.texts.lifeSafetyDecision });
    return concluded({ netServiceDays, route: 'CAN_GUVENLIGI' }, tracer);
  }
  if (input.reason !== null) {
    const { article, title } = rules.reason(input.reason);
    tracer.step({
      label: 'Gerekçeli talep',
      article: rules.article(article),
      result: `${title}: hizmet süresi şartı aranmaz`,
    });
    return concluded({ netServiceDays, route: 'KOMISYON' }, tracer);
  }
  const failure = testService(netServiceDays, input, rules, tracer);
  return failure
    ? notEligible(failure.article, failure.reason, tracer)
    : concluded({ netServiceDays, route: 'KOMISYON' }, tracer);
}

interface Failure {
  readonly article: string;
  readonly reason: string;
}

function testCandidacy(input: UygunlukInput, rules: Rules, tracer: Tracer): Failure | null {
  if (!input.isCandidate) return null;
  return testDays(
    { label: 'Azamî adaylık süresi', days: input.candidacyDays, years: 'adaylik-yil', article: 'm.10' },
    rules,
    tracer,
  );
}

function testContract(input: UygunlukInput, rules: Rules, tracer: Tracer): Failure | null {
  if (input.statu === 'SOZLESMELI') {
    const isExempt = input.reason === 'CAN_GUVENLIGI' || input.reason === 'SAGLIK';
    const check = {
      label: 'Sözleşmeli personelin bekleme süresi',
      days: input.contractDays,
      years: 'sozlesmeli-bekleme-yil',
      article: 'm.12',
    };
    return isExempt ? null : testDays(check, rules, tracer);
  }
  if (input.contractDays === 0) return null;
  return testDays(
    {
      label: 'Sözleşmeliden geçenin Üniversitedeki hizmeti',
      // Actual service at the university can't be longer than the whole of it.
      days: Math.max(worked(input), input.serviceDays ?? 0),
      years: 'sozlesmeli-memur-yil',
      article: 'm.12',
    },
    rules,
    tracer,
  );
}

function worked({ contractDays, officerDays }: UygunlukInput): number {
  return contractDays + officerDays;
}

function testService(netDays: number, input: UygunlukInput, rules: Rules, tracer: Tracer): Failure | null {
  const service = {
    label: 'Aylıksız izinler dışında fiilî hizmet',
    days: netDays,
    years: 'fiili-hizmet-yil',
    article: 'm.5/3',
  };
  const failure = testDays(service, rules, tracer);
  if (failure || input.examPostDays === null || input.examPostDays === undefined) return failure;
  return testDays(
    { label: 'Sınavla atanılan kadroda hizmet', days: input.examPostDays, years: 'sinav-kadro-yil', article: 'm.5/3' },
    rules,
    tracer,
  );
}

function testDays(
  check: { label: string; days: number; years: string; article: string },
  rules: Rules,
  tracer: Tracer,
): Failure | null {
  const years = rules.figures.count(check.years);
  const needed = years * rules.figures.count('yil-gun');
  const article = rules.article(check.article);
  const isMet = check.days >= needed;
  tracer.step({
    label: check.label,
    article,
    arithmetic: `${check.days} gün, gereken ${years} yıl = ${needed} gün`,
    result: isMet ? 'şart sağlandı' : `${needed - check.days} gün eksik`,
    parameters: rules.figures.used(),
  });
  return isMet
    ? null
    : { article, reason: `${check.label}: ${years} yıl (${needed} gün) gerekir, ${check.days} gün var.` };
}

function isManagerOf(input: { unvan?: string | undefined; isManager: boolean }, rules: Rules): boolean {
  const { unvan } = input;
  return input.isManager || (unvan !== undefined && rules.texts.managers.unvans.some((u) => fold(u) === fold(unvan)));
}
