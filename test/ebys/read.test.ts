import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  buildDraftPackage,
  DEFAULT_LIMITS,
  examinePackage,
  inspectPackage,
  type PackageInput,
  readPackage,
  runEypInspect,
  ustveriOf,
  writeZip,
} from '../../src/ebys/index.ts';
import { ValidationError } from '../../src/errors/index.ts';
import { numbersFrom } from './damage.ts';
import { EK_CD, EK_FORM, fullInput, pdfOf, smallInput } from './sample-input.ts';
import { cmsOf, oldPackage, signedPackage } from './signed-package.ts';
import { zipParts } from './zip-parts.ts';

const SAMPLE = fileURLToPath(new URL('../../../shared/letters/samples/20250512142310.eyp', import.meta.url));
const graveCodes = (bytes: Buffer) =>
  inspectPackage(bytes)
    .filter((one) => one.severity !== 'UYARI')
    .map((one) => one.code);

describe('a signed package', () => {
  it('is complete, and its signatures sign the digest files', () => {
    const inspection = examinePackage(signedPackage(smallInput()));
    expect(inspection).toMatchObject({ kind: 'PAKET', version: 2, stage: 'TAMAM' });
    expect(inspection.findings.map((one) => `${one.severity} ${one.code}`)).toEqual([
      'UYARI SERTIFIKA_DENETLENMEDI',
      'UYARI USTYAZI_OKUNMADI',
    ]);
    expect(inspection.signatures).toEqual([
      {
        part: 'Imzalar/ImzaCades.imz',
        signs: 'paketozeti',
        isReadable: true,
        contentMatches: true,
        signers: [{ name: null, signedAt: '2026-11-22T09:15:00Z' }],
      },
      {
        part: 'Muhur/MuhurCades.imz',
        signs: 'nihaiozet',
        isReadable: true,
        contentMatches: true,
        signers: [{ name: null, signedAt: '2026-11-22T09:15:00Z' }],
      },
    ]);
  });

  it('gives sayı, date and signers', () => {
    const read = readPackage(signedPackage(smallInput()));
    expect(read).toMatchObject({ sayi: 'E-87654322-903.05-17', tarih: '2026-11-22T12:15:00+03:00', stage: 'TAMAM' });
    expect(read.signers).toEqual([
      { imzalayan: { kind: 'GERCEK_KISI', ad: 'Ali', soyad: 'Demir', gorev: 'Başkan' }, makam: 'Başkan' },
    ]);
  });

  it('may write its signature as BER with pieces of unknown length', () => {
    expect(graveCodes(signedPackage(smallInput(), { muhur: (ozet) => cmsOf(ozet, { indefinite: true }) }))).toEqual([]);
  });

  it.each([
    ['signs something else', () => cmsOf(Buffer.from('<PaketOzeti/>')), 'IMZA_ICERIK'],
    ['is detached', (ozet: Buffer) => cmsOf(ozet, { detached: true }), 'IMZA_AYRIK'],
    ['carries another message digest', (ozet: Buffer) => cmsOf(ozet, { wrongDigest: true }), 'IMZA_OZET'],
    ['is cut', (ozet: Buffer) => cmsOf(ozet).subarray(0, 50), 'IMZA_BOZUK'],
    ['has bytes behind it', (ozet: Buffer) => Buffer.concat([cmsOf(ozet), Buffer.from([0])]), 'IMZA_BOZUK'],
  ])('is refused where the signature %s', (_, imza, code) => {
    expect(graveCodes(signedPackage(smallInput(), { imza }))).toContain(code);
  });

  it('may lack an ek that was left out for the addressee, and no other', () => {
    const input: PackageInput = {
      ...smallInput(),
      dagitimlar: [
        { muhatap: { kind: 'KURUM', detsisNo: '12345678', ad: 'Örnek Bakanlığı' }, konulmamisEkIds: [EK_FORM] },
      ],
    };
    const without = (source: Buffer) => {
      const parts = zipParts(source);
      parts.delete('Ekler/form.pdf');
      const rels =
        parts
          .get('_rels/.rels')
          ?.toString()
          .replace(/<Relationship [^>]*IdEk_[^>]*>/, '') ?? '';
      parts.set('_rels/.rels', Buffer.from(rels));
      return writeZip([...parts].map(([name, bytes]) => ({ name, bytes })));
    };
    expect(graveCodes(without(signedPackage(input)))).toEqual([]);
    expect(graveCodes(without(signedPackage(smallInput())))).toEqual(
      expect.arrayContaining(['EK_YOK', 'OZET_PARCA_YOK']),
    );
  });
});

