import { isOfficer, requireRight } from '../access/index.ts';
import { displayDate, type Exact, type harcirah, moneyText, type Warning } from '../calculations/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import { formatNumber } from '../turkish/index.ts';
import { type GeciciRaw, geciciGorevOf, type SurekliRaw, surekliGorevOf } from './harcirah.ts';
import {
  type CaseAttachment,
  ownSignature,
  personnelFactsOf,
  placeOf,
  type StatementsContext,
  senderOf,
  storeDocument,
} from './office.ts';
import { filledData, listText, requireValue, warningText } from './outcome.ts';

/** Which statement: a temporary duty, or a permanent transfer with the names of the two places. */
export type YollukBildirimiOrder =
  | { readonly kind: 'GECICI'; readonly sicilNo: string; readonly input: GeciciRaw }
  | {
      readonly kind: 'SUREKLI';
      readonly sicilNo: string;
      readonly input: SurekliRaw;
      readonly fromPlace: string;
      readonly toPlace: string;
    };

/**
 * Writes the statement of a duty or transfer of a person on record and stores it. Officers only. Throws NotFoundError,
 * ValidationError, NotEligibleError, MissingValuesError where record and input lack facts.
 */
export async function writeYollukBildirimi(
  context: StatementsContext,
  order: YollukBildirimiOrder,
  attachment?: CaseAttachment,
): Promise<OfficeDocument> {
  requireRight(isOfficer(context.actor), 'yolluk bildirimini servis görevlileri ve üstleri düzenler');
  const { person, data, kind } =
    order.kind === 'GECICI' ? await geciciData(context, order) : await surekliData(context, order);
  const facts = {
    sender: await senderOf(context.db),
    personnel: await personnelFactsOf(context, person),
    signers: [ownSignature(person)],
    data: { ...data, duzenlemeTarihi: context.today },
  };
  const place = await placeOf(context.db, person, 'mali');
  return storeDocument(context, { kind, facts, place, isDraft: false }, attachment);
}

type GeciciOrder = Extract<YollukBildirimiOrder, { readonly kind: 'GECICI' }>;
type SurekliOrder = Extract<YollukBildirimiOrder, { readonly kind: 'SUREKLI' }>;

async function geciciData(context: StatementsContext, { sicilNo, input: raw }: GeciciOrder) {
  const { person, input, outcome } = await geciciGorevOf(context, sicilNo, raw);
  const { value, warnings } = requireValue(outcome, 'Yolluk bildirimi');
  return { person, kind: 'gecici-gorev-yolluk-bildirimi', data: geciciBildirimData(input, value, warnings) };
}

async function surekliData(context: StatementsContext, { sicilNo, input: raw, fromPlace, toPlace }: SurekliOrder) {
  const { person, input, outcome } = await surekliGorevOf(context, sicilNo, raw);
  const { value, warnings } = requireValue(outcome, 'Yolluk bildirimi');
  const data = { ...surekliBildirimData(input, value, warnings), guzergah: `${fromPlace} – ${toPlace}` };
  return { person, kind: 'surekli-gorev-yolluk-bildirimi', data };
}

/** What the statement of a temporary duty prints. */
export function geciciBildirimData(
  input: harcirah.GeciciInput,
  value: harcirah.GeciciValue,
  warnings: readonly Warning[],
) {
  const { lodging } = value;
  const rows = value.lines.map(rowOf);
  if (lodging)
    rows.push({
      aciklama: 'Konaklama (belgeli)',
      miktar: `${input.lodgingNights} gece`,
      birim: input.lodgingNightlyPrice ? plainMoney(input.lodgingNightlyPrice) : '',
      tutar: moneyText(lodging.payable),
      dayanak: '6245 s.K. m.33',
    });
  const { travelDaysOut, travelDaysBack, dutyDays } = input;
  const days = `${dutyDays} gün görev, ${travelDaysOut + travelDaysBack} gün yol`;
  return filledData({
    ...moneyData(value),
    esas: basisText(input, value.gundelik.group),
    gorev: [input.dutyPlace, input.work].filter((text) => text !== undefined).join(', ') || placeText(input.place),
    sure: `${displayDate(input.startOn)}–${displayDate(value.endOn)} (${days})`,
    gundelik: moneyText(value.gundelik.gundelik),
    yollukSatirlari: rows,
    sonBeyanTarihi: value.settlementDueOn,
    belgeler: listText(value.documents),
    uyarilar: warningText(warnings),
  });
}

/** What the statement of a permanent transfer prints, but for the names of the places. */
export function surekliBildirimData(
  input: harcirah.SurekliInput,
  value: harcirah.SurekliValue,
  warnings: readonly Warning[],
) {
  return filledData({
    ...moneyData(value),
    esas: basisText(input, null),
    atama: `${displayDate(input.on)}, ${formatNumber(input.km ?? 0)} km`,
    aile: input.familyMembers === 0 ? 'Yok' : `${input.familyMembers} kişi`,
    gundelik: moneyText(value.gundelik),
    yollukSatirlari: value.lines.filter((l) => !l.amount.isZero()).map(rowOf),
    belgeler: listText(value.documents),
    uyarilar: warningText(warnings),
  });
}

interface Totals {
  readonly gross: Exact;
  readonly damga: Exact;
  readonly net: Exact;
  readonly advance: Exact;
  readonly payable: Exact;
  readonly refund: Exact;
}

function moneyData({ gross, damga, net, advance, payable, refund }: Totals) {
  return {
    brut: moneyText(gross),
    damga: moneyText(damga),
    net: moneyText(net),
    avans: advance.isZero() ? undefined : moneyText(advance),
    odenecek: advance.isZero() || payable.isZero() ? undefined : moneyText(payable),
    iade: refund.isZero() ? undefined : moneyText(refund),
  };
}

function rowOf({ label, quantity, unit, unitAmount, amount, article }: harcirah.BildirimLine) {
  return {
    aciklama: label,
    miktar: `${formatNumber(quantity)} ${unit}`,
    birim: plainMoney(unitAmount),
    tutar: moneyText(amount),
    dayanak: article,
  };
}

/** Two digits, or up to six where the price of one unit is no whole kuruş. */
function plainMoney(value: Exact): string {
  const exact = value.toDecimalPlaces(6);
  return formatNumber(exact.decimalPlaces() <= 2 ? exact.toFixed(2) : exact.toFixed());
}

type Basis = Pick<harcirah.GundelikInput, 'derece' | 'kadroDerece' | 'ekGosterge'>;

function basisText({ derece, kadroDerece, ekGosterge }: Basis, group: string | null): string {
  const parts = [
    derece === undefined ? null : `aylık derecesi ${derece}`,
    kadroDerece ? `kadro derecesi ${kadroDerece}` : null,
    ekGosterge > 0 ? `ek gösterge ${formatNumber(ekGosterge)}` : null,
    group === null ? null : `H cetveli ${group}`,
  ].filter((text) => text !== null);
  return parts.length === 0 ? 'Gündelik tutarı girilmiştir' : parts.join(', ');
}

function placeText(place: 'YURTICI' | 'KKTC'): string {
  return place === 'KKTC' ? 'Kuzey Kıbrıs Türk Cumhuriyeti' : 'Yurt içi';
}
