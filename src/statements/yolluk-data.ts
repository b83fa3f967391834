import {
  displayDate,
  type Exact,
  type harcirah,
  type IsoDate,
  moneyText,
  type Warning,
} from '../calculations/index.ts';
import { capitalize, formatNumber } from '../turkish/index.ts';
import { filledData, listText, warningText } from './outcome.ts';

/** What the statement of a temporary duty prints. */
export function geciciBildirimData(
  input: harcirah.GeciciInput,
  value: harcirah.GeciciValue,
  warnings: readonly Warning[],
) {
  const { lodging } = value;
  const rows = value.lines.map(rowOf);
  if (lodging) rows.push(lodgingRow(input, lodging));
  return filledData({
    ...moneyData(value),
    esas: basisText(input, value.gundelik.group),
    gorev: [input.dutyPlace, input.work].filter((text) => text !== undefined).join(', ') || placeText(input.place),
    sure: `${daysText(input.startOn, value.endOn)} (${durationText(input)})`,
    gundelik: moneyText(value.gundelik.gundelik),
    yollukSatirlari: rows,
    sonBeyanTarihi: value.settlementDueOn,
    belgeler: listText(value.documents),
    uyarilar: warningText(warnings),
  });
}

/** The caps may leave less than the bills: the row says what was billed, and a price only where nights × price is paid. */
function lodgingRow({ lodgingNights: nights }: harcirah.GeciciInput, { billTotal, payable }: harcirah.GeciciLodging) {
  const isWhole = payable.eq(billTotal);
  return {
    aciklama: isWhole
      ? 'Konaklama (belgeli)'
      : `Konaklama (belgeli; belge toplamı ${unitPriceText(billTotal)} TL, tavanla sınırlı)`,
    miktar: `${formatNumber(nights)} gece`,
    birim: isWhole ? unitPriceText(billTotal.div(nights)) : '',
    tutar: moneyText(payable),
    dayanak: '6245 s.K. m.33',
  };
}

function durationText({ dutyDays, travelDaysOut, travelDaysBack, departsAt, returnsAt }: harcirah.GeciciInput): string {
  if (departsAt !== undefined && returnsAt !== undefined)
    return `bir günden az, ${clockText(departsAt)}–${clockText(returnsAt)}`;
  return `${dutyDays} gün görev, ${travelDaysOut + travelDaysBack} gün yol`;
}

function daysText(from: IsoDate, to: IsoDate): string {
  return from === to ? displayDate(from) : `${displayDate(from)}–${displayDate(to)}`;
}

function clockText(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
}

/** What the statement of a duty abroad prints, but for place and work. Rows are in the currency of the table. */
export function yurtdisiBildirimData(
  input: harcirah.YurtdisiInput,
  value: harcirah.YurtdisiValue,
  warnings: readonly Warning[],
) {
  const inCurrency = (amount: Exact) => `${formatNumber(moneyText(amount))} ${value.currency}`;
  const { payment } = value;
  return filledData({
    sure: `${daysText(input.startOn, value.endOn)} (${input.days} gün)`,
    ulkeGundeligi: input.gundelik === undefined ? '' : inCurrency(input.gundelik),
    dovizSatirlari: value.lines.map((l) => ({ ...rowOf(l), tutar: inCurrency(l.amount) })),
    dovizToplami: inCurrency(value.gross),
    kur: input.exchangeRate === undefined ? undefined : `1 ${value.currency} = ${plainRate(input.exchangeRate)} TL`,
    brut: payment ? moneyText(payment.gross) : undefined,
    damga: payment ? moneyText(payment.damga) : undefined,
    net: payment ? moneyText(payment.net) : undefined,
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
    birim: unitPriceText(unitAmount),
    tutar: moneyText(amount),
    dayanak: article,
  };
}

/** Two digits, or up to six where the price of one unit is no whole kuruş. */
export function unitPriceText(value: Exact): string {
  const exact = value.toDecimalPlaces(6);
  return formatNumber(exact.decimalPlaces() <= 2 ? exact.toFixed(2) : exact.toFixed());
}

function plainRate(value: Exact): string {
  return formatNumber(value.toFixed());
}

type Basis = Pick<harcirah.GundelikInput, 'derece' | 'kadroDerece' | 'ekGosterge'>;

function basisText({ derece, kadroDerece, ekGosterge }: Basis, group: string | null): string {
  const parts = [
    derece === undefined ? null : `aylık derecesi ${derece}`,
    kadroDerece ? `kadro derecesi ${kadroDerece}` : null,
    ekGosterge > 0 ? `ek gösterge ${formatNumber(ekGosterge)}` : null,
    group === null ? null : group.startsWith('KKTC') ? `KKTC gündelik kararı (${group})` : `H cetveli ${group}`,
  ].filter((text) => text !== null);
  return parts.length === 0 ? 'Gündelik tutarı girilmiştir' : capitalize(parts.join(', '));
}

function placeText(place: 'YURTICI' | 'KKTC'): string {
  return place === 'KKTC' ? 'Kuzey Kıbrıs Türk Cumhuriyeti' : 'Yurt içi';
}
