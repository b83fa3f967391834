import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  composeDocument,
  composeFinal,
  type DocumentFactsInput,
  lintDocx,
  missingValues,
  openLibrary,
} from '../../src/documents/index.ts';
import { MissingValuesError } from '../../src/errors/index.ts';
import { plainText } from './docx-text.ts';
import { library, sampleFacts, sender, signers, templatesFolder } from './sample.ts';

const yazi = library.kind('teblig-yazisi');

function print(key: string, changes: Partial<DocumentFactsInput> = {}): { text: string; bytes: Buffer } {
  const kind = library.kind(key);
  const bytes = library.templateOf(kind).render(composeDocument(kind, sampleFacts(kind, changes)).context);
  return { text: plainText(bytes), bytes };
}

describe('closing formula (m.16/12)', () => {
  const muhatap = (changes: object): DocumentFactsInput['muhatap'] => ({
    kind: 'kurum',
    name: 'Deneme Kurumu',
    ...changes,
  });
  it.each([
    ['a lower office', { level: 'il-alt-birimi' }, 'rica ederim.'],
    ['an equal office', { level: 'il-birimi' }, 'arz ederim.'],
    ['a higher office', { level: 'bakanlik' }, 'arz ederim.'],
    ['an office whose rank no law sets', {}, 'arz ederim.'],
    ['a company', { isPrivate: true }, 'rica ederim.'],
    ['a stated relation', { level: 'bakanlik', relation: 'ast' }, 'rica ederim.'],
    ['the first line decides (c)', { level: 'bakanlik', unit: 'Personel Genel Müdürlüğü' }, 'arz ederim.'],
  ])('to %s', (_what, changes, formula) => {
    const { closing } = composeDocument(yazi, sampleFacts(yazi, { muhatap: muhatap(changes) })).context;
    expect(closing.formula).toBe(formula);
    expect(closing.reason).toMatch(/m\.16\/12|Kılavuz 13/u);
  });

  it('signed with a. follows the delegating office (d)', () => {
    const equal = { muhatap: muhatap({ level: 'il-birimi' }) };
    expect(composeDocument(yazi, sampleFacts(yazi, equal)).context.closing.formula).toBe('arz ederim.');
    expect(
      composeDocument(yazi, sampleFacts(yazi, { ...equal, signers: [signers.valiYardimcisi] })).context.closing.formula,
    ).toBe('rica ederim.');
  });

  it('to higher and lower offices together (b)', () => {
    const dagitim = {
      geregi: [{ name: 'İçişleri Bakanlığı', level: 'bakanlik' as const }],
      bilgi: [{ name: 'Muhasebe Müdürlüğü', level: 'il-alt-birimi' as const }],
    };
    const facts = sampleFacts(yazi, { muhatap: { kind: 'dagitim' }, dagitim });
    expect(composeDocument(yazi, facts).context.closing.formula).toBe('arz ve rica ederim.');
  });

  it('to a citizen (e)', () => {
    const kind = library.kind('bilgi-edinme-cevap-yazisi');
    expect(composeDocument(kind, sampleFacts(kind)).context.paragraphs.at(-1)?.text).toBe('Bilgilerinize sunulur.');
  });
});

describe('head, muhatap, signatures', () => {
  it('never invents a registry number or a date', () => {
    const { context } = composeDocument(yazi, sampleFacts(yazi));
    expect(context.sayi).toBe('E-12345678-903.02-');
    expect(context.tarih).toBe('');
  });

  it.each([
    [
      { kind: 'kurum', name: 'Çalışma ve Sosyal Güvenlik Bakanlığı', unit: 'Personel Genel Müdürlüğü' },
      ['ÇALIŞMA VE SOSYAL GÜVENLİK BAKANLIĞINA', '(Personel Genel Müdürlüğü)'],
    ],
    [
      { kind: 'kisi', name: 'Ayşe YILMAZ', address: ['Deneme Sokak No: 1', 'Merkez/KASTAMONU'] },
      ['Sayın Ayşe YILMAZ', 'Deneme Sokak No: 1', 'Merkez/KASTAMONU'],
    ],
    [{ kind: 'birim', name: 'Taşköprü Malmüdürlüğü' }, ['TAŞKÖPRÜ MALMÜDÜRLÜĞÜNE']],
    [{ kind: 'makam', name: 'Bakanlık Makamı' }, ['BAKANLIK MAKAMINA']],
  ] as const)('writes %j', (muhatap, lines) => {
    const { context } = composeDocument(
      yazi,
      sampleFacts(yazi, { muhatap: { ...muhatap, address: [...('address' in muhatap ? muhatap.address : [])] } }),
    );
    expect(context.muhatap.lines.map(({ line }) => line)).toEqual(lines);
  });

  it.each([
    ['a.', { signers: [signers.valiYardimcisi] }, ['Özlem IŞIK', 'Vali a.', 'Vali Yardımcısı']],
    ['V.', { signers: [{ ...signers.defterdar, vekil: true }] }, ['İbrahim ŞAHİN', 'Defterdar V.']],
    [
      'both',
      { signers: [{ ...signers.valiYardimcisi, vekil: true }] },
      ['Özlem IŞIK', 'Vali a.', 'Vali Yardımcısı V.'],
    ],
  ])('signs with %s', (_form, changes, wanted) => {
    const one = composeDocument(yazi, sampleFacts(yazi, changes)).context.signature.one;
    expect([one?.a.name, ...(one?.a.titles.map(({ line }) => line) ?? [])]).toEqual(wanted);
  });

  it('puts the higher of two on the right, the highest of three far left', () => {
    const { personelMuduru, defterdar, vali } = signers;
    const two = composeDocument(yazi, sampleFacts(yazi, { signers: [personelMuduru, defterdar] })).context.signature
      .two;
    expect([two?.a.name, two?.b.name]).toEqual(['Gülşah ILGAZ', 'İbrahim ŞAHİN']);
    const three = composeDocument(yazi, sampleFacts(yazi, { signers: [personelMuduru, defterdar, vali] })).context
      .signature.three;
    expect([three?.a.name, three?.b.name, three?.c.name]).toEqual(['Umut ÇETİN', 'İbrahim ŞAHİN', 'Gülşah ILGAZ']);
  });

  it.each([1, 2, 3, 4, 5])('keeps the rules with %i signers', (count) => {
    const { valiYardimcisi, ...others } = signers;
    const { delegator: _none, ...own } = valiYardimcisi;
    const all = [others.personelMuduru, others.defterdarYardimcisi, others.defterdar, own, others.vali];
    const { bytes } = print('teblig-yazisi', {
      signers: all.slice(0, count),
    });
    expect(lintDocx(bytes)).toEqual([]);
  });

  it('orders ilgiler by date and letters them', () => {
    const ilgiler = [
      { metin: 'Yeni yazı 05.11.2026.', tarih: '2026-11-05' },
      { metin: 'Eski yazı 01.11.2026.', tarih: '2026-11-01' },
      { metin: 'Orta yazı 03.11.2026.', tarih: '2026-11-03' },
      { metin: 'Sonraki yazı 09.11.2026.', tarih: '2026-11-09' },
    ];
    const kind = library.kind('bilgi-edinme-birime-gonderme');
    const facts = sampleFacts({ ...kind, paragraphs: [] }, { ilgiler });
    const many = composeDocument({ ...kind, paragraphs: ['Metin.'] }, facts).context.ilgi.many;
    expect(many?.items.map((item) => `${item.letter} ${item.text.split(' ')[0]}`)).toEqual([
      'a) Eski',
      'b) Orta',
      'c) Yeni',
      'ç) Sonraki',
    ]);
    expect(many?.items.map((item) => item.label)).toEqual(['İlgi', '', '', '']);
  });
});

