import { isOfficer, requireRight } from '../access/index.ts';
import { displaySure, muvafakat, type Warning } from '../calculations/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import type { Person } from '../personnel/index.ts';
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
      ...nakilTalepData(found, value, { warnings, unitOpinion: null }),
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
  { warnings, unitOpinion }: { readonly warnings: readonly Warning[]; readonly unitOpinion: boolean | null },
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
    goreveBaslama: publicServiceSince(person),
    kurumdaBaslama: person.startedOn,
    nakilNedenleri: claimedText(reasons),
    ekBelgeler: proofText(reasons),
    birimGorusu: opinionText(unitOpinion),
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

/** First day of any public service on record: officer, contract, deputy. */
function publicServiceSince({ startedOn, career }: Person): string {
  const days = (career.service ?? []).flatMap((s) => (PRIVATE.has(s.kind) ? [] : [s.from]));
  return [startedOn, ...days, ...(career.postings ?? []).map((p) => p.from)].toSorted()[0] ?? startedOn;
}
const PRIVATE: ReadonlySet<string> = new Set(['SIGORTA', 'SERBEST_AVUKATLIK', 'TARIM_KOOPERATIFI']);

const box = (isTicked: boolean): string => (isTicked ? '☒' : '☐');

/** The boxes of the form; it prints five reasons, the rules know more (disability, m.5/2-e). */
function claimedText({ findings }: muvafakat.GerekceValue): string {
  const claimed = new Map(findings.map((f) => [f.kind, f.title]));
  const { options } = muvafakat.reasonKindField;
  const known = options.map((kind) => `${box(claimed.has(kind))}\u00a0${claimed.get(kind) ?? REASON_TITLES[kind]}`);
  return [...known, `${box(claimed.size === 0)}\u00a0Mazeretsiz`].join('  ');
}

const REASON_TITLES: Readonly<Record<muvafakat.ReasonKind, string>> = {
  CAN_GUVENLIGI: 'Can güvenliği',
  SAGLIK: 'Sağlık',
  AILE_BIRLIGI: 'Aile birliği',
  OGRENIM: 'Öğrenim durumu',
  UST_GOREV: 'Üst göreve atanma',
  ENGELLILIK: 'Engellilik',
  AFET: 'Afet',
};

function proofText({ findings }: muvafakat.GerekceValue): string {
  const proofs = findings.filter((f) => f.isProven).map((f) => `${f.title}: ${f.proof}`);
  return proofs.length === 0 ? 'Yok' : proofs.join('; ');
}

function opinionText(opinion: boolean | null): string {
  const [yes, no] = [box(opinion === true), box(opinion === false)];
  return `${yes} Talep uygun görülmüştür.  ${no} Talep uygun görülmemiştir. Birim amirinin gerekçesi, adı soyadı, imzası ve tarihi:`;
}
