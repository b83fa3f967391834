import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildDraftPackage, type Finding, inspectPackage } from '../../src/ebys/index.ts';
import * as damage from './damage.ts';
import { fullInput, smallInput } from './sample-input.ts';

const SAMPLE = fileURLToPath(new URL('../../../shared/letters/samples/20250512142310.eyp', import.meta.url));
const USTVERI = 'Ustveri/Ustveri.xml';
const CORE_OWN = 'package/services/metadata/core-properties/4897e50d4c5b4ba6a449fa1bd1b075f6.psmdcp';

const keyOf = (finding: Finding) => `${finding.severity} ${finding.code} ${finding.part ?? ''} ${finding.message}`;

/** Damages whose copy shows no grave finding that the sound package does not show, or not the one expected. */
function unnamed(source: Buffer, damages: readonly damage.Damage[]): string[] {
  const sound = new Set(inspectPackage(source).map(keyOf));
  return damages.flatMap(({ name, bytes, codes }) => {
    const fresh = inspectPackage(bytes).filter((one) => !sound.has(keyOf(one)));
    const named = fresh.some((one) => (codes === undefined ? one.severity !== 'UYARI' : codes.includes(one.code)));
    return named ? [] : [`${name}: ${fresh.map((one) => one.code).join(', ') || 'nothing found'}`];
  });
}

function copiesOf(source: Buffer, seed: number): damage.Damage[] {
  return [
    ...damage.byteFlips(source, 40, seed),
    ...damage.truncations(source, 10, seed + 1),
    ...damage.missingParts(source),
    ...damage.changedParts(source),
    ...damage.swappedDigests(source, 'PaketOzeti/PaketOzeti.xml'),
    ...damage.doctypes(source),
    ...damage.nameTricks(source),
    ...damage.bombs(source),
    ...damage.containerLies(source),
  ];
}

