import type { IsoDate } from '../engine/index.ts';
import { addFinding, addMissing, type Derivation, type ServiceFrame } from './derivation.ts';
import type { TerfiEvent } from './events.ts';
import { candidateDismissal } from './periods.ts';

/** A stop that a court undid: its rows stay as history. */
export interface AnnulledStop {
  readonly event: TerfiEvent;
  readonly annulledOn: IsoDate;
}

/** Kademe ilerlemesinin durdurulması as events; annulled ones are given back apart. 657 s.K. m.125/D, 132, 135. */
export function deriveStops(derivation: Derivation, frame: ServiceFrame): AnnulledStop[] {
  const annulled: AnnulledStop[] = [];
  (derivation.facts.discipline ?? []).forEach((penalty, index) => {
    const record = `discipline.${index}`;
    if (penalty.kind === 'AYLIKTAN_KESME' || penalty.kind === 'KADEME_DURDURMA')
      findCandidatePenalty(derivation, frame, record, penalty.decidedOn);
    if (penalty.kind !== 'KADEME_DURDURMA') return;
    if (penalty.years === null) {
      addMissing(derivation, `${record}.years`, 'Kademe ilerlemesinin kaç yıl durdurulduğu');
      return;
    }
    const on = derivation.readings.stopStart === 'TEBLIG' ? penalty.notifiedOn : penalty.decidedOn;
    if (on === null) {
      addMissing(derivation, `${record}.notifiedOn`, 'Cezanın tebliğ tarihi');
      return;
    }
    const event: TerfiEvent = { type: 'stop', on, years: penalty.years };
    if (penalty.annulledOn !== null && penalty.annulledOn <= derivation.asOf)
      annulled.push({ event, annulledOn: penalty.annulledOn });
    else derivation.events.push(event);
  });
  return annulled;
}

function findCandidatePenalty(derivation: Derivation, frame: ServiceFrame, record: string, on: IsoDate): void {
  const isCandidate = on >= frame.entryOn && !frame.startsAsAsil && (frame.asaletOn === null || on < frame.asaletOn);
  if (!isCandidate) return;
  addFinding(derivation, () => ({
    code: 'PENALTY_OF_CANDIDATE',
    record,
    rule: 'R8.6',
    article: on <= candidateDismissal.until ? candidateDismissal.article : candidateDismissal.newArticle,
    message:
      'Adaylıkta aylıktan kesme ya da kademe ilerlemesinin durdurulması cezası var; adaylığın sona ermesi gerekip gerekmediğini denetleyin.',
  }));
}
