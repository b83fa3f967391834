import { formatPersonName } from '../turkish/index.ts';
import type { DocumentContext, SignatureContext } from './context.ts';
import type { SignerFacts } from './facts.ts';

/** Name line and title lines of one signature; `a.` above the own title, `V.` after it (Yönetmelik m.17/2, 9, 10). */
export function signatureOf(signer: SignerFacts): SignatureContext {
  const name = formatPersonName(signer.ad, signer.soyad);
  const own = signer.vekil ? `${signer.unvan} V.` : signer.unvan;
  const titles = signer.delegator ? [`${signer.delegator.unvan} a.`, own] : [own];
  return {
    name: signer.akademikUnvan ? `${signer.akademikUnvan} ${name}` : name,
    titles: titles.map((line) => ({ line })),
  };
}

/**
 * Signatures from left to right out of signers in rank order, lowest first: of two the higher stands on the right, of
 * three and more the highest stands far left (m.17/11). A letter has at most five.
 */
export function signatureBlock(signers: readonly SignerFacts[]): DocumentContext['signature'] {
  const ordered = (signers.length > 2 ? signers.toReversed() : signers).map(signatureOf);
  const [a, b, c, d, e] = ordered;
  const block: DocumentContext['signature'] = { one: null, two: null, three: null, four: null, five: null };
  if (a && b && c && d && e) return { ...block, five: { a, b, c, d, e } };
  if (a && b && c && d) return { ...block, four: { a, b, c, d } };
  if (a && b && c) return { ...block, three: { a, b, c } };
  if (a && b) return { ...block, two: { a, b } };
  return a ? { ...block, one: { a } } : block;
}

/** The OLUR block: who agree in between, each with the formula of m.20/4, and who gives the olur. */
export function olurBlock(
  facts: { intermediates: readonly SignerFacts[]; approver: SignerFacts } | undefined,
): DocumentContext['olur'] {
  if (!facts) return null;
  // Who agrees writes in the own name to the office that decides: `a.` has no place there (m.17/9).
  const own = facts.intermediates.map(({ delegator: _unused, ...signer }) => signatureOf(signer));
  const intermediates = own.map((signature) => ({ text: 'Uygun görüşle arz ederim.', ...signature }));
  return { intermediates, approver: signatureOf(facts.approver) };
}
