/** The door of the institution room: letterhead, units, kadro, who holds which office on a day, outside offices. */
export { appointOfficeHolder, holdKadroIn, saveInstitution, saveKadro, saveUnit } from './commands.ts';
export type { Contact, Institution, Kadro, OfficeHolder, Unit, UnitInput } from './model.ts';
export { saveExternalOffice } from './office-commands.ts';
export { importExternalOffices, type OfficeImportReport } from './office-import.ts';
export type { ExternalOffice, ExternalOfficeInput } from './office-model.ts';
export {
  externalOfficesNamed,
  findExternalOffices,
  listExternalOffices,
  type NamedOffice,
  officesChangedSince,
} from './office-queries.ts';
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
