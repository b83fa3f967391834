import { z } from 'zod';
import { type CommandContext, inTransaction, writeAudit } from '../database/index.ts';
import { type BundleFilter, bundleEntries, countBundle } from '../documents/index.ts';
import { NotFoundError, parseInput, ValidationError } from '../errors/index.ts';
import { asciiFileName } from '../turkish/index.ts';
import { type StoredEntry, streamZip } from '../zip/index.ts';
import type { Logger } from './log.ts';
import type { Route } from './routes.ts';
import { streamedBody } from './streamed.ts';

const MOST_DOCUMENTS = 100_000;
/** An address stays below the 16 KiB that HTTP servers take. */
const MOST_IDS = 300;
const NAMES = 'ids, case, kind, status, service, from, to';

const word = z.string().min(1, 'Boş bırakılamaz; süzgeci kaldırın ya da bir değer yazın.').max(200);
const day = z.iso.date('YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.');
const statuses = { TASLAK: 'taslak', KESIN: 'kesin', IPTAL: 'iptal' } as const;
const filterSchema = z
  .strictObject(
    {
      ids: word
        .max(MOST_IDS * 48)
        .transform((text) => [...new Set(text.split(',').map(documentIdOf))])
        .refine((ids) => ids.every((id) => id !== ''), 'Belge numaralarını virgülle ayırıp yazın: ids=…,….')
        .refine((ids) => ids.length <= MOST_IDS, `En çok ${MOST_IDS} belge numarası verilebilir; süzgeç kullanın.`),
      case: word,
      kind: word,
      status: z.enum(['TASLAK', 'KESIN', 'IPTAL']),
      service: word,
      from: day,
      to: day,
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `Bilinmeyen süzgeç: ${issue.keys.join(', ')}. Şunlar verilebilir: ${NAMES}.`
          : undefined,
    },
  )
  .partial()
  .refine((given) => Object.keys(given).length > 0, `En az bir süzgeç verin: ${NAMES}.`)
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'İlk günden önce olamaz.' })
  .refine(({ ids, ...rest }) => !ids || Object.keys(rest).length === 0, {
    path: ['ids'],
    message: 'Öteki süzgeçlerle birlikte verilemez; ya numaraları ya süzgeçleri yazın.',
  });

/**
 * One ZIP of all documents of a filter that the account may see (`/documents.zip?kind=…&from=…`), written while it is
 * read: a folder a case, and `icindekiler.csv` at the end.
 */
export const bundleRoute: Route = {
  method: 'GET',
  path: /^\/documents\.zip$/,
  async handle({ services: { log }, command }, request) {
    const context = command();
    const filter = filterOf(new URL(request.url).searchParams);
    const count = await checkedCount(context, filter);
    await noteDownload(context, filter, count);
    const account = context.actor.accountId;
    const entries = logged(bundleEntries(context, filter), log.child({ account, requestId: context.requestId }));
    return new Response(streamedBody(request, streamZip(entries)), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${asciiFileName(`belgeler ${filter.caseNumber ?? context.today}.zip`)}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  },
};

function filterOf(query: URLSearchParams): BundleFilter {
  const twice = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (twice) throw ValidationError.of(twice, 'Bir kez verilebilir.');
  const { case: caseNumber, status, ...rest } = parseInput(filterSchema, Object.fromEntries(query));
  return { ...rest, caseNumber, status: status && statuses[status] };
}

/** The id as it stands in `downloadPath`, from that or from the id of GraphQL; empty for anything else. */
function documentIdOf(text: string): string {
  const plain = /^[0-9a-f]{24}$/.test(text) ? text : Buffer.from(text, 'base64').toString('latin1');
  return /^(?:Document:)?([0-9a-f]{24})$/.exec(plain)?.[1] ?? '';
}

async function checkedCount(context: CommandContext, filter: BundleFilter): Promise<number> {
  const count = await countBundle(context, filter, MOST_DOCUMENTS + 1);
  if (count > MOST_DOCUMENTS)
    throw ValidationError.of(
      'filter',
      `Süzgece ${MOST_DOCUMENTS.toLocaleString('tr')} belgeden çoğu uyuyor. Gün aralığını (from, to), türü ya da servisi daraltın.`,
    );
  // Who may not see one is told the same as for one that does not exist.
  if (filter.ids && count < filter.ids.length)
    throw new NotFoundError(
      `İstenen ${filter.ids.length} belgeden ${filter.ids.length - count} tanesi yok ya da görme yetkiniz yok. Belge listesinden yeniden seçin.`,
    );
  if (count === 0)
    throw new NotFoundError(
      'Süzgece uyan, görme yetkiniz olan belge yok. İş numarasını, tür ve servis anahtarını, gün aralığını denetleyin.',
    );
  return count;
}

async function noteDownload(context: CommandContext, filter: BundleFilter, count: number): Promise<void> {
  const { ids, ...rest } = filter;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const details = { ...given, ...(ids ? { ids: ids.join(' ') } : {}), documents: count };
  await inTransaction(context.db, (session) =>
    writeAudit(context.db, session, context, {
      action: 'downloadDocuments',
      recordType: 'DocumentBundle',
      recordId: context.requestId,
      details,
    }),
  );
}

/** The entries as they are; says in the log how far the reader came. */
async function* logged(entries: AsyncIterable<StoredEntry>, log: Logger): AsyncGenerator<StoredEntry> {
  let files = 0;
  let end = 'left early';
  try {
    for await (const entry of entries) {
      yield entry;
      files += 1;
    }
    end = 'complete';
  } catch (error) {
    end = 'failed';
    log.error({ error: error instanceof Error ? error.stack : String(error) }, 'document bundle failed');
    throw error;
  } finally {
    log.info({ files, end }, 'document bundle');
  }
}
