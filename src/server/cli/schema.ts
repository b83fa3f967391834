import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedSchema } from '../schema.ts';
import { type Command, print, printError } from './command.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', 'schema.graphql');

/** Writes schema.graphql, or checks that it is what the code says. */
export const schemaCommand: Command = {
  name: 'schema',
  usage: 'schema [--check]',
  summary: 'GraphQL şemasını schema.graphql dosyasına yazar; --check ile yalnız karşılaştırır.',
  async run(args) {
    const text = printedSchema();
    if (!args.includes('--check')) {
      writeFileSync(FILE, text);
      print(`schema.graphql yazıldı (${text.split('\n').length} satır).`);
      return 0;
    }
    if (readFileSync(FILE, 'utf8') === text) {
      print('schema.graphql günceldir.');
      return 0;
    }
    printError('schema.graphql koddan farklı: "npm run schema" ile yazıp değişikliği birlikte kaydedin.');
    return 1;
  },
};
