import { displayDate, type IsoDate, type Outcome, type TraceStep, terfi } from '../../calculations/index.ts';
import { terfiOf } from '../../personnel/index.ts';
import { fullNameOf, terfiCetveliData } from '../../statements/index.ts';
import { readingsOf } from '../reading-fields.ts';
import type { CaseData } from '../state.ts';
import { type CalculationScene, type Findings, type StepCalculation, stepCalculation } from './view.ts';

type Result = terfi.TerfiResult;
type Row = terfi.TimelineRow;
type Person = CalculationScene['person'];

/** A change of the kazanilmis hak ayligi: when, from which position to which, and what comes next. */
interface Move {
  readonly on: IsoDate;
  readonly before: terfi.Position;
  readonly after: terfi.Position;
  readonly next: terfi.NextPromotion | null;
  readonly row: Row | null;
}

/** The promotion to be made: the last one that the registry does not show yet, else the next. 657 s.K. m.64, 68. */
export function promotionStep(scene: CalculationScene): StepCalculation {
  const { person, on } = scene;
  const readings = readingsOf(scene.data);
  return stepCalculation({ kind: 'terfi', on }, terfiOf(person, { asOf: on, readings }), (value, trace) => {
    const move = dueMove(value, person, () => true) ?? nextMove(value, person, readings);
    const warnings = strayPosition(value, person);
    if (!move)
      return {
        ...common(value, trace),
        warnings,
        summary: 'Müteakip terfi yok: son kademede, izinde ya da adaylıkta.',
      };
    const isDegree = move.after.derece !== move.before.derece;
    return {
      ...common(value, trace),
      warnings,
      summary: moveText(move),
      proposed: moveData(move),
      proposedOutcome: isDegree ? 'derece-terfisi' : 'kademe-terfisi',
    };
  });
}

/** The step for eight years without a penalty. 657 s.K. m.64/4. */
export function article64Step(scene: CalculationScene): StepCalculation {
  const { person, on } = scene;
  const outcome = withArticle64(terfiOf(person, { asOf: on, readings: readingsOf(scene.data) }), person);
  return stepCalculation({ kind: 'madde-64-4', on }, outcome, ({ value, move }, trace) => {
    const isDegree = move.after.derece !== move.before.derece;
    const { before, after } = move;
    const row = {
      adSoyad: fullNameOf(person),
      sicilNo: person.sicilNo,
      eski: terfi.positionText(before),
      yeni: terfi.positionText(after),
      tarih: move.on,
    };
    return {
      ...common(value, trace),
      summary: moveText(move),
      proposed: { ...moveData(move), terfiListesi: [row] },
      proposedOutcome: isDegree ? 'derece-terfisi-gerektiriyor' : 'terfi-cizelgesine-gore-onay',
    };
  });
}

interface Found {
  readonly value: Result;
  readonly move: Move;
}

function withArticle64(outcome: Outcome<Result>, person: Person): Outcome<Found> {
  if (outcome.kind !== 'value') return outcome;
  const { value, trace } = outcome;
  const move = dueMove(value, person, (row) => row.label.includes('64. madde'));
  if (move) return { ...outcome, value: { value, move } };
  const [coming] = value.expected;
  const reason = coming
    ? `Disiplin cezası almadan geçen süre ${displayDate(coming.on)} gününde dolar; işlenecek 64/4 kademesi yok.`
    : 'İşlenecek 64/4 kademesi yok.';
  return { kind: 'notEligible', article: '657 s.K. m.64/4', reason, trace };
}

/** The timeline and the worked table that every terfi result brings. */
export function common(value: Result, trace: readonly TraceStep[]): Pick<Findings, 'terfi' | 'table'> {
  return { terfi: value, table: { data: terfiCetveliData(value, trace), signedBy: 'office' } };
}

/** The fields of a move: dates, both positions, articles. */
export function moveData({ on, before, after, next, row }: Move): CaseData {
  const articles = [...new Set(row?.trace.map((s) => s.article) ?? [])];
  return {
    terfiTarihi: on,
    eskiDerece: before.derece,
    eskiKademe: before.kademe,
    yukselecegiDerece: after.derece,
    yukselecegiKademe: after.kademe,
    ...(next ? { muteakipTerfiTarihi: next.on } : {}),
    ...(articles.length > 0 ? { terfiDayanagi: articles.join('; ') } : {}),
  };
}

/** "01.03.2026: 8/2 → 8/3; müteakip terfi 01.03.2027." */
export function moveText({ on, before, after, next }: Move): string {
  const move = `${displayDate(on)}: ${terfi.positionText(before)} → ${terfi.positionText(after)}`;
  return next ? `${move}; müteakip terfi ${displayDate(next.on)}.` : `${move}; müteakip terfi yok.`;
}

/** A row of the timeline as a move from the row before it. */
export function moveOfRow({ rows, next }: Result, row: Row): Move | null {
  const before = rows.filter((r) => !r.isSuperseded && r.date < row.date).at(-1);
  return before ? { on: row.date, before: before.kha, after: row.kha, next: next.kha, row } : null;
}

/** The last change of position that the timeline has and the registry has not. */
function dueMove(value: Result, person: Person, matches: (row: Row) => boolean): Move | null {
  const changes = value.rows.flatMap((row) => {
    const move = row.isSuperseded ? null : moveOfRow(value, row);
    return move && terfi.rankOf(move.after) !== terfi.rankOf(move.before) ? [move] : [];
  });
  const last = changes.at(-1);
  return last?.row && matches(last.row) && isOnRecord(person, last.before) ? last : null;
}

function nextMove({ next, kha }: Result, person: Person, readings: Partial<terfi.TerfiReadings>): Move | null {
  if (!next.kha) return null;
  const { on, position } = next.kha;
  const after = terfiOf(person, { asOf: on, readings });
  if (after.kind !== 'value') return null;
  const row = after.value.rows.findLast((r) => r.date === on) ?? null;
  return { on, before: kha, after: position, next: after.value.next.kha, row };
}

function isOnRecord({ derece, kademe }: Person, position: terfi.Position): boolean {
  return derece === position.derece && kademe === position.kademe;
}

function strayPosition(value: Result, person: Person) {
  const { derece, kademe } = person;
  if (derece === null || kademe === null || value.rows.some((r) => isOnRecord(person, r.kha))) return [];
  const shown = terfi.positionText({ derece, kademe });
  const message = `Kayıttaki derece ve kademe (${shown}) hizmet cetvelinin hiçbir satırına uymuyor; hesaba göre ${terfi.positionText(value.kha)}. Kaydı denetleyin.`;
  return [{ code: 'POSITION_DIFFERS', message, article: '657 s.K. m.64' }];
}
