import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addDays, isoDate } from '../../calculations/index.ts';
import { IN_TURKISH } from '../../errors/index.ts';
import { readYamlFile } from '../../yaml/index.ts';
import type { HolidayCalendar } from './working-days.ts';

const monthDay = z.string().regex(/^\d{2}-\d{2}$/, 'AA-GG biçiminde yazın');
const schema = z.strictObject({
  coverage: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  fixed: z.array(
    z.strictObject({
      name: z.string(),
      day: monthDay,
      half: z.boolean().default(false),
      from: z.iso.date(),
      source: z.string(),
    }),
  ),
  religious: z.array(z.strictObject({ name: z.string(), first: z.iso.date(), days: z.int().positive() })),
  recess: z.strictObject({ from: monthDay, to: monthDay, extensionDays: z.int().positive(), source: z.string() }),
});

/**
 * The holiday calendar: `calendar/holidays.yaml` of the last given folder that has one, else the built-in.
 * Throws on a file that doesn't fit, with its name: no deadline may be counted on a broken table.
 */
export function loadHolidays(folders: readonly string[] = []): HolidayCalendar {
  const files = folders.map((f) => join(f, 'calendar', 'holidays.yaml')).filter((f) => existsSync(f));
  const file = files.at(-1) ?? join(import.meta.dirname, 'holidays.yaml');
  const { value, problems } = readYamlFile(file);
  if (problems[0]) throw new Error(`${file}:${problems[0].line}: ${problems[0].message}`);
  const parsed = schema.safeParse(value, IN_TURKISH);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const moving = new Map<string, { name: string; half: boolean }>();
  for (const { name, first, days } of parsed.data.religious) {
    const start = isoDate(first);
    moving.set(addDays(start, -1), { name: `${name} arifesi`, half: true });
    for (let i = 0; i < days; i++) moving.set(addDays(start, i), { name: `${name} ${i + 1}. gün`, half: false });
  }
  const { coverage, fixed, recess } = parsed.data;
  return { coverage, fixed, moving, recess };
}
