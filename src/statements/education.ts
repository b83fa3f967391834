import type { gorevdeYukselme, terfi } from '../calculations/index.ts';

/** Levels of the entry table (657 s.K. m.36 A-1) as documents name them. */
export const EDUCATION_TITLES: Readonly<Record<terfi.EducationLevel, string>> = {
  ILKOKUL: 'İlkokul',
  ORTAOKUL: 'Ortaokul',
  ORTAOKUL_MESLEKI: 'Mesleki Ortaokul',
  ORTAOKUL_USTU_1_YIL: 'Ortaokul Üstü 1 Yıl',
  ORTAOKUL_USTU_2_YIL: 'Ortaokul Üstü 2 Yıl',
  ORTAOKUL_USTU_5_YIL: 'Ortaokul Üstü 5 Yıl',
  LISE: 'Lise',
  LISE_MESLEKI: 'Meslek Lisesi',
  LISE_USTU_1_YIL: 'Lise Üstü 1 Yıl',
  LISE_USTU_2_YIL: 'Lise Üstü 2 Yıl',
  LISE_USTU_3_YIL: 'Lise Üstü 3 Yıl',
  ONLISANS: 'Ön Lisans',
  YUKSEKOGRENIM_3_YIL: 'Yükseköğrenim (3 Yıl)',
  LISANS: 'Lisans',
  YUKSEKOGRENIM_5_YIL: 'Yükseköğrenim (5 Yıl)',
  YUKSEKOGRENIM_6_YIL: 'Yükseköğrenim (6 Yıl)',
};

/**
 * The level that promotion (MEB Yön. m.6, 657 s.K. m.68/B) sees in a diploma of the entry table. Schools above lise that
 * are no yükseköğrenim count as lise.
 */
export const PROMOTION_LEVELS: Readonly<Record<terfi.EducationLevel, gorevdeYukselme.EducationLevel>> = {
  ILKOKUL: 'ILKOGRETIM',
  ORTAOKUL: 'ILKOGRETIM',
  ORTAOKUL_MESLEKI: 'ILKOGRETIM',
  ORTAOKUL_USTU_1_YIL: 'ILKOGRETIM',
  ORTAOKUL_USTU_2_YIL: 'ILKOGRETIM',
  ORTAOKUL_USTU_5_YIL: 'LISE',
  LISE: 'LISE',
  LISE_MESLEKI: 'LISE',
  LISE_USTU_1_YIL: 'LISE',
  LISE_USTU_2_YIL: 'LISE',
  LISE_USTU_3_YIL: 'LISE',
  ONLISANS: 'ONLISANS',
  YUKSEKOGRENIM_3_YIL: 'UC_YILLIK',
  LISANS: 'LISANS',
  YUKSEKOGRENIM_5_YIL: 'LISANS',
  YUKSEKOGRENIM_6_YIL: 'LISANS',
};
