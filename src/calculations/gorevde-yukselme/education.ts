import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { foldName } from '../selection/index.ts';

/** Levels of completed education, lowest first. `UC_YILLIK`: a three-year yüksekokul; `LISANS`: four years or more. */
export const EDUCATION_LEVELS = [
  'ILKOGRETIM',
  'LISE',
  'ONLISANS',
  'UC_YILLIK',
  'LISANS',
  'YUKSEK_LISANS',
  'DOKTORA',
] as const;
export type EducationLevel = (typeof EDUCATION_LEVELS)[number];

/** A level of completed education. */
export const educationField = z.enum(EDUCATION_LEVELS);

export const EDUCATION_LABELS: Readonly<Record<EducationLevel, string>> = {
  ILKOGRETIM: 'ilköğretim',
  LISE: 'lise',
  ONLISANS: 'iki yıllık yükseköğrenim',
  UC_YILLIK: 'üç yıllık yükseköğrenim',
  LISANS: 'dört yıllık yükseköğrenim',
  YUKSEK_LISANS: 'yüksek lisans',
  DOKTORA: 'doktora',
};

/** Years of higher education that a level stands for, as 68/B asks; 0 = none. */
export const HIGHER_EDUCATION_YEARS: Readonly<Record<EducationLevel, number>> = {
  ILKOGRETIM: 0,
  LISE: 0,
  ONLISANS: 2,
  UC_YILLIK: 3,
  LISANS: 4,
  YUKSEK_LISANS: 4,
  DOKTORA: 4,
};

const WORDS: Readonly<Record<string, EducationLevel>> = {
  ilkogretim: 'ILKOGRETIM',
  ilkokul: 'ILKOGRETIM',
  ortaokul: 'ILKOGRETIM',
  lise: 'LISE',
  ortaogretim: 'LISE',
  onlisans: 'ONLISANS',
  onlisans2: 'ONLISANS',
  onlisans3: 'UC_YILLIK',
  ucyillik: 'UC_YILLIK',
  ucyillikyuksekokul: 'UC_YILLIK',
  lisans: 'LISANS',
  lisans4: 'LISANS',
  yukseklisans: 'YUKSEK_LISANS',
  doktora: 'DOKTORA',
};

/** The level that a Turkish word names, in any spelling. Throws ValidationError for an unknown word. */
export function educationLevel(word: string, path = 'education'): EducationLevel {
  const level = WORDS[foldName(word)];
  if (level) return level;
  throw ValidationError.of(
    path,
    `"${word}" öğrenim düzeyi tanınmıyor; lise, ön lisans, lisans, yüksek lisans ya da doktora yazın.`,
  );
}

/** Negative, zero or positive: a lower level comes before a higher one. */
export function compareEducation(a: EducationLevel, b: EducationLevel): number {
  return EDUCATION_LEVELS.indexOf(a) - EDUCATION_LEVELS.indexOf(b);
}
