import { isOfficer, requireRight } from '../access/index.ts';
import { displayDate, displaySure, type IsoDate, type Outcome, type TraceStep, terfi } from '../calculations/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import { type Person, terfiOf } from '../personnel/index.ts';
import {
  type CaseAttachment,
  officeSignature,
  personnelFactsOf,
  placeOf,
  requirePerson,
  type StatementsContext,
  senderOf,
  storeDocument,
} from './office.ts';
import { filledData, listText, requireValue } from './outcome.ts';

/** Whose timeline, up to which day, by which readings. */
export interface TerfiQuestion {
  readonly sicilNo: string;
  readonly asOf: IsoDate;
  readonly readings?: Partial<terfi.TerfiReadings> | undefined;
}

/** Degree, step and next promotions of a person on record with the reasoning. Throws NotFoundError, ValidationError. */
export async function terfiOnRecord(
  { db }: StatementsContext,
  { sicilNo, asOf, readings }: TerfiQuestion,
): Promise<{ readonly person: Person; readonly outcome: Outcome<terfi.TerfiResult> }> {
  const person = await requirePerson(db, sicilNo);
  return { person, outcome: terfiOf(person, { asOf, ...(readings ? { readings } : {}) }) };
}

/**
 * Writes the Hizmet ve terfi cetveli of a person: each row with its articles, the readings used, what comes next. Officers
 * only. Throws NotFoundError, ValidationError for contradicting records, MissingValuesError.
 */
export async function writeTerfiCetveli(
  context: StatementsContext,
  question: TerfiQuestion,
  attachment?: CaseAttachment,
): Promise<OfficeDocument> {
  requireRight(isOfficer(context.actor), 'hizmet ve terfi cetvelini servis görevlileri ve üstleri düzenler');
  const { person, outcome } = await terfiOnRecord(context, question);
  const { value, trace } = requireValue(outcome, 'Hizmet ve terfi cetveli');
  const facts = {
    sender: await senderOf(context.db),
    personnel: await personnelFactsOf(context, person),
    signers: await officeSignature(context, 'personel-muduru'),
    data: terfiCetveliData(value, trace),
  };
  const place = await placeOf(context.db, person, 'atama');
  return storeDocument(context, { kind: 'hizmet-ve-terfi-cetveli', facts, place, isDraft: false }, attachment);
}

/** What the table prints. */
export function terfiCetveliData(value: terfi.TerfiResult, trace: readonly TraceStep[]) {
  const { next, findings, expected } = value;
  const readings = trace.flatMap((s) => (s.option ? [`${s.label}: ${s.result} (${s.article})`] : []));
  const notes = findings.map((f) => `${f.message} (${f.article})`);
  return filledData({
    hesapGunu: value.asOf,
    terfiSatirlari: value.rows.map(rowOf),
    kha: terfi.positionText(value.kha),
    eea: value.eea ? terfi.positionText(value.eea) : 'kazanılmış hak aylığı ile aynı',
    sonrakiKha: nextText(next.kha),
    sonrakiEea: nextText(next.eea),
    beklenenler: listText(expected.map((e) => `${displayDate(e.on)} ${e.why}`)),
    yorumlar: listText(readings),
    bulgular: listText(notes),
  });
}

function rowOf(row: terfi.TimelineRow) {
  const left = row.leftOn === null ? '' : ` (ayrılış ${displayDate(row.leftOn)})`;
  return {
    tarih: row.date,
    islem: `${row.label}${left}${row.isSuperseded ? ' (hükümsüz)' : ''}`,
    kadro: row.kadro ?? '',
    kha: terfi.positionText(row.kha),
    eea: row.eea ? terfi.positionText(row.eea) : '',
    artan: row.remainder ? displaySure(row.remainder) : '',
    dayanak: [...new Set(row.trace.map((s) => s.article))].join('; '),
  };
}

function nextText(next: terfi.NextPromotion | null): string | undefined {
  return next === null ? undefined : `${displayDate(next.on)}, ${terfi.positionText(next.position)}`;
}
