const MARK = 'pdfaid:part';

/** What the XMP packet of a PDF claims: the PDF/A part (`1` = ISO 19005-1); null when it claims none. */
export function pdfaPart(pdf: Uint8Array): string | null {
  // PDF/A demands that the packet is neither compressed nor encrypted, so it can be read as it stands.
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const at = bytes.indexOf(MARK);
  if (at === -1) return null;
  const claim = bytes.toString('latin1', at + MARK.length, at + MARK.length + 20);
  return /^\s*(?:>|=\s*["'])\s*(\d)/.exec(claim)?.[1] ?? null;
}

/** Why bytes are no complete PDF/A-1, in Turkish; null when they are one by their marks. */
export function pdfaFault(pdf: Uint8Array): string | null {
  const end = Buffer.from(pdf.subarray(-1024)).toString('latin1');
  if (Buffer.from(pdf.subarray(0, 5)).toString('latin1') !== '%PDF-' || !end.includes('%%EOF'))
    return 'dönüştürücü tam bir PDF vermedi';
  return pdfaPart(pdf) === '1' ? null : 'çıkan PDF, PDF/A-1 değil';
}
