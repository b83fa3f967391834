import { isOfficer, requireRight } from '../access/index.ts';
import { displaySure, muvafakat, type Warning } from '../calculations/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import { type MuvafakatOnRecord, type MuvafakatRaw, muvafakatPuaniOf } from './muvafakat.ts';
import {
  type CaseAttachment,
  ownSignature,
  personnelFactsOf,
  placeOf,
  type StatementsContext,
  senderOf,
  storeDocument,
} from './office.ts';
import { filledData, requireValue, warningText } from './outcome.ts';

/** A transfer request: whose, to which institution, with which reasons. */
export interface NakilTalepOrder {
  readonly sicilNo: string;
  readonly targetInstitution: string;
  readonly input: MuvafakatRaw;
}

/**
 * Writes the Memur Nakil Talep Formu filled from the record, with the score table of the institution's rules. Officers
 * only. Throws NotFoundError, ValidationError, MissingValuesError where the record lacks service.
 */
export async function writeNakilTalepFormu(
  context: StatementsContext,
  { sicilNo, targetInstitution, input }: NakilTalepOrder,
  attachment?: CaseAttachment,
): Promise<OfficeDocument> {
  requireRight(isOfficer(context.actor), 'nakil talep formunu servis görevlileri ve üstleri düzenler');
  const found = await muvafakatPuaniOf(context, sicilNo, input);
  const { value, warnings } = requireValue(found.outcome, 'Nakil talep formu');
  const { person } = found;
  const personnel = await personnelFactsOf(context, person, { withIdentity: true });
  const facts = {
    sender: await senderOf(context.db),
    personnel,
    signers: [ownSignature(person)],
    data: {
      ...nakilTalepData(found, value, warnings),
      kadroDerecesiMetni: personnel.kadroDerecesi === undefined ? 'Kadrosu yok' : String(personnel.kadroDerecesi),
      istenenKurum: targetInstitution,
      duzenlemeTarihi: context.today,
    },
  };
  const place = await placeOf(context.db, person, 'atama');
  return storeDocument(context, { kind: 'memur-nakil-talep-formu', facts, place, isDraft: false }, attachment);
}

/** What the form prints of the score. */
export function nakilTalepData(
  { person, input, service, rulesTitle }: Pick<MuvafakatOnRecord, 'person' | 'input' | 'service' | 'rulesTitle'>,
  { reasons, service: points, total }: muvafakat.MuvafakatPuanValue,
  warnings: readonly Warning[],
) {
  const { universityYears, outsideYears } = input;
  const band = muvafakat.bandName(points.universityBand);
  const serviceRow = (kalem: string, kanit: string, puan: number) => ({
    kalem,
    dayanak: 'm.8/2-b, c',
    kanit,
    durum: 'hizmet kaydı',
    puan,
  });
  return filledData({
    goreveBaslama: person.startedOn,
    kurumHizmeti: `${displaySure(service.own)} (${universityYears} tam yıl)`,
    disHizmet: service.outside
      ? `${displaySure(service.outside)} (${outsideYears ?? 0} tam yıl)`
      : outsideYears === null
        ? 'Yok'
        : `${outsideYears} tam yıl`,
    puanSatirlari: [
      ...reasons.findings.map((f) => ({
        kalem: f.title,
        dayanak: f.article,
        kanit: f.proof,
        durum: f.isProven ? (f.isScored ? 'kanıtlandı' : 'kanıtlandı, puanlanmaz') : 'kanıtlanmadı',
        puan: f.points,
      })),
      serviceRow('Kurumdaki hizmet', `${universityYears} tam yıl, ${band} bandı`, points.university),
      serviceRow(
        'Kurum dışındaki hizmet',
        outsideYears === null ? 'dış hizmet yok' : `${outsideYears} tam yıl`,
        points.outside,
      ),
    ],
    puanKurali: rulesTitle,
    toplamPuan: total,
    uyarilar: warningText(warnings),
  });
}
