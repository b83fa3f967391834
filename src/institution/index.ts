/** The door of the institution room: letterhead, units, kadro, who holds which office on a day. */
export { appointOfficeHolder, saveInstitution, saveKadro, saveUnit } from './commands.ts';
export type { Contact, Institution, Kadro, OfficeHolder, Unit, UnitInput } from './model.ts';
export {
  findInstitution,
  findKadro,
  findUnits,
  type KadroFilter,
  listKadros,
  listUnits,
  type OfficeQuery,
  officeHoldersOn,
  officesOf,
  requireUnit,
  unitCodesUnder,
} from './queries.ts';
export { type ReaderContext, readerOf } from './reader.ts';