describe('other kinds', () => {
  it('reads a 1.3 package, whose Üstveri has sayı and date', () => {
    const bytes = oldPackage(pdfOf(100));
    expect(graveCodes(bytes)).toEqual([]);
    expect(readPackage(bytes)).toMatchObject({
      version: 1,
      stage: 'TAMAM',
      sayi: '12345678-903.02-E.17',
      tarih: '2019-03-04T10:00:00',
    });
  });

  it('finds a changed 1.3 letter', () => {
    const parts = zipParts(oldPackage(pdfOf(100)));
    parts.set('UstYazi/yazi.pdf', pdfOf(100, 9));
    expect(graveCodes(writeZip([...parts].map(([name, bytes]) => ({ name, bytes }))))).toContain('OZET_FARKLI');
  });

  it('leaves an encrypted package closed and says so', () => {
    const bytes = writeZip([{ name: 'SifreliIcerik/1111', bytes: Buffer.from('x') }]);
    expect(inspectPackage(bytes).map((one) => one.code)).toEqual(['SIFRELI']);
    expect(() => readPackage(bytes)).toThrow(ValidationError);
  });

  it('looks into the original inside an update package, once', () => {
    const inner = buildDraftPackage({ ...smallInput(), konu: 'Asıl' });
    const update = (bytes: Buffer) => writeZip([{ name: 'OrijinalPaket/OrijinalPaket.eyp', bytes }]);
    expect(inspectPackage(update(inner)).map((one) => one.code)).toEqual(['GUNCELLEME', 'TASLAK', 'USTYAZI_OKUNMADI']);
    expect(inspectPackage(update(update(inner))).map((one) => one.code)).toEqual(['GUNCELLEME', 'GUNCELLEME_IC_ICE']);
  });

  it.skipIf(!existsSync(SAMPLE))('reads the official sample (skipped where absent)', () => {
    const read = readPackage(readFileSync(SAMPLE));
    expect(read).toMatchObject({ version: 2, stage: 'TAMAM', sayi: '1234' });
    expect(read.ustveri).toMatchObject({
      konu: 'e-Yazışma Test Paketi',
      gizlilik: 'HZO',
      sdp: { kod: '010.06.01' },
      heysk: [{ kod: 999999 }, { kod: 111111 }],
    });
    expect(read.ustveri.dagitimlar[1]).toEqual({
      muhatap: { kind: 'KURUM', detsisNo: '24322010', ad: 'Sağlık Bakanlığı' },
      tur: 'BLG',
      ivedilik: 'GNL',
      miat: 'P1D',
      konulmamisEkIds: [],
    });
    expect(read.ekFiles.size).toBe(3);
    expect(read.signers.map((one) => one.imzalayan.soyad)).toEqual(['Yeşil', 'Demir']);
  });
});

const text = fc
  .string({ unit: fc.constantFrom(...'abcçğıİöşüĞÜ<>&"\'\t\n €🙂]'), minLength: 1, maxLength: 40 })
  .map((one) => `a${one}b`);

