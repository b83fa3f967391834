import { printable } from '../container/zip-safety.ts';
import { type OpenedPackage, type ReadRelation, targetsOf } from './opened.ts';

/** Package kinds: an ordinary one, an encrypted one, an update of one that was sent. */
export type PackageKind = 'PAKET' | 'SIFRELI' | 'GUNCELLEME';

interface Component {
  readonly label: string;
  readonly folder: string;
  /** Component whose relationship file names it; '' is the package root. */
  readonly source: string;
  readonly required: boolean;
  readonly countRule?: string;
  readonly placeRule?: string;
}

/** Where each component stands (Teknik Rehber, eyp §2), by relationship name in lower case. */
const COMPONENTS: Readonly<Record<string, Component>> = {
  ustyazi: { label: 'Üst yazı', folder: 'ustyazi/', source: '', required: true, countRule: 'K.2', placeRule: 'K.4' },
  ustveri: {
    label: 'Üstveri',
    folder: 'ustveri/ustveri.xml',
    source: '',
    required: true,
    countRule: 'K.16',
    placeRule: 'K.18',
  },
  paketozeti: {
    label: 'Paket özeti',
    folder: 'paketozeti/paketozeti.xml',
    source: '',
    required: true,
    countRule: 'K.26',
    placeRule: 'K.28',
  },
  core: { label: 'Core', folder: '', source: '', required: true },
  nihaiustveri: {
    label: 'Nihai üstveri',
    folder: 'nihaiustveri/nihaiustveri.xml',
    source: '',
    required: false,
    countRule: 'K.82',
    placeRule: 'K.84',
  },
  nihaiozet: {
    label: 'Nihai özet',
    folder: 'nihaiozet/nihaiozet.xml',
    source: '',
    required: false,
    countRule: 'K.98',
    placeRule: 'K.38',
  },
  parafozeti: { label: 'Paraf özeti', folder: 'parafozeti/parafozeti.xml', source: '', required: false },
  belgehedef: { label: 'Belge hedef', folder: 'belgehedef/belgehedef.xml', source: '', required: false },
  belgeimza: { label: 'Belge imza', folder: 'imzalar/belgeimza.xml', source: '', required: false },
  imzacades: { label: 'e-İmza', folder: 'imzalar/', source: 'paketozeti', required: false },
  parafimzacades: { label: 'Paraf imza', folder: 'paraflar/', source: 'parafozeti', required: false },
  muhurcades: { label: 'e-Mühür', folder: 'muhur', source: 'nihaiozet', required: false },
};
/** Components that may occur many times, or whose content is not looked into. */
const OTHERS: Readonly<Record<string, string>> = {
  ek: 'ekler/',
  imzasizek: 'imzasizekler/',
  arsivozellikleri: 'arsiv/',
};

/** What the package is, by the parts that only one kind has. */
export function kindOf(opened: OpenedPackage): PackageKind {
  const has = (folder: string) => [...opened.parts.keys()].some((key) => key.startsWith(folder));
  if (has('sifreliicerik/')) return 'SIFRELI';
  return has('orijinalpaket/') ? 'GUNCELLEME' : 'PAKET';
}

/** Relationship files, cardinality and place of each component, parts that nothing names. */
export function checkStructure(opened: OpenedPackage): void {
  if (!opened.parts.has('_rels/.rels'))
    opened.findings.kritik('ILISKI_YOK', 'Paketin ilişki dosyası (_rels/.rels) yok.', { part: '_rels/.rels' });
  if (!opened.relations.some(({ source }) => source === '')) {
    // Without them every part would be reported twice: as absent, and as belonging to nothing.
    const message = 'Hangi parçanın ne olduğu okunamadı; bileşenler bu yüzden denetlenmedi.';
    opened.findings.kritik('BILESEN_BILINMIYOR', message, { part: '_rels/.rels' });
    return;
  }
  for (const [name, component] of Object.entries(COMPONENTS)) checkComponent(opened, name, component);
  for (const [name, folder] of Object.entries(OTHERS))
    for (const relation of targetsOf(opened, name)) checkTarget(opened, relation, folder);
  checkOrphans(opened);
}

function checkComponent(opened: OpenedPackage, name: string, component: Component): void {
  const relations = targetsOf(opened, name);
  const rule = component.countRule === undefined ? {} : { rule: component.countRule };
  if (relations.length === 0 && component.required)
    opened.findings.kritik('BILESEN_YOK', `${component.label} bileşeni pakette yok.`, rule);
  if (relations.length > 1)
    opened.findings.kritik('BILESEN_COK', `${component.label} bileşeni ${relations.length} kez bildirilmiş.`, rule);
  for (const relation of relations) {
    checkTarget(opened, relation, component.folder, component);
    const source = targetsOf(opened, component.source)[0]?.target ?? '';
    if (component.source === '' ? relation.source !== '' : relation.source !== source)
      opened.findings.onemli('ILISKI_KAYNAK', `${component.label} ilişkisi yanlış bileşenden kurulmuş.`);
  }
}

function checkTarget(opened: OpenedPackage, relation: ReadRelation, folder: string, component?: Component): void {
  const part = relation.name;
  if (!opened.parts.has(relation.target))
    opened.findings.kritik('PARCA_YOK', `İlişkilerde adı geçen "${part}" parçası pakette yok.`, { part });
  if (!relation.target.startsWith(folder)) {
    const rule = component?.placeRule === undefined ? {} : { rule: component.placeRule };
    opened.findings.onemli('PARCA_YERI', `"${part}" parçası olması gereken yerde değil (${folder}).`, {
      part,
      ...rule,
    });
  }
}

function checkOrphans(opened: OpenedPackage): void {
  const named = new Set(opened.relations.map((relation) => relation.target));
  for (const [key, part] of opened.parts) {
    if (key === '[content_types].xml' || key.endsWith('/')) continue;
    const name = printable(part.name);
    if (!key.endsWith('.rels')) {
      if (!named.has(key))
        opened.findings.onemli(
          'PARCA_SAHIPSIZ',
          `"${name}" hiçbir ilişkide geçmiyor; pakete sonradan konmuş olabilir.`,
          {
            part: name,
          },
        );
    } else if (key !== '_rels/.rels' && !opened.parts.has(key.replace(/_rels\/([^/]*)\.rels$/, '$1')))
      opened.findings.onemli('ILISKI_SAHIPSIZ', `"${name}" olmayan bir parçanın ilişki dosyası.`, { part: name });
  }
  const known = new Set([...Object.keys(COMPONENTS), ...Object.keys(OTHERS)]);
  for (const relation of opened.relations)
    if (!known.has(relation.component))
      opened.findings.onemli('ILISKI_BILINMEYEN', `Bilinmeyen ilişki türü: ${printable(relation.component)}.`);
}
