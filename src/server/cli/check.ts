import { readConfig } from '../config.ts';
import { loadRuleData } from '../rule-data.ts';
import { type Command, print, printError } from './command.ts';

/** Validates processes, roles, letter texts, templates and parameters, and lists every finding. */
export const check: Command = {
  name: 'check',
  usage: 'check',
  summary: 'Süreçleri, metinleri, şablonları ve parametreleri (yerleşik ve kuruma özel) denetler.',
  async run() {
    const { customFolder } = readConfig(process.env);
    const { catalog, library, book, findings } = loadRuleData(customFolder);
    const steps = catalog.processes.reduce((sum, p) => sum + p.steps.length, 0);
    print(
      `Süreç: ${catalog.processes.length} (${steps} adım), belge türü: ${library.kinds.length}, parametre: ${book.size}.`,
    );
    print(customFolder === null ? 'Kuruma özel klasör yok.' : `Kuruma özel klasör: ${customFolder}`);
    const lacking = catalog.processes
      .flatMap((p) => p.steps.map((s) => ({ process: p.id, key: s.document?.key })))
      .filter(({ key }) => key !== undefined && !library.kinds.some((k) => k.key === key || k.aliases.includes(key)))
      .map(({ process, key }) => `${process}: "${key}" belge türünün metni yok.`);
    const all = [
      ...findings.map((f) => `${f.file}${f.line === null ? '' : `:${f.line}`}  ${f.message}`),
      ...new Set(lacking),
    ];
    for (const finding of all) printError(finding);
    print(all.length === 0 ? 'Bulgu yok.' : `${all.length} bulgu var; yukarıda listelendi.`);
    return all.length === 0 ? 0 : 1;
  },
};
