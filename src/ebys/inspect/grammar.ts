import type { XmlElement } from '../container/xml-reader.ts';
import type { FindingList } from '../finding.ts';

/**
 * Order and cardinality of the XML components, one line an element: `A` once, `A?` at most once, `A+` at least once,
 * `A*` any number, `A|B|C` one of them. An element without a line may hold anything that no rule names.
 */
type Grammar = Readonly<Record<string, string>>;

const PARTIES = 'KurumKurulus|GercekSahis|TuzelSahis';
const PERSON = 'Kisi TCKN? Gorev? IletisimBilgisi?';
const COMMON: Grammar = {
  DagitimListesi: 'Dagitim+',
  Dagitim: `${PARTIES} Ivedilik DagitimTuru Miat? KonulmamisEkListesi?`,
  KonulmamisEkListesi: 'KonulmamisEk+',
  KonulmamisEk: 'EkId',
  Ekler: 'Ek+',
  Ek: 'Id BelgeNo? Tur DosyaAdi? MimeTuru? Ad? SiraNo Aciklama? Referans? OzId? ImzaliMi? Ozet?',
  Ozet: 'OzetAlgoritmasi OzetDegeri',
  Ilgiler: 'Ilgi+',
  Ilgi: 'Id BelgeNo? Tarih? Etiket EkId? Ad? Aciklama? OzId?',
  Olusturan: PARTIES,
  IlgiliListesi: 'Ilgili+',
  Ilgili: PARTIES,
  GercekSahis: PERSON,
  TuzelSahis: 'Id Adi? IletisimBilgisi?',
  Kisi: 'IlkAdi Soyadi IkinciAdi? Unvan? OnEk?',
};
const IMZA = 'Imzalayan YetkiDevreden? VekaletVeren? Makam? Amac? Aciklama? Tarih?';

/** Grammar of 2.x. */
const VERSION_2: Grammar = {
  ...COMMON,
  UstVeri:
    'BelgeId Konu GuvenlikKodu GuvenlikKoduGecerlilikTarihi? MimeTuru OzId? DagitimListesi Ekler? Ilgiler? Dil? Olusturan IlgiliListesi? DosyaAdi SdpBilgisi? HeyskListesi? DogrulamaBilgisi',
  KurumKurulus: 'KKK Adi? IletisimBilgisi? BirimKKK?',
  IletisimBilgisi: 'Telefon? TelefonDiger? EPosta? KepAdresi? Faks? WebAdresi? Adres? Il? Ilce? Ulke?',
  SdpBilgisi: 'AnaSdp DigerSdpler?',
  AnaSdp: 'Kod Ad Aciklama?',
  DigerSdpler: 'SdpListesi*',
  SdpListesi: 'Kod Ad Aciklama?',
  HeyskListesi: 'Heysk+',
  Heysk: 'Kod Ad Tanim?',
  DogrulamaBilgisi: 'DogrulamaAdresi',
  NihaiUstVeri: 'Tarih BelgeNo BelgeImzalar',
  BelgeImzalar: 'Imza+',
  Imza: IMZA,
  Imzalayan: PERSON,
  YetkiDevreden: PERSON,
  VekaletVeren: PERSON,
  PaketOzeti: 'Reference+',
  ParafOzeti: 'Reference+',
  NihaiOzet: 'Reference+',
  Reference: 'DigestItem DigestItem',
  DigestItem: 'DigestMethod DigestValue',
};

/** Grammar of 1.x, from libraries and samples: no official schema of it could be had, so it is checked loosely. */
const VERSION_1: Grammar = {
  ...COMMON,
  Ustveri:
    'BelgeId Konu Tarih BelgeNo GuvenlikKodu GuvenlikKoduGecerlilikTarihi? MimeTuru? OzId? DagitimListesi Ekler? Ilgiler? Dil? Olusturan IlgiliListesi? DosyaAdi',
  KurumKurulus: 'KKK Adi? IletisimBilgisi? BYK?',
  BelgeHedef: 'HedefListesi',
  HedefListesi: 'Hedef+',
  Hedef: PARTIES,
  BelgeImza: 'ImzaListesi',
  ImzaListesi: 'Imza+',
  PaketOzeti: 'Reference+',
  NihaiOzet: 'Reference+',
  Reference: 'DigestMethod DigestValue',
};

interface Line {
  readonly pattern: RegExp;
  readonly required: readonly (readonly string[])[];
  readonly known: ReadonlySet<string>;
}
const lines = new Map<string, Line>();

/** Checks the element and everything below it; every element that breaks its line is one finding. */
export function checkGrammar(root: XmlElement, version: 1 | 2, to: { part: string; findings: FindingList }): void {
  const grammar = version === 2 ? VERSION_2 : VERSION_1;
  const namespaceEnd = `-${version}`;
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!next.namespace.startsWith('urn:dpt:eyazisma:schema:xsd:') || !next.namespace.endsWith(namespaceEnd))
      to.findings.onemli('XML_AD_ALANI', `<${next.name}> öğesi e-Yazışma ad alanında değil.`, { part: to.part });
    checkElement(next, grammar[next.name], { ...to, version });
    pending.push(...next.children);
  }
}

function checkElement(
  element: XmlElement,
  text: string | undefined,
  to: { part: string; findings: FindingList; version: 1 | 2 },
): void {
  if (text === undefined) {
    if (to.version === 2 && element.children.length > 0)
      to.findings.kritik('XML_DUZEN', `<${element.name}> bir metin alanıdır, içinde öğe olamaz.`, { part: to.part });
    return;
  }
  const line = lines.get(text) ?? compile(text);
  const names = element.children.map((one) => one.name);
  if (line.pattern.test(names.map((name) => `${name} `).join(''))) return;
  const problem = diagnose(line, names);
  const message = `<${element.name}> öğesinde ${problem}.`;
  if (to.version === 1) to.findings.onemli('XML_DUZEN', message, { part: to.part });
  else to.findings.kritik('XML_DUZEN', message, { part: to.part });
}

function diagnose(line: Line, names: readonly string[]): string {
  const missing = line.required.filter((choice) => !choice.some((name) => names.includes(name)));
  if (missing.length > 0) return `zorunlu alan eksik: ${missing.map((choice) => choice.join(' / ')).join(', ')}`;
  const unknown = names.filter((name) => !line.known.has(name));
  if (unknown.length > 0) return `bilinmeyen alan: ${[...new Set(unknown)].join(', ').slice(0, 120)}`;
  return `alanların sırası ya da sayısı yanlış: ${names.join(', ').slice(0, 160)}`;
}

function compile(text: string): Line {
  const tokens = text.split(' ').map((token) => {
    const mark = /[?+*]$/.exec(token)?.[0] ?? '';
    return { choice: token.slice(0, token.length - mark.length).split('|'), mark };
  });
  const line: Line = {
    pattern: new RegExp(`^${tokens.map((one) => `(?:(?:${one.choice.join('|')}) )${one.mark}`).join('')}$`),
    required: tokens.filter((one) => one.mark === '' || one.mark === '+').map((one) => one.choice),
    known: new Set(tokens.flatMap((one) => one.choice)),
  };
  lines.set(text, line);
  return line;
}
