/** Calculations per second of the harcırah and muvafakat engines, on one core, input already checked. */
import {
  calculateEmekliTazminati,
  calculateGeciciGorev,
  calculateGundelik,
  calculateGundelikSuresi,
  calculateGundenAz,
  calculateKonaklama,
  calculateSurekliGorev,
  emekliInput,
  geciciInput,
  gundelikInput,
  gundenAzInput,
  harcirahCalculations,
  konaklamaInput,
  sureInput,
  surekliInput,
} from '../../src/calculations/harcirah/index.ts';
import { loadParameters } from '../../src/calculations/index.ts';
import {
  calculateHizmetPuani,
  calculateMuvafakatPuan,
  calculateMuvafakatUygunluk,
  hizmetPuaniInput,
  muvafakatPuanInput,
  rankApplicants,
  siralamaInput,
  uygunlukInput,
} from '../../src/calculations/muvafakat/index.ts';
import { parseInput } from '../../src/errors/index.ts';

const context = { book: loadParameters().book };
const on = '2024-05-01';
const geciciRow = {
  startOn: '2024-05-01',
  derece: 7,
  dutyDays: 12,
  travelDaysOut: 1,
  travelDaysBack: 1,
  fareOut: '600',
  fareBack: '600',
  taxiHomeOut: '200',
  lodgingNights: 12,
  lodgingNightlyPrice: '700',
};

interface Task {
  readonly name: string;
  run(): unknown;
}

/** Inputs are checked once, before the clock starts. */
function tasks(): readonly Task[] {
  const gundelik = parseInput(gundelikInput, { on, derece: 7, ekGosterge: 0 });
  const gundenAz = parseInput(gundenAzInput, {
    on,
    departsAt: '10:00',
    returnsAt: '20:00',
    nightSpent: false,
    gundelik: '400',
  });
  const sure = parseInput(sureInput, { on, days: 120, priorDays: 30, gundelik: '400' });
  const konaklama = parseInput(konaklamaInput, { on, gundelik: '400', nights: 12, nightlyPrice: '700' });
  const emekli = parseInput(emekliInput, { on });
  const gecici = parseInput(geciciInput, geciciRow);
  const surekli = parseInput(surekliInput, { on, derece: 5, km: 300, fare: '400', familyMembers: 3, hasMoved: true });
  const hizmet = parseInput(hizmetPuaniInput, { on, universityYears: 16, outsideYears: 3 });
  const puan = parseInput(muvafakatPuanInput, {
    on,
    universityYears: 16,
    outsideYears: 3,
    reasons: [{ kind: 'SAGLIK', isProven: true }],
  });
  const uygunluk = parseInput(uygunlukInput, { on, serviceDays: 2000, unpaidLeaveDays: 30 });
  const row = harcirahCalculations.find((c) => c.kind === 'harcirah-gecici');
  return [
    { name: 'harcirah: gündelik', run: () => calculateGundelik(gundelik, context) },
    { name: 'harcirah: bir günden az', run: () => calculateGundenAz(gundenAz, context) },
    { name: 'harcirah: süre', run: () => calculateGundelikSuresi(sure, context) },
    { name: 'harcirah: konaklama', run: () => calculateKonaklama(konaklama, context) },
    { name: 'harcirah: emekli tazminatı', run: () => calculateEmekliTazminati(emekli, context) },
    { name: 'harcirah: geçici görev bildirimi', run: () => calculateGeciciGorev(gecici, context) },
    { name: 'harcirah: geçici görev, girdi denetimiyle', run: () => row?.calculate(geciciRow, context) },
    { name: 'harcirah: sürekli görev bildirimi', run: () => calculateSurekliGorev(surekli, context) },
    { name: 'muvafakat: hizmet puanı', run: () => calculateHizmetPuani(hizmet, context) },
    { name: 'muvafakat: toplam puan', run: () => calculateMuvafakatPuan(puan, context) },
    { name: 'muvafakat: başvuru şartları', run: () => calculateMuvafakatUygunluk(uygunluk, context) },
  ];
}

/** Prints calculations per second of each engine and the time to rank 100,000 requests. */
export function benchCalculations(): void {
  for (const task of tasks()) console.log(`${task.name}: ${perSecond(task.run).toLocaleString('tr')} hesap/sn`);
  const { applicants } = parseInput(siralamaInput, { on, applicants: manyApplicants(100_000), quota: 5000 });
  const started = performance.now();
  const ranked = rankApplicants(applicants);
  console.log(
    `muvafakat: ${ranked.length.toLocaleString('tr')} başvurunun sıralaması: ${Math.round(performance.now() - started)} ms`,
  );
}

/** Of processor time, so that other work on the machine does not count. */
function perSecond(run: () => unknown): number {
  for (let i = 0; i < 5000; i++) run();
  const started = process.cpuUsage();
  let [count, seconds] = [0, 0];
  while (seconds < 1) {
    for (let i = 0; i < 1000; i++) run();
    count += 1000;
    const { user, system } = process.cpuUsage(started);
    seconds = (user + system) / 1_000_000;
  }
  return Math.round(count / seconds);
}

/** Spread out without chance, so that every run ranks the same. */
function manyApplicants(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    id: `B${i}`,
    score: (i * 7919) % 121,
    isUnitPositive: i % 3 === 0,
    netServiceDays: (i * 104_729) % 12_000,
    bornOn: `19${60 + ((i * 31) % 40)}-0${1 + (i % 9)}-1${i % 10}`,
  }));
}