const ownEdits: [string, string | RegExp, string, string][] = [
  [USTVERI, '<tipler:Konu>Yıllık', '<tipler:Konu>Aylık', 'CORE_KONU'],
  [USTVERI, /<tipler:Dil>tur<\/tipler:Dil>/, '', 'OZET_FARKLI'],
  [USTVERI, /<tipler:DosyaAdi>izin-yazisi.docx<\/tipler:DosyaAdi>/, '', 'XML_DUZEN'],
  [USTVERI, '<tipler:SiraNo>2<', '<tipler:SiraNo>1<', 'SIRA_NO'],
  [USTVERI, '<tipler:SiraNo>1<', '<tipler:SiraNo>0<', 'SIRA_NO'],
  [USTVERI, '<tipler:Etiket>b<', '<tipler:Etiket>c<', 'ILGI_ETIKET'],
  [USTVERI, '3F2504E0-4F89-41D3-9A0C-0305E82C3302"', '3F2504E0-4F89-41D3-9A0C-0305E82C3301"', 'KIMLIK_YINE'],
  [USTVERI, 'EkId>3F2504E0-4F89-41D3-9A0C-0305E82C3301<', 'EkId>3F2504E0-4F89-41D3-9A0C-0305E82C33FF<', 'ILGI_EK'],
  [
    USTVERI,
    'EkId>3F2504E0-4F89-41D3-9A0C-0305E82C3302<',
    'EkId>3F2504E0-4F89-41D3-9A0C-0305E82C33FF<',
    'KONULMAMIS_EK',
  ],
  [USTVERI, 'izin-formu.pdf', 'baska-form.pdf', 'EK_YOK'],
  [USTVERI, '<tipler:GuvenlikKodu>HZO', '<tipler:GuvenlikKodu>OZL', 'GIZLILIK'],
  [USTVERI, '<tipler:Ivedilik>GNL', '<tipler:Ivedilik>IVD', 'IVEDILIK'],
  [USTVERI, '<tipler:Miat>P15D</tipler:Miat>', '', 'MIAT'],
  [USTVERI, 'KKK>12345678<', 'KKK>02345678<', 'DETSIS'],
  [USTVERI, 'Ustveri-2"', 'Ustveri-9"', 'SURUM'],
  [USTVERI, 'Tipler-2"', 'Baska-7"', 'XML_AD_ALANI'],
  [USTVERI, '</UstVeri>', '', 'XML_BOZUK'],
  [USTVERI, 'encoding="utf-8"', 'encoding="utf-16"', 'XML_BOZUK'],
  [USTVERI, 'Deneme Anonim', '&gizli; Anonim', 'XML_BOZUK'],
  [CORE_OWN, '4897E50D', '4897E50E', 'CORE_ID'],
  [CORE_OWN, 'RESMIYAZISMA', 'BASKA', 'CORE_TUR'],
  [CORE_OWN, '<version>2.0', '<version>1.3', 'CORE_SURUM'],
  [CORE_OWN, '2026-11-22T', 'dün ', 'CORE_TARIH'],
  ['_rels/.rels', 'iliskiler/ustyazi', 'iliskiler/ustyazı', 'BILESEN_YOK'],
  ['_rels/.rels', 'IdUstveri', 'IdUstYazi', 'ILISKI_KIMLIK'],
  [
    '_rels/.rels',
    'Target="/UstYazi/izin-yazisi.docx"',
    'Target="https://example.org/x" TargetMode="External"',
    'ILISKI_DIS',
  ],
  ['_rels/.rels', /<Relationship Type="[^"]*imzasizEk"[^>]*>/, '', 'PARCA_SAHIPSIZ'],
  ['[Content_Types].xml', /<Default Extension="csv"[^>]*>/, '', 'ICERIK_TURU_EKSIK'],
  ['PaketOzeti/PaketOzeti.xml', /<Reference URI="\/Ekler.*?<\/Reference>/, '', 'OZET_EKSIK'],
  ['PaketOzeti/PaketOzeti.xml', /xmlenc#sha256/, 'xmlenc#sha512', 'OZET_ALGORITMA'],
  ['PaketOzeti/PaketOzeti.xml', / Id="[^"]*"/, '', 'OZET_ID'],
];

describe('every damage of our own package is named', () => {
  const source = buildDraftPackage(fullInput());
  const damages = [...copiesOf(source, 1), ...damage.xmlEdits(source, ownEdits)];
  it(`in ${damages.length} damaged copies`, () => {
    expect(damages.length).toBeGreaterThan(120);
    expect(unnamed(source, damages)).toEqual([]);
  });

  it('whichever single byte of the file is inverted', () => {
    const small = buildDraftPackage(smallInput());
    const sound = new Set(inspectPackage(small).map(keyOf));
    const headers = damage.makerBytes(small);
    const silent = Array.from(small.keys()).filter((at) => {
      const bytes = Buffer.from(small);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const fresh = inspectPackage(bytes).filter((one) => !sound.has(keyOf(one)));
      // Who wrote an entry and its file attributes stand once in the zip and mean nothing: a warning is enough there.
      return !fresh.some((one) => one.severity !== 'UYARI' || headers.has(at));
    });
    expect(silent).toEqual([]);
  });
});

describe('every damage of the official sample is named', () => {
  it.skipIf(!existsSync(SAMPLE))('in more than 100 damaged copies (skipped where the sample is absent)', () => {
    const source = readFileSync(SAMPLE);
    const damages = [
      ...copiesOf(source, 99),
      ...damage.swappedDigests(source, 'NihaiOzet/NihaiOzet.xml'),
      ...damage.swappedDigests(source, 'ParafOzeti/ParafOzeti.xml'),
    ];
    expect(damages.length).toBeGreaterThan(100);
    expect(unnamed(source, damages)).toEqual([]);
  });

  it.skipIf(!existsSync(SAMPLE))('and the sound sample shows only what is wrong with it (skipped where absent)', () => {
    const codes = inspectPackage(readFileSync(SAMPLE)).map((one) => `${one.severity} ${one.code}`);
    expect(codes).toEqual([
      'ONEMLI SAYI',
      'KRITIK IMZA_BOZUK',
      'KRITIK IMZA_BOZUK',
      'KRITIK IMZA_BOZUK',
      'UYARI SERTIFIKA_DENETLENMEDI',
      'ONEMLI USTYAZI_PDFA',
      'UYARI USTYAZI_OKUNMADI',
    ]);
  });
});