describe('for all inputs', () => {
  it('texts come back as they went in', () => {
    fc.assert(
      fc.property(text, text, text, (konu, ad, aciklama) => {
        const input: PackageInput = {
          ...fullInput(),
          konu,
          olusturan: { kind: 'KURUM', detsisNo: '87654321', ad },
          ekler: [
            { kind: 'FZK', id: EK_CD, ad, aciklama },
            { kind: 'FZK', id: EK_FORM },
          ],
        };
        expect(readPackage(buildDraftPackage(input)).ustveri).toEqual(ustveriOf(input));
      }),
      { numRuns: 100 },
    );
  });

  it('random bytes never crash the inspection and are never taken for a package', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(inspectPackage(bytes).some((one) => one.severity === 'KRITIK')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('random bytes in the place of any part never crash the inspection and are named', () => {
    const parts = zipParts(signedPackage(smallInput()));
    const names = [...parts.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 300 }), (name, bytes) => {
        const changed = new Map(parts).set(name, Buffer.from(bytes));
        const findings = inspectPackage(writeZip([...changed].map(([key, value]) => ({ name: key, bytes: value }))));
        expect(findings.some((one) => one.severity !== 'UYARI')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a package with many bytes overwritten never crashes the inspection', () => {
    const source = signedPackage(fullInput());
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
        const next = numbersFrom(seed);
        const bytes = Buffer.from(source);
        for (let index = 0; index < count; index++) bytes[next(bytes.length)] = next(256);
        expect(inspectPackage(bytes).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('limits', () => {
  const small = buildDraftPackage(smallInput());
  it.each([
    ['maxPackageBytes', 100, 'PAKET_BUYUK'],
    ['maxEntries', 3, 'ZIP_GIRIS_SAYISI'],
    ['maxPartBytes', 200, 'ZIP_PARCA_BUYUK'],
    ['maxTotalBytes', 1000, 'ZIP_BOMBA'],
    ['maxXmlBytes', 300, 'XML_BOZUK'],
    ['maxXmlDepth', 2, 'XML_BOZUK'],
    ['maxXmlElements', 5, 'XML_BOZUK'],
    ['maxNameBytes', 10, 'ZIP_AD'],
  ])('%s is a setting', (name, value, code) => {
    expect(inspectPackage(small, { ...DEFAULT_LIMITS, [name]: value }).map((one) => one.code)).toContain(code);
  });
});

describe('ozluk eyp inspect', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-eyp-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const inspect = async (bytes: Buffer | null) => {
    const path = join(folder, 'paket.eyp');
    if (bytes) writeFileSync(path, bytes);
    let written = '';
    const code = await runEypInspect(bytes ? path : join(folder, 'yok.eyp'), (piece) => {
      written += piece;
    });
    return { code, written };
  };

  it('prints a table and ends with 0 for a sound draft', async () => {
    expect((await inspect(buildDraftPackage(fullInput()))).written).toMatchInlineSnapshot(`
      "paket.eyp: 6006 bayt, e-Yazışma Paketi, 2.x, taslak (imzasız)
      BelgeId 4897E50D-4C5B-4BA6-A449-FA1BD1B075F6; sayı yok; konu "Yıllık İzin Talebi (Ayşe YILMAZ)"
      3 muhatap, 4 ek (2 dosya), 2 ilgi
      derece  kod            kural  parça                     açıklama
      uyarı   TASLAK                                          Paket imzasız bir taslaktır; EBYS’de sayı alıp imzalanmadan gönderilemez.
      uyarı   USTYAZI_ONERI  K.6    UstYazi/izin-yazisi.docx  Üst yazı DOCX önerisidir; imzadan önce EBYS PDF/A üretmelidir.
      Toplam: 0 kritik, 0 önemli, 2 uyarı. Kurallara aykırı bir şey bulunmadı; uyarılara bakın.
      "
    `);
  });

  it('ends with 1 for an önemli finding', async () => {
    const input = smallInput();
    const bytes = Buffer.from('%PDF-1.4\n%%EOF');
    expect(await inspect(buildDraftPackage({ ...input, ustYazi: { ...input.ustYazi, bytes } }))).toMatchObject({
      code: 1,
    });
  });

  it('ends with 2 for a kritik finding and for a file that is not there', async () => {
    expect(await inspect(Buffer.from('merhaba'))).toMatchObject({ code: 2 });
    expect((await inspect(null)).written).toContain('okunamadı');
  });

  it('names the signature parts', async () => {
    expect((await inspect(signedPackage(smallInput()))).written).toContain(
      'imza: Muhur/MuhurCades.imz: imzalanan içerik paketteki özet dosyasıyla aynı; imzacı: adı okunamadı 2026-11-22T09:15:00Z; sertifika güveni denetlenmedi',
    );
  });
});
