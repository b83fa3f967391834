import { createHash } from 'node:crypto';
import { printable } from '../container/zip-safety.ts';
import { readCms } from './cms.ts';
import { type OpenedPackage, partOf, targetsOf } from './opened.ts';

/** How far a package has come on its way from draft to sealed letter. */
export type PackageStage = 'TASLAK' | 'MUHUR_BEKLIYOR' | 'TAMAM';

/** A signature part of the package, with whom its certificates name; trust is not judged. */
export interface SignaturePart {
  readonly part: string;
  readonly signs: string;
  /** False for a part that is no CMS signature. */
  readonly isReadable: boolean;
  readonly contentMatches: boolean;
  readonly signers: readonly { readonly name: string | null; readonly signedAt: string | null }[];
}

const SIGNATURES = [
  { component: 'parafimzacades', signs: 'parafozeti', label: 'Paraf imzası', rule: undefined },
  { component: 'imzacades', signs: 'paketozeti', label: 'e-İmza', rule: 'K.81' },
  { component: 'muhurcades', signs: 'nihaiozet', label: 'e-Mühür', rule: 'K.100' },
] as const;

/** Lists the signature parts and compares what they sign with the digest files, byte for byte. */
export function checkSignatures(opened: OpenedPackage): SignaturePart[] {
  const found = SIGNATURES.flatMap((signature) => {
    const part = partOf(opened, signature.component);
    if (!part?.bytes) return [];
    return [checkOne(opened, signature, { name: printable(part.name), bytes: part.bytes })];
  });
  if (found.length > 0)
    opened.findings.uyari(
      'SERTIFIKA_DENETLENMEDI',
      'İmza değerleri, sertifikalar, iptal durumu ve zaman damgaları denetlenmedi; bu denetim EBYS’nin işidir.',
    );
  return found;
}

function checkOne(
  opened: OpenedPackage,
  signature: (typeof SIGNATURES)[number],
  part: { name: string; bytes: Buffer },
): SignaturePart {
  const { findings } = opened;
  const place = { part: part.name, ...(signature.rule === undefined ? {} : { rule: signature.rule }) };
  const target = partOf(opened, signature.signs)?.bytes ?? null;
  const cms = readCms(part.bytes);
  const empty = {
    part: part.name,
    signs: signature.signs,
    isReadable: cms !== null,
    contentMatches: false,
    signers: [],
  };
  if (cms === null) {
    findings.kritik(
      'IMZA_BOZUK',
      `${signature.label} bir CMS/CAdES imzası değil; dosya bozuk ya da yer tutucu.`,
      place,
    );
    return empty;
  }
  if (cms.signers.length === 0) findings.kritik('IMZA_YOK', `${signature.label} dosyasında imzacı yok.`, place);
  if (cms.content === null)
    findings.kritik('IMZA_AYRIK', `${signature.label} içerik taşımıyor; bütünleşik (enveloping) imza gerekir.`, place);
  const matches = cms.content !== null && target !== null && cms.content.equals(target);
  if (cms.content !== null && !matches)
    findings.kritik('IMZA_ICERIK', `${signature.label} paketteki özet dosyasından başka bir içeriği imzalıyor.`, place);
  for (const signer of cms.signers) {
    if (cms.content === null || signer.digestAlgorithm === null) continue;
    const digest = createHash(signer.digestAlgorithm).update(cms.content).digest();
    if (signer.messageDigest === null)
      findings.kritik('IMZA_OZET', `${signature.label} imzalanan özeti taşımıyor; CAdES imzası değil.`, place);
    else if (!signer.messageDigest.equals(digest))
      findings.kritik('IMZA_OZET', `${signature.label}: imzadaki özet, imzalanan içeriğin özeti değil.`, place);
  }
  return { ...empty, contentMatches: matches, signers: cms.signers.map(({ name, signedAt }) => ({ name, signedAt })) };
}

/** The stage by the parts present; once signing has begun, every part that a receiver demands must be there. */
export function checkStage(opened: OpenedPackage, version: 1 | 2): PackageStage {
  const needed: readonly (readonly [component: string, label: string, rule: string])[] =
    version === 2
      ? [
          ['imzacades', 'e-İmza', 'K.81'],
          ['nihaiustveri', 'Nihai üstveri', 'K.82'],
          ['nihaiozet', 'Nihai özet', 'K.98'],
          ['muhurcades', 'e-Mühür', 'K.100'],
        ]
      : [['imzacades', 'e-İmza', 'K.81']];
  const present = needed.filter(([component]) => targetsOf(opened, component).length > 0 && partOf(opened, component));
  const strays = ['imzalar/', 'nihaiustveri/', 'nihaiozet/', 'muhur'].some((folder) =>
    [...opened.parts.keys()].some((key) => key.startsWith(folder)),
  );
  if (present.length === 0 && !strays) {
    opened.findings.uyari('TASLAK', 'Paket imzasız bir taslaktır; EBYS’de sayı alıp imzalanmadan gönderilemez.');
    return 'TASLAK';
  }
  for (const [component, label, rule] of needed)
    if (!present.some(([one]) => one === component))
      opened.findings.kritik('ASAMA', `İmza süreci başlamış, ${label} bileşeni yok; alıcı bu paketi kabul etmez.`, {
        rule,
      });
  return present.length === needed.length ? 'TAMAM' : 'MUHUR_BEKLIYOR';
}
