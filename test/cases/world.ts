import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Actor, RoleGrant } from '../../src/access/index.ts';
import { loadParameters } from '../../src/calculations/index.ts';
import type { CasesContext } from '../../src/cases/index.ts';
import { type CommandContext, createFieldCipher, openDatabase, prepareCollections } from '../../src/database/index.ts';
import { openLibrary } from '../../src/documents/index.ts';
import { appointOfficeHolder, saveInstitution, saveKadro, saveUnit } from '../../src/institution/index.ts';
import { careerSchema, completeTckn, educationSchema, registerPersonnel } from '../../src/personnel/index.ts';
import { openTestDatabase } from '../helpers/database.ts';
import { catalog, TODAY } from './helpers.ts';

/** A small institution on a database of its own, and contexts for whoever acts in it. */
export interface World {
  /** The context of an account with roles like `servis-gorevlisi@atama` or `vali`; `sicilNo` ties it to a person. */
  as(role: string, options?: { sicilNo?: string; today?: string; unit?: string }): CasesContext;
  close(): Promise<void>;
}

/** Who holds an office in the test institution: sicil no, name, surname. */
export const HOLDERS: Readonly<Record<string, readonly [string, string, string]>> = {
  vali: ['V-1', 'Orhan', 'BAŞARAN'],
  'vali-yardimcisi': ['V-2', 'Sevil', 'TUNÇ'],
  defterdar: ['D-1', 'Kemal', 'ÖZDEMİR'],
  'defterdar-yardimcisi': ['D-2', 'Nuran', 'ÇETİN'],
  'personel-muduru': ['P-1', 'Hale', 'AKIN'],
  'personel-mudur-yardimcisi': ['P-2', 'Veli', 'ŞEN'],
  'disiplin-amiri': ['D-1', 'Kemal', 'ÖZDEMİR'],
  'harcama-yetkilisi': ['D-1', 'Kemal', 'ÖZDEMİR'],
  'gerceklestirme-gorevlisi': ['P-2', 'Veli', 'ŞEN'],
  'birim-amiri': ['P-1', 'Hale', 'AKIN'],
  'ilgili-amir': ['D-2', 'Nuran', 'ÇETİN'],
};

const library = openLibrary([join(import.meta.dirname, '../../templates')]);
const { book } = loadParameters([join(import.meta.dirname, '../../src/calculations/parameters')]);

export async function openWorld(): Promise<World> {
  const test = await openTestDatabase();
  const db = await openDatabase({ mongodbUri: test.uri, dataFolder: 'unused' });
  await prepareCollections(db);
  const cipher = createFieldCipher(Buffer.alloc(32, 7));
  const base = { db, cipher, catalog, library, book };
  const as: World['as'] = (role, { sicilNo, today = TODAY, unit } = {}) => {
    const [name = role, service] = role.split('@');
    const grants: RoleGrant[] = [{ role: name, service: service ?? null, unit: unit ?? null }];
    const actor: Actor = { accountId: `hesap:${role}`, name, sicilNo: sicilNo ?? HOLDERS[name]?.[0] ?? null, grants };
    return { ...base, actor, today, now: new Date(`${today}T09:00:00Z`), requestId: randomUUID() };
  };
  await seed(as('yonetici'));
  return {
    as,
    close: async () => {
      await db.close();
      await test.close();
    },
  };
}

async function seed(context: CommandContext): Promise<void> {
  const contact = {
    address: 'Örnek Cad. No:1',
    phone: '0 366 000 00 00',
    fax: null,
    email: 'a@b.example',
    web: 'b.example',
    kep: null,
  };
  await saveInstitution(context, {
    name: 'Kastamonu Defterdarlığı',
    letterhead: ['T.C.', 'KASTAMONU VALİLİĞİ', 'Defterdarlık'],
    detsis: '24300037',
    province: 'Kastamonu',
    contact,
    logo: null,
  });
  const unit = { kind: 'merkez' as const, district: null, contact: null };
  await saveUnit(context, {
    ...unit,
    code: 'KST',
    name: 'Kastamonu Defterdarlığı',
    parentCode: null,
    detsis: '24300037',
  });
  await saveUnit(context, {
    ...unit,
    code: 'KST-MUH',
    name: 'Muhasebe Müdürlüğü',
    parentCode: 'KST',
    detsis: '24300039',
  });
  await saveUnit(context, {
    ...unit,
    code: 'KST-EML',
    name: 'Milli Emlak Müdürlüğü',
    parentCode: 'KST',
    detsis: '24300040',
  });
  for (const [sicilNo, surname, unitCode] of [
    ['S-1', 'YILMAZ', 'KST-MUH'],
    ['S-2', 'IŞIK', 'KST-EML'],
  ] as const)
    await registerPersonnel(context, personOf(sicilNo, surname, unitCode));
  for (const kadroNo of ['K-1', 'K-3'])
    await saveKadro(context, { kadroNo, unitCode: 'KST-MUH', sinif: 'GİH', unvan: 'Şef', derece: 3, sicilNo: null });
  await saveKadro(context, {
    kadroNo: 'K-2',
    unitCode: 'KST-MUH',
    sinif: 'GİH',
    unvan: 'Memur',
    derece: 5,
    sicilNo: 'S-1',
  });
  for (const [role, [sicilNo, name, surname]] of Object.entries(HOLDERS))
    await appointOfficeHolder(context, {
      role,
      service: null,
      unitCode: null,
      sicilNo,
      name,
      surname,
      title: catalog.vocabulary.roles.get(role)?.label ?? role,
      manner: 'asil',
      delegatorTitle: null,
      from: '2024-01-01',
      to: null,
    });
}

function personOf(sicilNo: string, surname: string, unitCode: string) {
  return {
    sicilNo,
    tckn: completeTckn(`1000000${sicilNo === 'S-1' ? '11' : '12'}`),
    givenNames: 'Ayşe',
    surname,
    bornOn: '1985-04-12',
    sinif: 'GİH',
    unvan: 'Memur',
    unitCode,
    kadroNo: sicilNo === 'S-1' ? 'K-2' : null,
    appointedBy: 'valilik' as const,
    status: 'asil' as const,
    startedOn: '2010-03-01',
    derece: 6,
    kademe: 2,
    education: [
      educationSchema.parse({
        level: 'LISANS',
        institution: 'Örnek Üniversitesi',
        title: 'İktisat',
        graduatedOn: '2008-06-15',
      }),
    ],
    career: careerSchema.parse({
      service: [
        { kind: 'ADAY', from: '2010-03-01', to: '2011-03-01' },
        { kind: 'ASIL', from: '2011-03-01' },
      ],
      postings: [
        {
          from: '2010-03-01',
          workplace: 'Kastamonu Defterdarlığı',
          sinif: 'GIH',
          unvan: 'Memur',
          kadro: '5',
          priorityRegion: false,
          centralObligatory: false,
        },
      ],
      military: [],
      unpaidLeaves: [],
      discipline: [],
      sicil: [],
    }),
    family: null,
  };
}
