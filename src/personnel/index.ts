/** The door of the personnel room: the registry of people and its import. */

export { CsvFormatError } from '../csv/index.ts';
export {
  addPersonnelRecord,
  type PersonChange,
  personChangeSchema,
  registerPersonnel,
  updatePersonnel,
  updatePersonnelIn,
} from './commands.ts';
export { PERSONNEL_COLUMNS } from './import/columns.ts';
export { findImportJob, type ImportJob, startImport } from './import/job.ts';
export type { Refusal } from './import/plan.ts';
export { type ImportReport, importPersonnel } from './import/run.ts';
export { addNamePrefixes } from './migrate.ts';
export { type Career, type CareerList, careerSchema, educationSchema, type Person, type PersonInput } from './model.ts';
export {
  countPersonnel,
  cursorValues,
  findPersonBySicilNo,
  findPersonnel,
  findPersonnelByIds,
  findPersonnelBySicilNos,
  type PersonnelFilter,
  type PersonnelOrder,
  type PersonnelPage,
  streamPersonnel,
} from './queries.ts';
export { completeTckn, isTckn, maskTckn } from './tckn.ts';
export { type MonthEntry, type MonthOrder, monthOf, promotionsOfMonth, terfiFactsOf, terfiOf } from './terfi.ts';
export type { Uploads } from './uploads.ts';
