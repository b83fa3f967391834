/**
 * A small EBYS for trying the feed out, and the pattern to copy: it leases letters, stores their packages, acknowledges,
 * gives each a sayı, and answers. It may be killed at any point and run several times over one store: what must happen
 * once is decided by a file that can be made only once, and every request carries a key that follows from its letter.
 *
 *   OZLUK_CLIENT_ID=… OZLUK_CLIENT_SECRET=… npx tsx scripts/ebys-sample-client.ts --url http://127.0.0.1:4000 --store ./ebys-store --once
 *
 * OZLUK_TOKEN instead of id and secret where the institution's identity server gives the tokens.
 */
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { tokenSource } from './ebys-sample-token.ts';

interface Entry {
  readonly itemId: string;
  readonly ustveri: {
    readonly sdp?: { readonly kod: string };
    readonly olusturan: { readonly detsisNo?: string; readonly birimDetsisNo?: string };
  };
  /** Null when the server lacks something for it (`missing`): then the letter itself is fetched. */
  readonly package: RemoteFile | null;
  readonly files: readonly RemoteFile[];
}
interface RemoteFile {
  readonly href: string;
  readonly fileName: string;
  readonly sha256: string;
}
interface Lease {
  readonly leaseToken: string;
  readonly entries: readonly Entry[];
}
interface Settings {
  readonly url: string;
  readonly store: string;
  readonly worker: string;
  /** A token from elsewhere; null: fetched with the client's id and secret. */
  readonly token: string | null;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly once: boolean;
  readonly patienceSeconds: number;
  readonly leaseSeconds: number;
}
/** What this EBYS decided about a letter, once: the same for every worker and every repetition. */
interface Registration {
  readonly sayi: string;
  readonly tarih: string;
  readonly at: string;
}
type Reply = { readonly status: number; readonly body: unknown };

const settings = readSettings();
const folders = {
  items: join(settings.store, 'items'),
  numbers: join(settings.store, 'numbers'),
  letters: join(settings.store, 'letters'),
};
for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });

const tokens = tokenSource(settings);
/** Where this worker looks for a free number; another one may have taken it. */
let nextNumber = (await readdir(folders.numbers)).length + 1;

await resumeAll();
for (;;) {
  const { body } = await send('POST', '/ebys/leases', {
    body: { worker: settings.worker, limit: 10, seconds: settings.leaseSeconds },
  });
  const lease = body as Lease;
  await Promise.all(lease.entries.map((entry) => take(entry, lease.leaseToken)));
  if (lease.entries.length > 0) continue;
  if (settings.once) break;
  await sleep(2000);
}
await resumeAll();
console.log(`${settings.worker}: bekleyen yazı kalmadı.`);

function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4000' },
      store: { type: 'string', default: 'ebys-store' },
      worker: { type: 'string', default: `isci-${process.pid}` },
      once: { type: 'boolean', default: false },
      patience: { type: 'string', default: '120' },
      lease: { type: 'string', default: '30' },
    },
  });
  return {
    url: values.url,
    store: values.store,
    worker: values.worker,
    token: process.env.OZLUK_TOKEN ?? null,
    clientId: process.env.OZLUK_CLIENT_ID ?? '',
    clientSecret: process.env.OZLUK_CLIENT_SECRET ?? '',
    once: values.once,
    patienceSeconds: Number(values.patience),
    leaseSeconds: Number(values.lease),
  };
}

/** Stores the package (of an incomplete letter its DOCX), then acknowledges, then does the rest; a letter that another worker took meanwhile is left to it. */
async function take(entry: Entry, leaseToken: string): Promise<void> {
  const { itemId } = entry;
  const file = entry.package ?? entry.files[0];
  if (!file) throw new Error(`${itemId}: girdinin dosyası yok`);
  const bytes = await download(file.href);
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new Error(`${itemId}: ${file.fileName} akıştaki özetle uyuşmuyor`);
  await makeOnce(join(folders.letters, `${itemId}.${entry.package ? 'taslak.eyp' : 'docx'}`), bytes);
  await makeOnce(join(folders.letters, `${itemId}.json`), JSON.stringify(entry));
  const reply = await send('POST', `/ebys/documents/${itemId}/ack`, {
    body: { leaseToken },
    key: `ack-${leaseToken}-${itemId}`,
  });
  if (reply.status === 409) return console.log(`${settings.worker}: ${itemId} başka işçide ya da geri çekilmiş`);
  await finish(itemId);
}