describe('missing values', () => {
  const bare = sampleFacts(yazi, {
    data: {},
    personnel: undefined as never,
    signers: [],
    sender: { ...sender, detsis: null },
  });

  it('are listed by label and place', () => {
    const missing = missingValues(yazi, bare);
    expect(missing).toContainEqual({ path: 'data.onayTarihi', label: 'Onayın tarihi', place: 'İlgi' });
    expect(missing).toContainEqual({ path: 'personnel.adSoyad', label: 'İlgilinin adı soyadı', place: 'Konu' });
    expect(missing).toContainEqual({ path: 'sender.detsis', label: 'Gönderen birimin DETSİS numarası', place: 'Sayı' });
    expect(missing).toContainEqual({ path: 'signers', label: 'İmza yetkilisi', place: 'İmza' });
  });

  it('stop a final letter', () => {
    expect(() => composeFinal(yazi, bare)).toThrow(MissingValuesError);
    expect(() => composeFinal(yazi, bare)).toThrow(/Onayın tarihi \(İlgi\)/u);
  });

  it('are visible in a draft, highlighted', () => {
    const bytes = library.templateOf(yazi).render(composeDocument(yazi, bare).context);
    const text = plainText(bytes);
    expect(text).toContain('[Onayın tarihi]');
    expect(text).not.toMatch(/[\uE000\uE001]/u);
    expect(lintDocx(bytes).map((finding) => finding.id)).not.toContain('S1');
  });
});

describe('the data folder', () => {
  it('adds to and overrides the built-in texts; findings name file and line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ozluk-texts-'));
    try {
      mkdirSync(join(folder, 'texts'));
      const entries = [
        'kinds:',
        '  - key: naklen-red-yazisi',
        '    konu: Tayin Talebi ({personnel.adSoyad})',
        '  - {key: yeni-yazi, title: Yeni yazı, type: yazi, konu: Yeni, sdp: ozluk, muhatap: birim, closing: bilgi, paragraphs: [Metin.]}',
        '  - key: bozuk',
        '    title: Bozuk',
        '    type: mektup',
        '  - {key: eksik, title: Eksik, type: yazi, konu: "{data.yok}", sdp: yok, muhatap: birim, closing: bilgi}',
      ];
      writeFileSync(join(folder, 'texts', 'atama.yaml'), entries.join('\n'));
      writeFileSync(join(folder, 'izahat-istemi.docx'), 'word değil');
      const own = openLibrary([templatesFolder, folder]);
      expect(own.kind('naklen-red-yazisi').konu).toBe('Tayin Talebi ({personnel.adSoyad})');
      expect(own.kind('naklen-red-yazisi').paragraphs).toEqual(library.kind('naklen-red-yazisi').paragraphs);
      expect(own.kind('yeni-yazi').title).toBe('Yeni yazı');
      expect(own.findings.map(({ line, message }) => `${line} ${message}`)).toEqual([
        expect.stringMatching(/^5 "bozuk" type: /u),
        '8 "eksik": "yok" konusu sdp.yaml içinde yok.',
        '8 "eksik": "yok" alanı fields.yaml içinde tanımlı değil.',
        '8 "eksik": yazıda bulunması gereken sdp yok.',
        expect.stringMatching(/izahat-istemi\.docx/u),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('prints the whole OLUR chain in order', () => {
  const { text } = print('atama-onayi');
  const order = [
    'VALİLİK MAKAMINA',
    'olurlarınıza arz ederim.',
    'Gülşah ILGAZ',
    'Uygun görüşle arz ederim.',
    'İbrahim ŞAHİN',
    'Özlem IŞIK',
    'OLUR',
    'Umut ÇETİN',
    'Ek:',
  ];
  const places = order.map((piece) => text.indexOf(piece));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});
