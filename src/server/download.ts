import { asciiFileName } from '../turkish/index.ts';

/** A file to hand out; `fileName` is the Turkish one, for people. */
export interface Download {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly fileName: string;
  readonly mimeType: string;
}

/** A file as an answer: ETag, conditional and single range requests (RFC 9110), never kept by anything between. */
export function download(request: Request, { bytes, sha256, fileName, mimeType }: Download): Response {
  const etag = `"${sha256}"`;
  const headers: Record<string, string> = {
    'content-type': mimeType,
    'content-disposition': `attachment; filename="${asciiFileName(fileName)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    etag,
  };
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
}

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
