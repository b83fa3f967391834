/** The records of a ZIP file (APPNOTE 6.3.x), and a ZIP as a stream. A leaf: every room that writes one lays it out here. */
export { centralHeader, dosDay, endRecords, localHeader, type ZipRecord } from './records.ts';
export { type StoredEntry, streamZip } from './stream.ts';
