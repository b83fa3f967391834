import { writeZip } from '../../src/documents/zip.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const NAMESPACES = `xmlns:w="${W}" xmlns:r="${R}"`;
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Content of a template: its body and what stands on every page. */
export interface TemplateParts {
  readonly title: string;
  readonly body: string;
  readonly header: string;
  readonly footer: string;
  readonly landscape?: boolean;
}

/** A4 with 1,5 cm above, left and right (Yönetmelik m.6, m.8); the bottom margin is free, 1 cm leaves room for the footer. */
function sectionProperties(landscape: boolean): string {
  const size = landscape ? 'w:w="16838" w:h="11906" w:orient="landscape"' : 'w:w="11906" w:h="16838"';
  const margins = 'w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="283" w:footer="340" w:gutter="0"';
  return `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:pgSz ${size}/><w:pgMar ${margins}/></w:sectPr>`;
}

/** Times New Roman 12, single spacing, language Turkish, for every run that says nothing else (m.7). */
function styles(): string {
  const fonts =
    '<w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>';
  const format = `<w:rPr>${fonts}<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="tr-TR" w:eastAsia="tr-TR" w:bidi="ar-SA"/></w:rPr>`;
  const spacing = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>';
  const noMargins =
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>';
  return [
    `${HEAD}<w:styles ${NAMESPACES}>`,
    `<w:docDefaults><w:rPrDefault>${format}</w:rPrDefault><w:pPrDefault>${spacing}</w:pPrDefault></w:docDefaults>`,
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>${spacing}${format}</w:style>`,
    '<w:style w:type="character" w:default="1" w:styleId="VarsaylanParagrafYazTipi"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    `<w:style w:type="table" w:default="1" w:styleId="NormalTablo"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>${noMargins}</w:tblPr></w:style>`,
    '</w:styles>',
  ].join('');
}

function settings(): string {
  const compatibility =
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>';
  return `${HEAD}<w:settings ${NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>${compatibility}<w:themeFontLang w:val="tr-TR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`;
}

function contentTypes(): string {
  const parts = [
    ['/word/document.xml', `${WORD_TYPE}.document.main+xml`],
    ['/word/styles.xml', `${WORD_TYPE}.styles+xml`],
    ['/word/settings.xml', `${WORD_TYPE}.settings+xml`],
    ['/word/header1.xml', `${WORD_TYPE}.header+xml`],
    ['/word/footer1.xml', `${WORD_TYPE}.footer+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ];
  const overrides = parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join('');
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;
}

function relationships(entries: readonly (readonly [string, string, string])[]): string {
  const items = entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
    .join('');
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items}</Relationships>`;
}

function coreProperties(title: string): string {
  const day = '2024-01-01T00:00:00Z';
  const names = `xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
  return `${HEAD}<cp:coreProperties ${names}><dc:title>${title}</dc:title><dc:creator>Özlük</dc:creator><dc:language>tr-TR</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified></cp:coreProperties>`;
}

/** The bytes of a Word template. Equal content gives equal bytes. */
export function buildDocx({ title, body, header, footer, landscape = false }: TemplateParts): Buffer {
  return writeZip([
    { name: '[Content_Types].xml', text: contentTypes() },
    {
      name: '_rels/.rels',
      text: relationships([
        ['rId1', `${R}/officeDocument`, 'word/document.xml'],
        ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
        ['rId3', `${R}/extended-properties`, 'docProps/app.xml'],
      ]),
    },
    {
      name: 'word/document.xml',
      text: `${HEAD}<w:document ${NAMESPACES}><w:body>${body}${sectionProperties(landscape)}</w:body></w:document>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      text: relationships([
        ['rId1', `${R}/styles`, 'styles.xml'],
        ['rId2', `${R}/settings`, 'settings.xml'],
        ['rId3', `${R}/header`, 'header1.xml'],
        ['rId4', `${R}/footer`, 'footer1.xml'],
      ]),
    },
    { name: 'word/styles.xml', text: styles() },
    { name: 'word/settings.xml', text: settings() },
    { name: 'word/header1.xml', text: `${HEAD}<w:hdr ${NAMESPACES}>${header}</w:hdr>` },
    { name: 'word/footer1.xml', text: `${HEAD}<w:ftr ${NAMESPACES}>${footer}</w:ftr>` },
    { name: 'docProps/core.xml', text: coreProperties(title) },
    {
      name: 'docProps/app.xml',
      text: `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application></Properties>`,
    },
  ]);
}
