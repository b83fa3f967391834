import { z } from 'zod';
import { ILGI_LETTERS, MIME_DOCX, MIME_PDF } from '../codes.ts';
import { IlgiSchema, UstveriEkSchema, UstveriSchema } from './ustveri.ts';

const fileName = z
  .string()
  .max(150, 'Dosya adı en çok 150 karakter olabilir.')
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*\.[A-Za-z0-9]+$/, 'Dosya adı boşluksuz, ASCII ve uzantılı olmalı (K.5).');
const fileBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0, 'Dosya boş.');

const [ded, hrf, fzk] = UstveriEkSchema.options;

/** An ek as the caller gives it: `siraNo` follows from its place in the list, a file comes with its bytes. */
const EkInputSchema = z.discriminatedUnion('kind', [
  ded.omit({ siraNo: true, dosyaAdi: true }).extend({ dosyaAdi: fileName, bytes: fileBytes }),
  hrf.omit({ siraNo: true }),
  fzk.omit({ siraNo: true }),
]);

/**
 * Everything that a draft package is made of. Ids, date and bytes come from the caller, so equal input gives equal
 * bytes. `ustYazi` is PDF/A where a converter made one, else the DOCX as a proposal.
 */
export const PackageInputSchema = UstveriSchema.omit({ mimeTuru: true, dosyaAdi: true, ekler: true, ilgiler: true })
  .extend({
    ustYazi: z.object({ dosyaAdi: fileName, mimeTuru: z.enum([MIME_PDF, MIME_DOCX]), bytes: fileBytes }),
    ekler: z.array(EkInputSchema).max(2000).default([]),
    ilgiler: z
      .array(IlgiSchema.omit({ etiket: true }))
      .max(ILGI_LETTERS.length)
      .default([]),
    /** The moment written into Core, UTC (`2026-11-22T09:00:00Z`). */
    created: z.iso.datetime({ error: 'UTC olarak "2026-11-22T09:00:00Z" biçiminde olmalı.' }),
    /** Software that made the package, for Core's revision. */
    uretici: z
      .string()
      .regex(/^[A-Za-z0-9._/-]{1,60}$/)
      .default('Node/Ozluk'),
    /** The digest beside SHA-512. */
    ikinciOzet: z.enum(['SHA-256', 'SHA-384']).default('SHA-256'),
    /** GİZLİ and ÇOK GİZLİ letters may be electronic only on an authorised crypto system (Yönetmelik m.25). */
    kriptoluOrtam: z.boolean().default(false),
  })
  .superRefine((input, context) => {
    for (const [path, message] of conflicts(input)) context.addIssue({ code: 'custom', path, message });
  });

/** What callers pass: defaults may be left out. */
export type PackageInput = z.input<typeof PackageInputSchema>;
/** The checked input. */
export type CheckedInput = z.output<typeof PackageInputSchema>;

type Parts = Pick<z.output<typeof UstveriSchema>, 'gizlilik' | 'dagitimlar' | 'olusturan' | 'sdp' | 'digerSdpler'> & {
  ekler: z.output<typeof EkInputSchema>[];
  ilgiler: { id: string; ekId?: string | undefined }[];
  kriptoluOrtam: boolean;
  ustYazi: { mimeTuru: string; bytes: Uint8Array };
};
type Conflict = [(string | number)[], string];

function conflicts(input: Parts): Conflict[] {
  return [
    ...secrecyConflicts(input),
    ...ustYaziConflicts(input),
    ...fileConflicts(input),
    ...idConflicts(input),
    ...dagitimConflicts(input),
    ...(input.sdp === undefined && input.digerSdpler.length > 0
      ? [[['sdp'], 'Diğer dosya planı kodları verilmiş, ana kod eksik.'] satisfies Conflict]
      : []),
  ];
}

function secrecyConflicts(input: Parts): Conflict[] {
  const paperOnly = input.gizlilik === 'GZL' || input.gizlilik === 'CGZ';
  if (!paperOnly || input.kriptoluOrtam) return [];
  return [
    [
      ['gizlilik'],
      'GİZLİ ve ÇOK GİZLİ belge kâğıt ortamında hazırlanır; paket yalnızca yetkili kriptolu sistemde üretilir (m.25).',
    ],
  ];
}

function ustYaziConflicts(input: Parts): Conflict[] {
  const head = Buffer.from(input.ustYazi.bytes.subarray(0, 5)).toString('latin1');
  const fits = input.ustYazi.mimeTuru === MIME_PDF ? head === '%PDF-' : head.startsWith('PK\u0003\u0004');
  return fits ? [] : [[['ustYazi', 'bytes'], 'Üst yazının içeriği bildirilen türde değil (PDF/A ya da DOCX olmalı).']];
}

function fileConflicts(input: Parts): Conflict[] {
  const seen = new Set<string>();
  return input.ekler.flatMap((ek, index): Conflict[] => {
    if (ek.kind !== 'DED') return [];
    const key = ek.dosyaAdi.toLowerCase();
    const repeated = seen.has(key);
    seen.add(key);
    return repeated ? [[['ekler', index, 'dosyaAdi'], `"${ek.dosyaAdi}" adı birden çok ekte geçiyor.`]] : [];
  });
}

function idConflicts(input: Parts): Conflict[] {
  const seen = new Set<string>();
  const repeated = (id: string) => seen.size === seen.add(id).size;
  const ekIds = new Set(input.ekler.map((ek) => ek.id));
  return [
    ...input.ekler.flatMap((ek, index): Conflict[] =>
      repeated(ek.id) ? [[['ekler', index, 'id'], 'Kimlik birden çok kez kullanılmış (K.61).']] : [],
    ),
    ...input.ilgiler.flatMap((ilgi, index): Conflict[] => {
      if (repeated(ilgi.id)) return [[['ilgiler', index, 'id'], 'Kimlik birden çok kez kullanılmış (K.61).']];
      const unknown = ilgi.ekId !== undefined && !ekIds.has(ilgi.ekId);
      return unknown ? [[['ilgiler', index, 'ekId'], 'İlginin gösterdiği ek listede yok (K.25).']] : [];
    }),
  ];
}

function dagitimConflicts(input: Parts): Conflict[] {
  const ekIds = new Set(input.ekler.map((ek) => ek.id));
  return input.dagitimlar.flatMap((dagitim, index): Conflict[] => {
    const path = ['dagitimlar', index];
    const unknown = dagitim.konulmamisEkIds.filter((id) => !ekIds.has(id));
    const periodNeeded = dagitim.ivedilik === 'GNL' && dagitim.miat === undefined;
    const periodForbidden = dagitim.ivedilik !== 'GNL' && dagitim.miat !== undefined;
    return [
      ...unknown.map((): Conflict => [[...path, 'konulmamisEkIds'], 'Konulmamış ek, ekler listesinde yok.']),
      ...(periodNeeded ? [[[...path, 'miat'], 'Günlü yazıda süre verilmelidir (m.26).'] satisfies Conflict] : []),
      ...(periodForbidden
        ? [[[...path, 'miat'], 'Süre yalnızca günlü yazıda verilir (m.26).'] satisfies Conflict]
        : []),
    ];
  });
}
