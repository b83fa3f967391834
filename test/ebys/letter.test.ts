import { describe, expect, it } from 'vitest';
import { composeDocument, type DocumentContext, isLetter } from '../../src/documents/index.ts';
import {
  buildDraftPackage,
  DEFAULT_LIMITS,
  headingValue,
  inspectPackage,
  type LetterSource,
  packageInputOf,
  readLetterText,
  readPackage,
} from '../../src/ebys/index.ts';
import { MissingValuesError } from '../../src/errors/index.ts';
import { library, sampleFacts } from '../documents/sample.ts';
import { pdfOf } from './sample-input.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const letters = library.kinds.filter(isLetter);

function sourceOf(key: string, changes: Partial<LetterSource> = {}): LetterSource {
  const kind = library.kind(key);
  const facts = sampleFacts(kind);
  const { context } = composeDocument(kind, facts);
  return {
    belgeId: '4897E50D-4C5B-4BA6-A449-FA1BD1B075F6',
    created: '2026-11-22T09:00:00Z',
    letter: context,
    ustYazi: { dosyaAdi: 'yazi.docx', mimeTuru: DOCX, bytes: library.templateOf(kind).render(context) },
    sdp: kind.sdp ? { kod: kind.sdp.code, ad: kind.sdp.title } : null,
    sender: { detsisNo: '12345678', ad: 'Kastamonu Valiliği' },
    officeOf: () => ({ kind: 'FOUND', detsisNo: '23456789' }),
    ekFiles: new Map([[1, { dosyaAdi: 'ek1.pdf', mimeTuru: 'application/pdf', bytes: pdfOf(50), imzali: true }]]),
    miat: 'P15D',
    dogrulamaAdresi: 'https://www.turkiye.gov.tr/belge-dogrulama',
    ...changes,
  };
}

