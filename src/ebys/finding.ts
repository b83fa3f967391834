/** How grave a finding is: KRITIK = refuse the package, ONEMLI = a rule is broken, UYARI = look at it. */
export type Severity = 'KRITIK' | 'ONEMLI' | 'UYARI';

/**
 * One thing wrong with (or not checked in) a package. `code` names the check, `rule` the Teknik Rehber's K.xx or the
 * article where known, `part` the part concerned; `message` is a Turkish sentence.
 */
export interface Finding {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly part?: string;
  readonly rule?: string;
}

/** Where checks put their findings, with the three grades as words. */
export interface FindingList {
  readonly all: Finding[];
  kritik(code: string, message: string, at?: Place): void;
  onemli(code: string, message: string, at?: Place): void;
  uyari(code: string, message: string, at?: Place): void;
}

/** Part and rule of a finding. */
export interface Place {
  readonly part?: string;
  readonly rule?: string;
}

/** A hostile file could break a rule in each of its elements; nobody reads more than this. */
const MAX_FINDINGS = 1000;

/** An empty list of findings. */
export function findingList(): FindingList {
  const all: Finding[] = [];
  const add = (severity: Severity) => (code: string, message: string, at?: Place) => {
    if (all.length < MAX_FINDINGS) all.push({ severity, code, message, ...at });
    else if (all.length === MAX_FINDINGS)
      all.push({ severity: 'KRITIK', code: 'BULGU_COK', message: `${MAX_FINDINGS} bulgudan sonrası yazılmadı.` });
  };
  return { all, kritik: add('KRITIK'), onemli: add('ONEMLI'), uyari: add('UYARI') };
}
