import { parseArgs } from 'node:util';
import { type IsoDate, isoDate, terfi as law } from '../../calculations/index.ts';
import { NotFoundError, ValidationError } from '../../errors/index.ts';
import { findPersonBySicilNo, type Person, promotionsOfMonth, terfiOf } from '../../personnel/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import { openServices, type Services } from '../services.ts';
import { type Command, print, printError, table } from './command.ts';

/** Promotions of one person with the reasoning, or of a month for a unit or everybody. */
export const terfi: Command = {
  name: 'terfi',
  usage: 'terfi --sicil NO [--tarih YYYY-AA-GG] | terfi --ay YYYY-AA [--birim KOD]',
  summary: 'Bir kişinin hizmet ve terfi cetveli ya da bir ayın terfileri (akış olarak). Sunucu kapalıyken çalışır.',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sicil: { type: 'string' },
        tarih: { type: 'string' },
        ay: { type: 'string' },
        birim: { type: 'string' },
      },
    });
    if ((values.sicil === undefined) === (values.ay === undefined))
      throw ValidationError.of('--sicil', '"--sicil NO" ya da "--ay YYYY-AA" yazın.');
    const config = readConfig(process.env);
    const services = await openServices(config, createLog(config.logLevel));
    try {
      const today = openScope(services, SERVER_ACTOR).graph.today;
      return values.sicil === undefined
        ? await printMonth(services, values.ay ?? '', values.birim ?? null)
        : await printPerson(services, values.sicil, isoDate(values.tarih ?? today, '--tarih'));
    } finally {
      await services.close();
    }
  },
};

async function printPerson(services: Services, sicilNo: string, asOf: IsoDate): Promise<number> {
  const person = await findPersonBySicilNo(services.db, sicilNo);
  if (!person) throw new NotFoundError(`${sicilNo} sicil numaralı personel kaydı yok. Numarayı denetleyin.`);
  const outcome = terfiOf(person, { asOf });
  if (outcome.kind !== 'value') {
    const lacking = outcome.kind === 'missing' ? outcome.missing.map((m) => m.label).join(', ') : outcome.reason;
    printError(`Hesaplanamadı; kayıtta eksik: ${lacking}.`);
    return 3;
  }
  const { rows, next, findings } = outcome.value;
  print(`${nameOf(person)} — ${asOf} günündeki durumu\n`);
  print(
    table(
      ['tarih', 'işlem', 'KHA', 'EEA', 'artan süre'],
      rows.map((r) => [
        r.date,
        r.label,
        law.positionText(r.kha),
        r.eea ? law.positionText(r.eea) : '',
        r.remainder ? `${r.remainder.yil} yıl ${r.remainder.ay} ay ${r.remainder.gun} gün` : '',
      ]),
    ),
  );
  for (const track of ['kha', 'eea'] as const) {
    const due = next[track];
    if (due) print(`Sonraki terfi (${track.toUpperCase()}): ${due.on}, ${law.positionText(due.position)}`);
  }
  for (const finding of findings) print(`Bulgu: ${finding.message} (${finding.article})`);
  return 0;
}

async function printMonth(services: Services, month: string, unitCode: string | null): Promise<number> {
  const context = openScope(services, SERVER_ACTOR).command();
  print('sicilNo;adSoyad;birim;iz;tarih;derece;kademe;not');
  let unclear = 0;
  for await (const entry of promotionsOfMonth(context, { month, unitCode })) {
    const who = `${entry.person.sicilNo};${nameOf(entry.person)};${entry.person.unitCode}`;
    if (entry.kind === 'unclear') {
      unclear += 1;
      print(`${who};;;;;${entry.reason.replaceAll(';', ',')}`);
    } else {
      const { derece, kademe } = entry.next.position;
      print(`${who};${entry.track.toUpperCase()};${entry.next.on};${derece};${kademe};`);
    }
  }
  if (unclear > 0) printError(`${unclear} kişinin kaydı yetersiz; "not" sütununa bakın.`);
  return 0;
}

const nameOf = (person: Person): string => `${person.givenNames} ${person.surname}`;
