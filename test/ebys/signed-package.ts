import { createHash } from 'node:crypto';
import { buildDraftPackage, type PackageInput, writeZip } from '../../src/ebys/index.ts';
import { zipParts } from './zip-parts.ts';

const RELATION = 'http://eyazisma.dpt/iliskiler/';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** One DER value. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? Buffer.from([body.length])
      : Buffer.from([
          0x84,
          body.length >>> 24,
          (body.length >>> 16) & 255,
          (body.length >>> 8) & 255,
          body.length & 255,
        ]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const SHA256 = '608648016503040201';

/** A SignedData around the content, with one signer whose message digest fits; `indefinite` writes it as BER. */
export function cmsOf(
  content: Buffer,
  options: { detached?: boolean; wrongDigest?: boolean; indefinite?: boolean } = {},
): Buffer {
  const octets = options.indefinite
    ? Buffer.concat([
        Buffer.from([0x24, 0x80]),
        der(0x04, content.subarray(0, 10)),
        der(0x04, content.subarray(10)),
        Buffer.alloc(2),
      ])
    : der(0x04, content);
  const encapsulated = der(0x30, oid('2a864886f70d010701'), ...(options.detached ? [] : [der(0xa0, octets)]));
  const digest = createHash('sha256')
    .update(options.wrongDigest ? 'başka' : content)
    .digest();
  const attributes = der(
    0xa0,
    der(0x30, oid('2a864886f70d010904'), der(0x31, der(0x04, digest))),
    der(0x30, oid('2a864886f70d010905'), der(0x31, der(0x17, Buffer.from('261122091500Z')))),
  );
  const signer = der(
    0x30,
    der(0x02, Buffer.from([1])),
    der(0x30, der(0x30), der(0x02, Buffer.from([5]))),
    der(0x30, oid(SHA256)),
    attributes,
    der(0x30, oid('2a864886f70d01010b')),
    der(0x04, Buffer.from('imza')),
  );
  const signed = der(
    0x30,
    der(0x02, Buffer.from([3])),
    der(0x31, der(0x30, oid(SHA256))),
    encapsulated,
    der(0x31, signer),
  );
  return der(0x30, oid('2a864886f70d010702'), der(0xa0, signed));
}

function digestItem(algorithm: 'sha256' | 'sha512', bytes: Buffer): string {
  const value = createHash(algorithm).update(bytes).digest('base64');
  return `<DigestItem><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#${algorithm}"/><DigestValue>${value}</DigestValue></DigestItem>`;
}

function rels(rows: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><Relationships xmlns="${RELATIONSHIPS}">${rows}</Relationships>`,
  );
}

const row = (id: string, type: string, target: string) =>
  `<Relationship Type="${RELATION}${type}" Target="${target}" Id="${id}"/>`;

export interface Signing {
  readonly imza?: (paketOzeti: Buffer) => Buffer;
  readonly muhur?: (nihaiOzet: Buffer) => Buffer;
}

/** The package that an EBYS could make of a draft: signature, NihaiÜstveri, NihaiÖzet and seal added. */
export function signedPackage(input: PackageInput, signing: Signing = {}): Buffer {
  const parts = zipParts(buildDraftPackage(input));
  const part = (name: string) => parts.get(name) ?? Buffer.alloc(0);
  parts.set('Imzalar/ImzaCades.imz', (signing.imza ?? cmsOf)(part('PaketOzeti/PaketOzeti.xml')));
  parts.set('PaketOzeti/_rels/PaketOzeti.xml.rels', rels(row('IdImzaCades', 'imzacades', '../Imzalar/ImzaCades.imz')));
  parts.set('NihaiUstveri/NihaiUstveri.xml', Buffer.from(NIHAI_USTVERI));
  const digested = [...parts].filter(([name]) => !/^(\[|_rels|ImzasizEkler|.*\/_rels\/)/.test(name));
  const references = digested
    .map(
      ([name, bytes]) =>
        `<Reference xmlns="urn:dpt:eyazisma:schema:xsd:PaketOzeti-2" URI="/${name}" Type="http://eyazisma.dpt/bilesen#dahili">${digestItem('sha256', bytes)}${digestItem('sha512', bytes)}</Reference>`,
    )
    .join('');
  const nihaiOzet = Buffer.from(
    `<NihaiOzet xmlns="urn:dpt:eyazisma:schema:xsd:NihaiOzet-2" Id="${input.belgeId.toUpperCase()}">${references}</NihaiOzet>`,
  );
  parts.set('NihaiOzet/NihaiOzet.xml', nihaiOzet);
  parts.set('NihaiOzet/_rels/NihaiOzet.xml.rels', rels(row('IdMuhurCades', 'muhurcades', '/Muhur/MuhurCades.imz')));
  parts.set('Muhur/MuhurCades.imz', (signing.muhur ?? cmsOf)(nihaiOzet));
  const root = part('_rels/.rels').toString();
  const more =
    row('IdNihaiUstveri', 'nihaiustveri', 'NihaiUstveri/NihaiUstveri.xml') +
    row('IdNihaiOzet', 'nihaiozet', '/NihaiOzet/NihaiOzet.xml');
  parts.set('_rels/.rels', Buffer.from(root.replace('</Relationships>', `${more}</Relationships>`)));
  const types = part('[Content_Types].xml').toString();
  parts.set(
    '[Content_Types].xml',
    Buffer.from(types.replace('</Types>', '<Default Extension="imz" ContentType="application/octet-stream"/></Types>')),
  );
  return writeZip([...parts].map(([name, bytes]) => ({ name, bytes })));
}

const NIHAI_USTVERI = `<?xml version="1.0" encoding="utf-8"?>
<NihaiUstVeri xmlns="urn:dpt:eyazisma:schema:xsd:NihaiUstveri-2" xmlns:t="urn:dpt:eyazisma:schema:xsd:Tipler-2"><t:Tarih>2026-11-22T12:15:00+03:00</t:Tarih><t:BelgeNo>E-87654322-903.05-17</t:BelgeNo><t:BelgeImzalar><t:Imza><t:Imzalayan><t:Kisi><t:IlkAdi>Ali</t:IlkAdi><t:Soyadi>Demir</t:Soyadi></t:Kisi><t:Gorev>Başkan</t:Gorev></t:Imzalayan><t:Makam>Başkan</t:Makam></t:Imza></t:BelgeImzalar></NihaiUstVeri>`;

/** A 1.3 package: sayı and date in Üstveri, BelgeHedef, one digest a reference, no seal. */
export function oldPackage(letter: Buffer): Buffer {
  const id = '11111111-2222-4333-8444-555555555556';
  const kurum = '<KurumKurulus><KKK>12345678</KKK><Adi>Örnek Bakanlığı</Adi></KurumKurulus>';
  const types = 'xmlns="urn:dpt:eyazisma:schema:xsd:Tipler-1"';
  const one = (name: string, content: string) => `<${name} ${types}>${content}</${name}>`;
  const ustveri = Buffer.from(
    `<Ustveri xmlns="urn:dpt:eyazisma:schema:xsd:Ustveri-1">${one('BelgeId', id)}${one('Konu', 'Eski Yazı')}${one('Tarih', '2019-03-04T10:00:00')}${one('BelgeNo', '12345678-903.02-E.17')}${one('GuvenlikKodu', 'TSD')}${one('MimeTuru', 'application/pdf')}${one('DagitimListesi', `<Dagitim>${kurum}<Ivedilik>IVD</Ivedilik><DagitimTuru>GRG</DagitimTuru></Dagitim>`)}${one('Olusturan', kurum)}${one('DosyaAdi', 'yazi.pdf')}</Ustveri>`,
  );
  const hedef = Buffer.from(
    `<BelgeHedef xmlns="urn:dpt:eyazisma:schema:xsd:BelgeHedef-1">${one('HedefListesi', `<Hedef>${kurum}</Hedef>`)}</BelgeHedef>`,
  );
  const reference = (name: string, bytes: Buffer) =>
    `<Reference URI="/${name}"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>${createHash('sha256').update(bytes).digest('base64')}</DigestValue></Reference>`;
  const ozet = Buffer.from(
    `<PaketOzeti xmlns="urn:dpt:eyazisma:schema:xsd:PaketOzeti-1" Id="${id}">${reference('BelgeHedef/BelgeHedef.xml', hedef)}${reference('UstYazi/yazi.pdf', letter)}${reference('Ustveri/Ustveri.xml', ustveri)}</PaketOzeti>`,
  );
  const core = Buffer.from(
    `<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:identifier>${id}</dc:identifier><dcterms:created>2019-03-04T10:00:00Z</dcterms:created><dc:creator>Örnek Bakanlığı/12345678</dc:creator><dc:subject>Eski Yazı</dc:subject><category>RESMIYAZISMA</category><contentType>application/eyazisma</contentType><version>1.3</version></coreProperties>`,
  );
  const coreRow =
    '<Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml" Id="R1"/>';
  return writeZip([
    {
      name: '[Content_Types].xml',
      bytes: Buffer.from(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="pdf" ContentType="application/pdf"/><Default Extension="imz" ContentType="application/octet-stream"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
      ),
    },
    {
      name: '_rels/.rels',
      bytes: rels(
        row('A', 'ustyazi', 'UstYazi/yazi.pdf') +
          row('B', 'ustveri', 'Ustveri/Ustveri.xml') +
          row('C', 'BelgeHedef', 'BelgeHedef/BelgeHedef.xml') +
          row('D', 'PaketOzeti', 'PaketOzeti/PaketOzeti.xml') +
          coreRow,
      ),
    },
    { name: 'UstYazi/yazi.pdf', bytes: letter },
    { name: 'Ustveri/Ustveri.xml', bytes: ustveri },
    { name: 'BelgeHedef/BelgeHedef.xml', bytes: hedef },
    { name: 'PaketOzeti/PaketOzeti.xml', bytes: ozet },
    { name: 'PaketOzeti/_rels/PaketOzeti.xml.rels', bytes: rels(row('E', 'imzacades', '../Imzalar/ImzaCades.imz')) },
    { name: 'Imzalar/ImzaCades.imz', bytes: cmsOf(ozet) },
    { name: 'docProps/core.xml', bytes: core },
  ]);
}
