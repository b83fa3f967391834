/** The door of the documents room: kinds of letters, their texts and templates, rendering, checking, storing. */
export { type AttachmentSource, addAttachment, removeAttachment } from './attachments/commands.ts';
export { hasHeadOf, LARGEST_ATTACHMENT, readAttachment } from './attachments/file-rules.ts';
export { ekTexts, matchAttachments } from './attachments/matching.ts';
export type { Attachment } from './attachments/model.ts';
export { attachmentBytes, attachmentsOf, findAttachment, findVisibleAttachment } from './attachments/queries.ts';
export { bundleEntries, CONTENTS_NAME } from './bundle/entries.ts';
export { type BundleContext, type BundleFilter, countBundle } from './bundle/select.ts';
export {
  type DocumentOrder,
  type DocumentsContext,
  generateDocument,
  reissueDraft,
  type WrittenDocument,
  withdrawDocument,
  withdrawDraftsIn,
  writeDocument,
} from './commands.ts';
export { type ComposedDocument, composeDocument, composeFinal, missingValues } from './compose.ts';
export { type ContextPaths, contextPaths, type DocumentContext, documentContext } from './context.ts';
export { type DocumentFacts, type DocumentFactsInput, documentFacts } from './facts.ts';
export {
  DOCUMENT_TYPES,
  type DocumentKind,
  type DocumentType,
  FIELD_TYPES,
  type FieldDefinition,
  type FieldType,
  isLetter,
  type Layout,
} from './kinds.ts';
export type { OfficeLevel, Relation } from './levels.ts';
export { type DocumentLibrary, type LoadedTemplate, openLibrary } from './library.ts';
export { LINT_CHECKS, type LintFacts, type LintFinding, lintDocx, type Severity } from './lint.ts';
export { asciiNameOf, type MadeDocument, makeDocument } from './make.ts';
export type { DocumentPlace, DocumentStatus, OfficeDocument, Registration, StoredDocument } from './model.ts';
export { createPdfConverter, type PdfConverter, type PdfConverterOptions } from './pdf/converter.ts';
export { findOfficeProgram } from './pdf/find-program.ts';
export { pdfaPart } from './pdf/pdfa.ts';
export { documentPdf, type PdfFile, storedPdf } from './pdf/store.ts';
export {
  checkDocument,
  type DocumentMark,
  documentBytes,
  documentsChangedSince,
  documentsOfCases,
  findDocument,
  findDocumentsByIds,
  findVisibleDocument,
  latestDocument,
  listDocuments,
} from './queries.ts';
export { registerDocument } from './registration.ts';
export { compileTemplate, type RenderDocx, renderPlainly } from './render.ts';
export { checkTags, listTags, openTemplate, type ParsedTemplate, type TemplateTag } from './template.ts';
export type { Finding } from './texts.ts';
