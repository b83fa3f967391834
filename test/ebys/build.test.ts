import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  buildDraftPackage,
  draftFileName,
  inspectPackage,
  type PackageInput,
  readPackage,
  ustveriOf,
} from '../../src/ebys/index.ts';
import { ValidationError } from '../../src/errors/index.ts';
import { docxOf, EK_CD, EK_CIZELGE, EK_FORM, fullInput, LETTER_LINES, pdfOf, smallInput } from './sample-input.ts';
import { zipParts } from './zip-parts.ts';

const XSD = fileURLToPath(new URL('../../../shared/letters/xsd/v2-relaxed/', import.meta.url));

describe('a draft package', () => {
  it('holds exactly the parts of an unsigned package', () => {
    const names = [...zipParts(buildDraftPackage(fullInput())).keys()];
    expect(names).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'UstYazi/izin-yazisi.docx',
      'Ustveri/Ustveri.xml',
      'Ekler/izin-formu.pdf',
      'ImzasizEkler/cizelge.csv',
      'PaketOzeti/PaketOzeti.xml',
      'package/services/metadata/core-properties/4897e50d4c5b4ba6a449fa1bd1b075f6.psmdcp',
    ]);
  });

  it('reads back as the Üstveri that went in', () => {
    const input = fullInput();
    const read = readPackage(buildDraftPackage(input));
    expect(read.ustveri).toEqual(ustveriOf(input));
    expect(read).toMatchObject({ version: 2, stage: 'TASLAK', sayi: null, tarih: null, signatures: [] });
    expect(read.ustYazi.bytes.equals(input.ustYazi.bytes)).toBe(true);
    expect([...read.ekFiles.keys()]).toEqual([EK_FORM, EK_CIZELGE]);
  });

  it('has no kritik or önemli finding, and its letter agrees with its Üstveri', () => {
    const findings = inspectPackage(buildDraftPackage(fullInput()));
    expect(findings.map((one) => `${one.severity} ${one.code}`)).toEqual(['UYARI TASLAK', 'UYARI USTYAZI_ONERI']);
  });

  it('is the same bytes for equal input, and other bytes for other input', () => {
    const first = buildDraftPackage(fullInput());
    expect(buildDraftPackage(fullInput()).equals(first)).toBe(true);
    expect(buildDraftPackage({ ...fullInput(), konu: 'Başka' }).equals(first)).toBe(false);
  });

  it('takes SHA-384 beside SHA-512 where asked', () => {
    const parts = zipParts(buildDraftPackage({ ...smallInput(), ikinciOzet: 'SHA-384' }));
    const ozet = parts.get('PaketOzeti/PaketOzeti.xml')?.toString() ?? '';
    expect(ozet.match(/xmldsig-more#sha384/g)).toHaveLength(3);
    expect(ozet.match(/xmlenc#sha512/g)).toHaveLength(3);
    expect(ozet).not.toContain('sha256');
  });

  it('invents neither sayı nor date and carries no signature part', () => {
    const all = [...zipParts(buildDraftPackage(smallInput()))].map(([name, bytes]) => name + bytes.toString()).join('');
    for (const absent of ['BelgeNo', 'Tarih', 'NihaiUstveri', 'NihaiOzet', 'Imzalar', 'Muhur', '.imz'])
      expect(all, absent).not.toContain(absent);
  });

  it('has a file name that nobody takes for a letter to send', () => {
    expect(draftFileName(smallInput().belgeId)).toBe('11111111-2222-4333-8444-555555555555.taslak.eyp');
  });
});

describe('the official schema, relaxed', () => {
  it.skipIf(!existsSync(XSD))(
    'accepts Üstveri and PaketÖzeti (skipped where the schema files are absent)',
    async () => {
      const { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } = await import(
        'libxml2-wasm'
      );
      const files: Record<string, Uint8Array> = {};
      for (const folder of ['', 'Reference/'])
        for (const name of readdirSync(XSD + folder))
          if (name.endsWith('.xsd')) files[folder + name] = readFileSync(XSD + folder + name);
      xmlRegisterInputProvider(new XmlBufferInputProvider(files));
      for (const input of [fullInput(), smallInput()])
        for (const component of ['Ustveri', 'PaketOzeti']) {
          const schema = XmlDocument.fromBuffer(files[`EY-${component}-2.xsd`] ?? new Uint8Array(), {
            url: `EY-${component}-2.xsd`,
          });
          const validator = XsdValidator.fromDoc(schema);
          const bytes = zipParts(buildDraftPackage(input)).get(`${component}/${component}.xml`);
          const document = XmlDocument.fromBuffer(bytes ?? Buffer.alloc(0));
          expect(() => validator.validate(document)).not.toThrow();
          for (const one of [document, validator, schema]) one.dispose();
        }
    },
  );
});

const refusals: [name: string, change: (input: PackageInput) => PackageInput, path: string][] = [
  [
    'a blank in the file name',
    (input) => ({ ...input, ustYazi: { ...input.ustYazi, dosyaAdi: 'bir yazi.pdf' } }),
    'ustYazi.dosyaAdi',
  ],
  [
    'a PDF that is none',
    (input) => ({ ...input, ustYazi: { ...input.ustYazi, bytes: Buffer.from('merhaba') } }),
    'ustYazi.bytes',
  ],
  ['GİZLİ without a crypto system', (input) => ({ ...input, gizlilik: 'GZL' }), 'gizlilik'],
  ['no addressee', (input) => ({ ...input, dagitimlar: [] }), 'dagitimlar'],
  [
    'two ekler with one name',
    (input) => ({
      ...input,
      ekler: [
        ...(input.ekler ?? []),
        { kind: 'DED', id: EK_CD, dosyaAdi: 'FORM.pdf', mimeTuru: 'application/pdf', imzali: true, bytes: pdfOf(5) },
      ],
    }),
    'ekler.1.dosyaAdi',
  ],
  [
    'two ekler with one id',
    (input) => ({ ...input, ekler: [...(input.ekler ?? []), { kind: 'FZK', id: EK_FORM }] }),
    'ekler.1.id',
  ],
  [
    'an ilgi for an unknown ek',
    (input) => ({ ...input, ilgiler: [{ id: EK_CD, ekId: EK_CIZELGE }] }),
    'ilgiler.0.ekId',
  ],
  [
    'a DETSİS number that is none',
    (input) => ({ ...input, olusturan: { kind: 'KURUM', detsisNo: '01234567' } }),
    'olusturan.detsisNo',
  ],
  [
    'a period without GÜNLÜ',
    (input) => ({ ...input, dagitimlar: input.dagitimlar.map((one) => ({ ...one, miat: 'P5D' })) }),
    'dagitimlar.0.miat',
  ],
  [
    'GÜNLÜ without a period',
    (input) => ({ ...input, dagitimlar: input.dagitimlar.map((one) => ({ ...one, ivedilik: 'GNL' as const })) }),
    'dagitimlar.0.miat',
  ],
  [
    'an unknown konulmamış ek',
    (input) => ({ ...input, dagitimlar: input.dagitimlar.map((one) => ({ ...one, konulmamisEkIds: [EK_CD] })) }),
    'dagitimlar.0.konulmamisEkIds',
  ],
  ['a control character in the konu', (input) => ({ ...input, konu: 'a\u0001b' }), 'konu'],
  ['a konu of blanks', (input) => ({ ...input, konu: '   ' }), 'konu'],
];

describe('a draft is refused for', () => {
  it.each(refusals)('%s', (_, change, path) => {
    const attempt = () => buildDraftPackage(change(smallInput()));
    expect(attempt).toThrow(ValidationError);
    try {
      attempt();
    } catch (error) {
      expect(error instanceof ValidationError && error.issues.map((issue) => issue.path)).toContain(path);
    }
  });
});

const differences: [name: string, from: string, to: string, code: string][] = [
  ['konu', 'Yıllık İzin Talebi (Ayşe YILMAZ)', 'Ücretsiz İzin', 'METIN_KONU'],
  ['addressees heading', 'DAĞITIM YERLERİNE', 'ÖRNEK BAKANLIĞINA', 'METIN_DAGITIM'],
  ['muhatap', 'Deneme Anonim', 'Başka Limitet', 'METIN_MUHATAP'],
  ['dosya planı', '-903.05-', '-903.02-', 'METIN_SDP'],
  ['ek', 'Taslak Çizelge', 'Rapor', 'METIN_EK'],
  ['ilgi', '1042582', '1042583', 'METIN_ILGI'],
  ['gizlilik', 'HİZMETE ÖZEL', '', 'METIN_GIZLILIK'],
  ['ivedilik', 'GÜNLÜDÜR', '', 'METIN_IVEDILIK'],
];

describe('a letter that says something else than its Üstveri is named', () => {
  it.each(differences)('%s', (_, from, to, code) => {
    const input = fullInput();
    const bytes = docxOf(LETTER_LINES.map((line) => line.replace(from, to)));
    const findings = inspectPackage(buildDraftPackage({ ...input, ustYazi: { ...input.ustYazi, bytes } }));
    expect(findings.filter((one) => one.severity !== 'UYARI').map((one) => one.code)).toEqual([code]);
  });
});
