import { careerSchema, completeTckn, educationSchema, registerPersonnel } from '../../src/personnel/index.ts';
import { openScope, SERVER_ACTOR } from '../../src/server/scope.ts';
import type { TestApp } from './app.ts';

/**
 * Enters the manager `YONETICI-1`, in three regions: Rize 1, Cizre 3 (the name of that workplace tells the
 * place only if it is given so), Feke 4; seven years a teacher before.
 */
export async function registerManager(app: TestApp, inCizre = 'Bölge Müdürlüğü'): Promise<void> {
  const { graph } = openScope(app.services, SERVER_ACTOR);
  const posting = (from: string, workplace: string, unvan: string) => ({ from, workplace, sinif: 'GIH', unvan });
  await registerPersonnel(
    { ...graph, actor: SERVER_ACTOR },
    {
      sicilNo: 'YONETICI-1',
      tckn: completeTckn('100000199'),
      givenNames: 'Deniz',
      surname: 'KURGU',
      bornOn: '1985-01-01',
      sinif: 'GİH',
      unvan: 'Şube Müdürü',
      unitCode: 'KST-PERSONEL',
      kadroNo: null,
      appointedBy: 'bakanlik',
      status: 'asil',
      startedOn: '2008-09-15',
      derece: 2,
      kademe: 1,
      education: [
        educationSchema.parse({ level: 'LISANS', institution: 'Örnek Üniversitesi', graduatedOn: '2007-06-15' }),
      ],
      career: careerSchema.parse({
        service: [
          { kind: 'ADAY', from: '2008-09-15', to: '2009-09-15' },
          { kind: 'ASIL', from: '2009-09-15' },
        ],
        postings: [
          posting('2008-09-15', 'Adana Fen Lisesi', 'Öğretmen'),
          posting('2015-09-15', 'Rize İl MEM', 'Şube Müdürü'),
          posting('2019-05-31', inCizre, 'İlçe Şube Müdürü'),
          posting('2021-08-31', 'Feke İlçe Millî Eğitim Müdürlüğü', 'Şube Müdürü'),
        ],
        military: [],
        unpaidLeaves: [],
        discipline: [
          { kind: 'KINAMA', decidedOn: '2018-01-10' },
          { kind: 'AYLIKTAN_KESME', decidedOn: '2019-01-10', annulledOn: '2020-01-10' },
        ],
        sicil: [],
      }),
      family: null,
    },
  );
}
