import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UnavailableError } from '../../errors/index.ts';
import { pdfaFault } from './pdfa.ts';

/** Makes PDF/A-1 of a Word file. The bytes differ from run to run: whoever needs them again stores them. */
export interface PdfConverter {
  /** Path of the program, for the start message. */
  readonly program: string;
  /** Waits for its turn; throws UnavailableError when the program fails, takes too long or gives no PDF/A. */
  convert(docx: Uint8Array): Promise<Buffer>;
  /** Ends the conversion under way; no other begins. */
  close(): Promise<void>;
  isClosed(): boolean;
}

/** How the converter runs; `folder` holds its profile and its work files. */
export interface PdfConverterOptions {
  readonly program: string;
  readonly folder: string;
  readonly timeoutMs?: number;
  readonly maxWaiting?: number;
}

const TIMEOUT_MS = 60_000;
const MAX_WAITING = 20;
/** ISO 19005-1, the only part that the Teknik Rehber allows (K.6). */
const FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"}}';
const NOTE_LENGTH = 200;

/** A converter over LibreOffice with a profile of its own: one conversion at a time, the others wait in order. */
export function createPdfConverter(options: PdfConverterOptions): PdfConverter {
  const { program, maxWaiting = MAX_WAITING } = options;
  const running: { child: ChildProcess | null; closed: boolean } = { child: null, closed: false };
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    program,
    convert(docx) {
      if (waiting >= maxWaiting)
        return Promise.reject(new UnavailableError('PDF dönüştürücünün sırası dolu; biraz sonra yeniden deneyin.'));
      waiting += 1;
      const turn = last.then(() => {
        if (running.closed) throw new UnavailableError('Sunucu kapanıyor; PDF üretilmedi.');
        return convertOne(options, docx, (child) => {
          running.child = child;
        });
      });
      const done = () => {
        waiting -= 1;
        running.child = null;
      };
      // The next one goes on whatever became of this one; its own caller gets the failure.
      last = turn.then(done, done);
      return turn;
    },
    async close() {
      running.closed = true;
      if (running.child) killGroup(running.child);
      await last;
    },
    isClosed: () => running.closed,
  };
}

async function convertOne(
  { program, folder, timeoutMs = TIMEOUT_MS }: PdfConverterOptions,
  docx: Uint8Array,
  started: (child: ChildProcess) => void,
): Promise<Buffer> {
  const base = resolve(folder);
  await mkdir(base, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(base, 'is-'));
  try {
    await writeFile(join(work, 'belge.docx'), docx, { mode: 0o600 });
    const profile = pathToFileURL(join(base, 'profil')).href;
    const child = spawn(program, argumentsOf(profile, work), { cwd: work, stdio: 'pipe', detached: true });
    started(child);
    const said = await finished(child, timeoutMs);
    const made = join(work, 'belge.pdf');
    if (!existsSync(made)) throw failed(said);
    const pdf = await readFile(made);
    const fault = pdfaFault(pdf);
    if (fault !== null) throw failed(fault);
    return pdf;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function argumentsOf(profile: string, work: string): string[] {
  return [
    `-env:UserInstallation=${profile}`,
    '--headless',
    '--nologo',
    '--norestore',
    '--nolockcheck',
    '--nodefault',
    '--convert-to',
    FILTER,
    '--outdir',
    work,
    join(work, 'belge.docx'),
  ];
}

/** What the program said; throws when it could not be started, was ended, or took longer than allowed. */
function finished(child: ChildProcess, timeoutMs: number): Promise<string> {
  return new Promise((done, reject) => {
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        if (said.length < 50) said.push(chunk);
      });
    const timer = setTimeout(() => {
      killGroup(child);
      reject(failed(`${Math.round(timeoutMs / 1000)} saniyede bitmedi`));
    }, timeoutMs);
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(new UnavailableError(`PDF dönüştürücü başlatılamadı (${cause.message}).`, { cause }));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const text = Buffer.concat(said).toString('utf8').trim();
      if (code === 0) done(text);
      else reject(failed(signal === null ? `çıkış kodu ${code}. ${text}` : `${signal} ile durduruldu`));
    });
  });
}

/** LibreOffice is a script that starts others: the whole group has to go. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function failed(why: string): UnavailableError {
  return new UnavailableError(`Yazı PDF/A’ya çevrilemedi: ${(why || 'neden bildirilmedi').slice(0, NOTE_LENGTH)}`);
}