describe('the package of every letter of the catalog', () => {
  it(`says what the letter says: ${letters.length} kinds read back without a kritik or önemli finding`, () => {
    const wrong = letters.flatMap(({ key }) => {
      const findings = inspectPackage(buildDraftPackage(packageInputOf(sourceOf(key))));
      return findings.filter((one) => one.severity !== 'UYARI').map((one) => `${key}: ${one.code} ${one.message}`);
    });
    expect(letters.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  it('has the konu, sayı head and marks that are printed', () => {
    for (const { key } of letters) {
      const source = sourceOf(key);
      const read = readPackage(buildDraftPackage(packageInputOf(source)));
      const text = readLetterText(read.ustYazi.bytes, DEFAULT_LIMITS);
      expect(text && headingValue(text, 'Konu'), key).toBe(read.ustveri.konu);
      expect(text && headingValue(text, 'Sayı'), key).toContain(read.ustveri.sdp?.kod ?? '');
    }
  });
});

const letter = (changes: Partial<DocumentContext>): DocumentContext => ({
  ...sourceOf(letters[0]?.key ?? '').letter,
  ...changes,
});
const inputOf = (context: DocumentContext, changes: Partial<LetterSource> = {}) =>
  packageInputOf(sourceOf(letters[0]?.key ?? '', { letter: context, ...changes }));

describe('a printed letter becomes Üstveri', () => {
  it('with sayı and date of each İlgi taken from its sentence', () => {
    const items = ['01.09.2026 tarihli ve E-84801842-902.02-1042582 sayılı yazınız.', 'Ayşe YILMAZ’ın dilekçesi.'];
    const many = { items: items.map((text) => ({ label: '', colon: '', letter: '', text })) };
    expect(inputOf(letter({ ilgi: { single: null, many } })).ilgiler).toMatchObject([
      { belgeNo: 'E-84801842-902.02-1042582', tarih: '2026-09-01T00:00:00', ad: items[0] },
      { ad: items[1] },
    ]);
  });

  it('with numbered ekler, the first one a file, the second sent apart', () => {
    const many = { items: [{ text: '1- Rapor (5 Sayfa)' }, { text: '2- Kayıt (CD)' }] };
    expect(inputOf(letter({ ek: { single: null, many } })).ekler).toMatchObject([
      { kind: 'DED', ad: 'Rapor (5 Sayfa)', dosyaAdi: 'ek1.pdf' },
      { kind: 'FZK', ad: 'Kayıt (CD)' },
    ]);
  });

  it('with the addressees of the Dağıtım in the nominative and without the ekler that are not sent to them', () => {
    const many = { items: [{ text: '1- Rapor' }, { text: '2- Kayıt' }] };
    const kind = library.kind(letters[0]?.key ?? '');
    const { dagitim } = composeDocument(kind, {
      ...sampleFacts(kind),
      dagitim: {
        geregi: [{ name: 'Örnek Bakanlığı' }, { name: 'Sayın Ayşe YILMAZ', note: 'Ek-2 konulmadı' }],
        bilgi: [{ name: 'İl Millî Eğitim Müdürlüğü', note: 'Ek konulmadı' }],
      },
    }).context;
    const input = inputOf(letter({ dagitim, ek: { single: null, many }, sureli: '' }));
    const [first, second] = (input.ekler ?? []).map((ek) => ek.id);
    expect(dagitim.columns?.geregi[0]?.line).toBe('Örnek Bakanlığına');
    expect(input.dagitimlar).toEqual([
      { muhatap: { kind: 'KURUM', detsisNo: '23456789', ad: 'Örnek Bakanlığı' }, tur: 'GRG', ivedilik: 'NRM' },
      {
        muhatap: { kind: 'GERCEK_KISI', ad: 'Ayşe', soyad: 'YILMAZ' },
        tur: 'GRG',
        ivedilik: 'NRM',
        konulmamisEkIds: [second],
      },
      {
        muhatap: { kind: 'KURUM', detsisNo: '23456789', ad: 'İl Millî Eğitim Müdürlüğü' },
        tur: 'BLG',
        ivedilik: 'NRM',
        konulmamisEkIds: [first, second],
      },
    ]);
  });

  it.each([
    ['HİZMETE ÖZEL', 'HZO'],
    ['GİZLİ', 'GZL'],
    ['', 'YOK'],
  ])('with the gizlilik %s as %s', (gizlilik, code) => {
    expect(inputOf(letter({ gizlilik })).gizlilik).toBe(code);
  });

  it('to a person by name and surname, to an own unit under the sender’s number', () => {
    const to = (kind: string, name: string) =>
      inputOf(letter({ sureli: '', muhatap: { kind, name, unit: '', lines: [] } })).dagitimlar;
    expect(to('kisi', 'Ayşe Nur YILMAZ')).toEqual([
      { muhatap: { kind: 'GERCEK_KISI', ad: 'Ayşe Nur', soyad: 'YILMAZ' }, ivedilik: 'NRM' },
    ]);
    expect(to('birim', 'Muhasebe Müdürlüğü')).toMatchObject([
      { muhatap: { detsisNo: '12345678', birimDetsisNo: '23456789' } },
    ]);
    expect(to('kurum', 'Örnek Bakanlığı')).toMatchObject([
      { muhatap: { detsisNo: '23456789', ad: 'Örnek Bakanlığı' } },
    ]);
  });

  it('not without the DETSİS number of an addressee or the period of a GÜNLÜ letter', () => {
    const context = letter({
      sureli: 'GÜNLÜDÜR',
      muhatap: { kind: 'kurum', name: 'Örnek Bakanlığı', unit: '', lines: [] },
    });
    try {
      inputOf(context, { officeOf: () => ({ kind: 'UNKNOWN' }), miat: null });
      expect.unreachable();
    } catch (error) {
      expect(error instanceof MissingValuesError && error.missing.map((one) => one.label)).toEqual([
        'Günlü yazının süresi',
        '"Örnek Bakanlığı" için DETSİS numarası',
      ]);
    }
  });
});
