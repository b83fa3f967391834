import { createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { localFieldKey } from '../database/index.ts';
import { findOfficeProgram } from '../documents/index.ts';
import { DomainError } from '../errors/index.ts';

/** The environment does not allow a start; every finding is listed with the variable's name. */
export class ConfigError extends DomainError {
  readonly code = 'CONFIG';
}

const empty = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = z.preprocess(empty, z.string().optional());

/** Where people check an official letter; institutions with a page of their own name it. */
const DOGRULAMA_ADRESI = 'https://www.turkiye.gov.tr/belge-dogrulama';

const environment = z.object({
  NODE_ENV: z.preprocess(empty, z.enum(['development', 'production', 'test']).default('development')),
  PORT: z.preprocess(empty, z.coerce.number().int().min(0).max(65_535).default(4000)),
  HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  OZLUK_PUBLIC_URL: z.preprocess(empty, z.url().optional()),
  OZLUK_DATA: z.preprocess(empty, z.string().default('.ozluk')),
  OZLUK_ENGINE: z.preprocess(empty, z.enum(['embedded', 'mongod']).default('embedded')),
  OZLUK_CUSTOM: optional,
  OZLUK_DEMO: z.preprocess(empty, z.enum(['auto', 'off']).default('auto')),
  MONGODB_URI: optional,
  OZLUK_JWKS_URL: z.preprocess(empty, z.url().optional()),
  OZLUK_JWT_KEY_FILE: optional,
  OZLUK_JWT_ISSUER: optional,
  OZLUK_JWT_AUDIENCE: z.preprocess(empty, z.string().default('ozluk')),
  OZLUK_FIELD_KEY: z.preprocess(
    empty,
    z
      .string()
      .regex(/^[0-9a-f]{64}$/i, '64 onaltılık haneli (32 baytlık) bir anahtar yazın')
      .optional(),
  ),
  OZLUK_DOGRULAMA_ADRESI: z.preprocess(empty, z.url().default(DOGRULAMA_ADRESI)),
  OZLUK_SOFFICE: optional,
  OZLUK_EBYS_SIGNS: z.preprocess(empty, z.stringbool().default(true)),
  LOG_LEVEL: z.preprocess(empty, z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')),
});

/** How access tokens are checked. `development`: a key beside the data, for tokens that the server makes itself. */
export type TokenTrust =
  | { readonly kind: 'jwks'; readonly url: string }
  | { readonly kind: 'keyFile'; readonly path: string }
  | { readonly kind: 'development'; readonly secret: ReturnType<typeof createSecretKey> };

export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Address that clients use; null = the one that is listened on. */
  readonly publicUrl: string | null;
  readonly dataFolder: string;
  /** Folder whose processes, templates, texts and parameters add to or replace the built-in ones; null = none. */
  readonly customFolder: string | null;
  readonly engine: 'embedded' | 'mongod';
  readonly mongodbUri: string | undefined;
  readonly loadDemo: boolean;
  readonly trust: TokenTrust;
  readonly issuer: string | null;
  readonly audience: string;
  readonly fieldKey: Buffer;
  /** Address at which a letter is checked (Üstveri, DogrulamaAdresi). */
  readonly dogrulamaAdresi: string;
  /** Letters are signed in the EBYS: it gets them when they wait for signature, and its word completes the step. */
  readonly ebysSigns: boolean;
  /** LibreOffice, which makes PDF/A of letters; null = none, letters go out as DOCX. */
  readonly officeProgram: string | null;
  readonly logLevel: string;
}

/** Reads the environment. Throws ConfigError with one sentence for each wrong or missing variable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    throw new ConfigError(
      `Ayarlar geçersiz: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}. README’deki ayar tablosuna bakın.`,
    );
  const e = parsed.data;
  const production = e.NODE_ENV === 'production';
  if (production) requireProductionKeys(e);
  return {
    production,
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.OZLUK_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    dataFolder: e.OZLUK_DATA,
    customFolder: customFolderOf(env),
    engine: e.OZLUK_ENGINE,
    mongodbUri: e.MONGODB_URI,
    loadDemo: e.OZLUK_DEMO === 'auto' && !production,
    trust: e.OZLUK_JWKS_URL
      ? { kind: 'jwks', url: e.OZLUK_JWKS_URL }
      : e.OZLUK_JWT_KEY_FILE
        ? { kind: 'keyFile', path: e.OZLUK_JWT_KEY_FILE }
        : { kind: 'development', secret: developmentSecret(e.OZLUK_DATA) },
    issuer: e.OZLUK_JWT_ISSUER ?? null,
    audience: e.OZLUK_JWT_AUDIENCE,
    fieldKey: e.OZLUK_FIELD_KEY ? Buffer.from(e.OZLUK_FIELD_KEY, 'hex') : localFieldKey(e.OZLUK_DATA),
    dogrulamaAdresi: e.OZLUK_DOGRULAMA_ADRESI,
    ebysSigns: e.OZLUK_EBYS_SIGNS,
    officeProgram: officeProgramOf(e, env.PATH ?? ''),
    logLevel: e.LOG_LEVEL,
  };
}

/** The institution's own folder, `OZLUK_CUSTOM` or `<data>/ozel`; null where there is none. */
export function customFolderOf({ OZLUK_CUSTOM, OZLUK_DATA }: NodeJS.ProcessEnv): string | null {
  const folder = OZLUK_CUSTOM || join(OZLUK_DATA || '.ozluk', 'ozel');
  return existsSync(folder) ? folder : null;
}

/** Tests don't convert unless they say so: it takes seconds a letter. */
function officeProgramOf(e: z.infer<typeof environment>, searchPath: string): string | null {
  const setting = e.OZLUK_SOFFICE ?? (e.NODE_ENV === 'test' ? 'off' : 'auto');
  if (setting === 'off') return null;
  const program = findOfficeProgram(setting, searchPath);
  if (program !== null || setting === 'auto') return program;
  throw new ConfigError(
    `OZLUK_SOFFICE: "${setting}" çalıştırılabilir bir dosya değil. LibreOffice’in yolunu, "auto" ya da "off" yazın.`,
  );
}

function requireProductionKeys(e: z.infer<typeof environment>): void {
  const lacking = [
    ...(e.OZLUK_JWKS_URL || e.OZLUK_JWT_KEY_FILE
      ? []
      : ['OZLUK_JWKS_URL ya da OZLUK_JWT_KEY_FILE (erişim belirteçlerinin anahtarı)']),
    ...(e.OZLUK_JWT_ISSUER ? [] : ['OZLUK_JWT_ISSUER (belirteci veren)']),
    ...(e.OZLUK_FIELD_KEY ? [] : ['OZLUK_FIELD_KEY (kimlik numaralarını şifreleyen 32 baytlık anahtar)']),
  ];
  if (lacking.length === 0) return;
  throw new ConfigError(`Üretim kipinde sunucu anahtarsız başlamaz. Eksik ayarlar: ${lacking.join('; ')}.`);
}

/** The secret of development tokens: made on the first start, kept beside the data, never used in production. */
function developmentSecret(dataFolder: string) {
  const path = join(dataFolder, 'development-token.key');
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return createSecretKey(Buffer.from(readFileSync(path, 'utf8').trim(), 'hex'));
}
