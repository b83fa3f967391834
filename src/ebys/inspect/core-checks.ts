import { MIME_PACKAGE } from '../codes.ts';
import { printable } from '../container/zip-safety.ts';
import { type OpenedPackage, targetsOf, xmlOf } from './opened.ts';
import type { RawUstveri } from './raw-types.ts';
import { childrenOf, textOf } from './raw-ustveri.ts';

/** Core repeats Üstveri and names the kind of package (K.68–K.73). */
export function checkCore(opened: OpenedPackage, ustveri: RawUstveri | null, version: 1 | 2): void {
  const target = targetsOf(opened, 'core')[0]?.target;
  const root = target === undefined ? null : xmlOf(opened, target);
  if (root === null || target === undefined) return;
  const part = printable(opened.parts.get(target)?.name ?? target);
  const { findings } = opened;
  if (root.name !== 'coreProperties') findings.kritik('CORE', 'Core bileşeni beklenen biçimde değil.', { part });
  if (ustveri && (textOf(root, 'identifier') ?? '').toUpperCase() !== ustveri.belgeId.toUpperCase())
    findings.kritik('CORE_ID', 'Core kimliği üstverideki BelgeId değil.', { part, rule: 'K.68' });
  if (ustveri && (textOf(root, 'subject') ?? '') !== ustveri.konu)
    findings.kritik('CORE_KONU', 'Core konusu üstverideki konudan farklı.', { part, rule: 'K.69' });
  for (const name of ['identifier', 'subject', 'creator', 'created', 'category', 'contentType', 'version'])
    if (childrenOf(root, name).length !== 1)
      findings.onemli('CORE_ALAN', `Core’da <${name}> alanı bir kez bulunmalı.`, { part });
  if (textOf(root, 'category') !== 'RESMIYAZISMA')
    findings.onemli('CORE_TUR', 'Core "RESMIYAZISMA" türünü taşımıyor.', { part, rule: 'K.71' });
  if (textOf(root, 'contentType') !== MIME_PACKAGE)
    findings.onemli('CORE_ICERIK', `Core içerik türü "${MIME_PACKAGE}" değil.`, { part, rule: 'K.73' });
  if (!(textOf(root, 'version') ?? '').startsWith(`${version}.`))
    findings.onemli('CORE_SURUM', 'Core sürümü üstverinin sürümüyle uyuşmuyor.', { part });
  if (Number.isNaN(Date.parse(textOf(root, 'created') ?? '')))
    findings.onemli('CORE_TARIH', 'Core oluşturma tarihi okunamıyor.', { part });
  const kurum = ustveri?.olusturan;
  const creator = textOf(root, 'creator') ?? '';
  const expected = kurum?.ad ? `${kurum.ad}/${kurum.detsisNo}` : `/${kurum?.detsisNo}`;
  if (kurum?.kind === 'KURUM' && kurum.detsisNo && !creator.endsWith(expected))
    findings.onemli('CORE_OLUSTURAN', 'Core’daki oluşturan üstveridekinden farklı.', { part });
}
