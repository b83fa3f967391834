import { isOfficer, requireRight } from '../access/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import {
  type GeciciRaw,
  geciciGorevOf,
  type SurekliRaw,
  surekliGorevOf,
  type YurtdisiRaw,
  yurtdisiGorevOf,
} from './harcirah.ts';
import {
  type CaseAttachment,
  ownSignature,
  personnelFactsOf,
  placeOf,
  type StatementsContext,
  senderOf,
  storeDocument,
} from './office.ts';
import { requireValue } from './outcome.ts';
import { geciciBildirimData, surekliBildirimData, yurtdisiBildirimData } from './yolluk-data.ts';

/** Which statement: a temporary duty, a permanent transfer with the names of the two places, a duty abroad with its place. */
export type YollukBildirimiOrder =
  | { readonly kind: 'GECICI'; readonly sicilNo: string; readonly input: GeciciRaw }
  | {
      readonly kind: 'SUREKLI';
      readonly sicilNo: string;
      readonly input: SurekliRaw;
      readonly fromPlace: string;
      readonly toPlace: string;
    }
  | {
      readonly kind: 'YURTDISI';
      readonly sicilNo: string;
      readonly input: YurtdisiRaw;
      readonly toPlace: string;
      readonly work: string;
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
  const { person, data, kind } = await dataOf(context, order);
  const facts = {
    sender: await senderOf(context.db),
    personnel: await personnelFactsOf(context, person),
    signers: [ownSignature(person)],
    data: { ...data, duzenlemeTarihi: context.today },
  };
  const place = await placeOf(context.db, person, 'mali');
  return storeDocument(context, { kind, facts, place, isDraft: false }, attachment);
}

function dataOf(context: StatementsContext, order: YollukBildirimiOrder) {
  switch (order.kind) {
    case 'GECICI':
      return geciciData(context, order);
    case 'SUREKLI':
      return surekliData(context, order);
    case 'YURTDISI':
      return yurtdisiData(context, order);
  }
}

type GeciciOrder = Extract<YollukBildirimiOrder, { readonly kind: 'GECICI' }>;
type SurekliOrder = Extract<YollukBildirimiOrder, { readonly kind: 'SUREKLI' }>;
type YurtdisiOrder = Extract<YollukBildirimiOrder, { readonly kind: 'YURTDISI' }>;

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

async function yurtdisiData(context: StatementsContext, { sicilNo, input: raw, toPlace, work }: YurtdisiOrder) {
  const { person, input, outcome } = await yurtdisiGorevOf(context, sicilNo, raw);
  const { value, warnings } = requireValue(outcome, 'Yolluk bildirimi');
  const data = { ...yurtdisiBildirimData(input, value, warnings), gorev: `${toPlace}, ${work}` };
  return { person, kind: 'yurtdisi-gecici-gorev-yolluk-bildirimi', data };
}
