import { backup, restore } from './backup.ts';
import { calc } from './calc.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { ebysClient } from './ebys-client.ts';
import { exam } from './exam.ts';
import { eyp } from './eyp.ts';
import { importOfficesCommand } from './import-offices.ts';
import { importPersonnelCommand } from './import-personnel.ts';
import { relocation } from './relocation.ts';
import { schemaCommand } from './schema.ts';
import { serve } from './serve.ts';
import { terfi } from './terfi.ts';
import { token } from './token.ts';

/** Every subcommand, in the order of the overview. */
export const commands: readonly Command[] = [
  serve,
  demo,
  importPersonnelCommand,
  importOfficesCommand,
  token,
  ebysClient,
  calc,
  terfi,
  exam,
  relocation,
  backup,
  restore,
  check,
  eyp,
  schemaCommand,
];
