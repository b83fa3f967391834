import { documentBytes, findVisibleDocument } from '../documents/index.ts';
import { NotFoundError } from '../errors/index.ts';
import { asciiFileName } from '../turkish/index.ts';
import type { Route } from './routes.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The Word file of a document for those who may see its case: ETag, conditional and range requests, Turkish file name. */
export const documentRoute: Route = {
  method: 'GET',
  path: /^\/documents\/([0-9a-f]{24})$/,
  async handle({ services, command }, request, [, id = '']) {
    const context = command();
    const { db, actor } = context;
    const document = await findVisibleDocument(context, id);
    // Who may not see it is told the same as for one that does not exist.
    const bytes = document && (await documentBytes(db, id));
    if (!document || !bytes)
      throw new NotFoundError('Bu numarada bir belge yok ya da görme yetkiniz yok. Belge listesinden yeniden seçin.');
    const etag = `"${document.sha256}"`;
    const headers: Record<string, string> = {
      'content-type': DOCX,
      'content-disposition': `attachment; filename="${asciiFileName(document.fileName)}"; filename*=UTF-8''${encodeURIComponent(document.fileName)}`,
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      etag,
    };
    services.log.info({ document: id, account: actor.accountId }, 'document downloaded');
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const range = requestedRange(request, etag, bytes.length);
    if (range === null) return fileResponse(200, bytes, headers);
    if (range === 'unsatisfiable')
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes.length}` } });
    const { from, to } = range;
    return fileResponse(206, bytes.subarray(from, to + 1), {
      ...headers,
      'content-range': `bytes ${from}-${to}/${bytes.length}`,
    });
  },
};

function fileResponse(status: number, bytes: Uint8Array, headers: Record<string, string>): Response {
  return new Response(Buffer.from(bytes), { status, headers: { ...headers, 'content-length': String(bytes.length) } });
}

/** The single range asked for (RFC 9110 §14); null = the whole file; several ranges are answered with the whole file. */
function requestedRange(
  request: Request,
  etag: string,
  size: number,
): { from: number; to: number } | 'unsatisfiable' | null {
  const ifRange = request.headers.get('if-range');
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!match || (match[1] === '' && match[2] === '') || (ifRange !== null && ifRange !== etag)) return null;
  const [first = '', last = ''] = match.slice(1);
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from > to || from >= size ? 'unsatisfiable' : { from, to };
}
