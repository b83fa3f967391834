import type { XmlElement } from '../container/xml-reader.ts';
import { printable } from '../container/zip-safety.ts';
import type { FindingList } from '../finding.ts';
import { child } from './raw-ustveri.ts';

/** What a field's text must look like; `what` completes "… bir X değil". */
interface Rule {
  readonly pattern: RegExp;
  readonly what: string;
}

const MOMENT: Rule = {
  pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/,
  what: 'tarih ve saat (2026-11-22T09:00:00)',
};
const BOOLEAN: Rule = { pattern: /^(true|false|1|0)$/, what: 'doğru/yanlış değeri (true, false)' };
const NAME: Rule = { pattern: /\S/, what: 'ad' };
const DURATION: Rule = {
  pattern: /^P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
  what: 'süre (P15D)',
};

/** Fields of every version whose form the Rehber fixes, by element name. */
const FIELDS: Readonly<Record<string, Rule>> = {
  Dil: { pattern: /^[a-z]{3}$/, what: 'dil kodu (tur)' },
  KepAdresi: { pattern: /^[^@\s]+@hs0[1-8]\.kep\.tr$/i, what: 'KEP adresi (…@hs01.kep.tr)' },
  Tarih: MOMENT,
  GuvenlikKoduGecerlilikTarihi: MOMENT,
  Miat: DURATION,
  ImzaliMi: BOOLEAN,
  IlkAdi: NAME,
  Soyadi: NAME,
  Referans: { pattern: /^https?:\/\/\S+$/i, what: 'internet adresi' },
};
const LEGAL_PERSON_SCHEMES = ['MERSIS', 'VBYS', 'DERBIS', 'PARBIS', 'SENBIS'];
const NIL = new Set(['true', '1']);

/** Every field whose form is fixed, wherever it stands below the root. A nil or empty optional date is left alone. */
export function checkFields(root: XmlElement, to: { part: string; findings: FindingList }): void {
  const place = { part: to.part };
  const pending: XmlElement[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const rule = Object.hasOwn(FIELDS, next.name) ? FIELDS[next.name] : undefined;
    const text = next.text.trim();
    if (rule && !NIL.has(next.attributes.nil ?? '') && !rule.pattern.test(text))
      to.findings.onemli('ALAN_DEGER', `<${next.name}> alanındaki "${shown(text)}" bir ${rule.what} değil.`, place);
    const fault = attributeFault(next) ?? heyskFault(next);
    if (fault !== null) to.findings.onemli('ALAN_DEGER', fault, place);
    pending.push(...next.children);
  }
}

function attributeFault({ name, attributes, children }: XmlElement): string | null {
  if (name === 'OzId' && !attributes.schemeID) return '<OzId> kimliğinin türü (schemeID) yazılmamış.';
  const mark = attributes.EYazismaIdMi;
  if (mark !== undefined && !BOOLEAN.pattern.test(mark)) return `EYazismaIdMi "${shown(mark)}" olamaz (true, false).`;
  if (name !== 'TuzelSahis') return null;
  const scheme = children.find((one) => one.name === 'Id')?.attributes.schemeID;
  if (!scheme || LEGAL_PERSON_SCHEMES.includes(scheme)) return null;
  return `Tüzel kişi kimliğinin türü "${shown(scheme)}" bilinmiyor (${LEGAL_PERSON_SCHEMES.join(', ')}).`;
}

function heyskFault(element: XmlElement): string | null {
  if (element.name !== 'Heysk') return null;
  const kod = child(element, 'Kod')?.text.trim() ?? '';
  return /^[1-9]\d*$/.test(kod) ? null : `HEYS hizmet kodu "${shown(kod)}" sıfırdan büyük bir sayı değil.`;
}

function shown(text: string): string {
  return printable(text).slice(0, 60);
}
