/**
 * Writes the Word templates of `templates/`. They are ordinary Word files and may be edited there; this script makes the
 * built-in ones again, byte for byte. Run: npx tsx scripts/make-templates.ts [folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as block from './templates/blocks.ts';
import * as formBlock from './templates/form-blocks.ts';
import { buildDocx, type TemplateParts } from './templates/package.ts';
import { lines, TEXT_WIDTH } from './templates/wordml.ts';

const LANDSCAPE_WIDTH = 15138;

function letter(title: string, ending: string): TemplateParts {
  const body = [
    block.letterhead(),
    block.letterTop(),
    block.bodyText(),
    formBlock.spacedFieldTable(),
    formBlock.dataTables({ gap: 1 }),
    block.ending(),
    block.signatures(),
    ending,
    block.attachments(),
    block.distribution(),
  ].join('');
  return { title, body, header: block.pageHeader(), footer: block.pageFooter() };
}

function form(title: string, parts: readonly string[], { landscape = false } = {}): TemplateParts {
  const width = landscape ? LANDSCAPE_WIDTH : TEXT_WIDTH;
  const body = [block.letterhead(), formBlock.formTitle(), ...parts, block.signatures({ width })].join('');
  return { title, body, header: block.pageHeader(), footer: block.pageFooter({ width }), landscape };
}

/** Every built-in template by its path below `templates/`. */
export function allTemplates(): ReadonlyMap<string, Buffer> {
  const yazi = letter('Resmî yazı', '');
  const olur = letter('Olur', block.olur());
  const wide = { width: LANDSCAPE_WIDTH };
  const parts: [string, TemplateParts][] = [
    ['layouts/yazi.docx', yazi],
    ['layouts/olur.docx', olur],
    [
      'layouts/teblig-tebellug.docx',
      {
        ...yazi,
        title: 'Tebliğ-tebellüğ belgesi',
        body: [
          block.letterhead(),
          formBlock.formTitle(),
          formBlock.fieldTable(),
          lines(1),
          block.bodyText(),
          lines(1),
          formBlock.servingParties(),
        ].join(''),
      },
    ],
    [
      'layouts/tutanak.docx',
      form('Tutanak', [block.bodyText(), lines(1), formBlock.fieldTable(), formBlock.dataTables({ gap: 1 })]),
    ],
    ['layouts/form.docx', form('Form', [formBlock.fieldTable(), lines(1), formBlock.dataTables(), block.bodyText()])],
    [
      'layouts/cetvel.docx',
      form('Cetvel', [formBlock.fieldTable(wide), lines(1), formBlock.dataTables(wide), block.bodyText()], {
        landscape: true,
      }),
    ],
    ['layouts/emir.docx', form('Emir', [formBlock.fieldTable(), lines(1), formBlock.dataTables(), block.bodyText()])],
    [
      'layouts/rapor.docx',
      form('Rapor', [
        block.bodyText(),
        lines(1),
        formBlock.reportSections(),
        formBlock.fieldTable(),
        formBlock.dataTables({ gap: 1 }),
      ]),
    ],
    [
      'yolluk-bildirimi.docx',
      {
        title: 'Yolluk bildirimi',
        body: [
          block.letterhead(),
          formBlock.formTitle(),
          formBlock.fieldTable(),
          lines(1),
          formBlock.amountTable(),
          block.bodyText(),
          formBlock.declarationSignatures(),
        ].join(''),
        header: block.pageHeader(),
        footer: block.pageFooter(),
      },
    ],
    ['atama-onayi.docx', { ...olur, title: 'Atama onayı' }],
    ['teblig-yazisi.docx', { ...yazi, title: 'Tebliğ yazısı' }],
    ['izahat-istemi.docx', { ...yazi, title: 'İzahat istemi' }],
  ];
  return new Map(parts.map(([name, content]) => [name, buildDocx(content)]));
}

function main(folder: string): void {
  mkdirSync(join(folder, 'layouts'), { recursive: true });
  for (const [name, bytes] of allTemplates()) writeFileSync(join(folder, name), bytes);
  process.stdout.write(`${allTemplates().size} şablon yazıldı: ${folder}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv[2] ?? fileURLToPath(new URL('../templates', import.meta.url)));
}