/** Registers a stored letter and answers; each step may have been done already. */
async function finish(itemId: string): Promise<void> {
  const registration = await register(itemId);
  const { sayi, tarih, at } = registration;
  const answers: [string, object][] = [
    ['registered', { sayi, tarih }],
    ['signed', { by: 'Ali DEMİR', unvan: 'Defterdar', at, last: true }],
    ['sent', { at, channel: 'EYAZISMA' }],
  ];
  for (const [kind, body] of answers) {
    const reply = await send('POST', `/ebys/documents/${itemId}/${kind}`, { body, key: `${kind}-${itemId}` });
    if (reply.status !== 200)
      console.log(`${settings.worker}: ${itemId} ${kind} ${reply.status} ${JSON.stringify(reply.body)}`);
  }
  await makeOnce(join(folders.items, `${itemId}.done`), '');
}

/** The sayı of a letter: a number nobody else has, bound to the letter by a file that can be made only once. */
async function register(itemId: string): Promise<Registration> {
  const path = join(folders.items, `${itemId}.json`);
  const known = await readIfThere(path);
  if (known !== null) return JSON.parse(known) as Registration;
  const entry = JSON.parse(await readFile(join(folders.letters, `${itemId}.json`), 'utf8')) as Entry;
  const unit = entry.ustveri.olusturan.birimDetsisNo ?? entry.ustveri.olusturan.detsisNo ?? '10000000';
  const at = new Date().toISOString();
  const sayi = `E-${unit}-${entry.ustveri.sdp?.kod ?? '903'}-${await takeNumber(itemId)}`;
  await makeOnce(path, JSON.stringify({ sayi, tarih: dayInTurkey(at), at }));
  return JSON.parse(await readFile(path, 'utf8')) as Registration;
}

/** The calendar day of a moment in Turkey. */
function dayInTurkey(at: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(new Date(at));
}

async function takeNumber(itemId: string): Promise<number> {
  for (;;) {
    const number = nextNumber;
    nextNumber += 1;
    const path = join(folders.numbers, String(number));
    if ((await readIfThere(path)) === null && (await makeOnce(path, itemId))) return number;
  }
}

/** Goes on with letters that were stored and not answered to the end: where a run was killed. */
async function resumeAll(): Promise<void> {
  const done = new Set((await readdir(folders.items)).map((name) => name.replace(/\.done$/, '')));
  const stored = (await readdir(folders.letters))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5));
  for (const itemId of stored) {
    if (done.has(itemId)) continue;
    const reply = await send('POST', `/ebys/documents/${itemId}/ack`, { body: {}, key: `resume-${randomUUID()}` });
    if (reply.status === 200) await finish(itemId);
  }
}

/** Makes a file with its whole content, or leaves the one that is there. True when it was made. */
async function makeOnce(path: string, content: string | Uint8Array): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file = await open(temporary, 'wx');
  await file.writeFile(content);
  await file.sync();
  await file.close();
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary);
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function download(path: string): Promise<Buffer> {
  return patiently(async () => {
    const response = await fetch(settings.url + path, { headers: { authorization: `Bearer ${await tokens.get()}` } });
    if (response.status === 429 || response.status >= 500) throw new Error(`HTTP ${response.status}`);
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  });
}

async function send(method: string, path: string, what: { body: object; key?: string }): Promise<Reply> {
  return patiently(async () => {
    const response = await fetch(settings.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await tokens.get()}`,
        'content-type': 'application/json',
        ...(what.key === undefined ? {} : { 'idempotency-key': what.key }),
      },
      body: JSON.stringify(what.body),
    });
    const body: unknown = await response.json();
    if (response.status === 429 || response.status >= 500) throw new Error(`HTTP ${response.status}`);
    if (response.status === 401 && tokens.renew()) throw new Error('HTTP 401');
    if (response.status === 401 || response.status === 403) {
      console.error(`Sunucu bu hesabı kabul etmiyor: ${JSON.stringify(body)}`);
      process.exit(1);
    }
    return { status: response.status, body };
  });
}

/** Repeats until the server answers: it may be down, restarting, or busy. The keys make repetition harmless. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + settings.patienceSeconds * 1000;
  for (let pause = 100; ; pause = Math.min(2000, pause * 2)) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}
