/** The door of the cases room: the catalog of processes, the engine that runs them, cases and their worklists. */

export { formOf } from './acts/complete.ts';
export { deliveryField } from './acts/letter-move.ts';
export { returnTargets } from './acts/return.ts';
export { type CaseCalculation, calculateStep, type StepCalculation } from './calculations/index.ts';
export { loadHolidays } from './calendar/load.ts';
export {
  addWorkingDays,
  type HolidayCalendar,
  holidayOn,
  isWorkingDay,
  workingDayFrom,
} from './calendar/working-days.ts';
export { documentFieldsFor } from './case-documents.ts';
export type { CasesContext, LetterDesk } from './cases-context.ts';
export { type ApprovalInput, approveStep, parafStep, signStep } from './commands/approvals.ts';
export { type CompleteStepInput, completeStep } from './commands/complete-step.ts';
export { type GenerateDocumentInput, generateDocument } from './commands/generate-document.ts';
export { applyLetterMove, type LetterAnswer } from './commands/letter-moves.ts';
export { assignCase, cancelCase, chooseSigner, recordFacts, returnStep } from './commands/manage.ts';
export { type OpenCaseInput, openCase } from './commands/open-case.ts';
export type { CaseResult } from './commands/record.ts';
export { type LetterOrder, letterFacts } from './context.ts';
export { type CaseDeadline, caseDeadlines, deadlineOfStep, dueDay, nextDueDay } from './deadlines.ts';
export {
  END,
  type ProcessDefinition,
  type RoleDefinition,
  type ServiceDefinition,
  type StepDefinition,
  type SystemDefinition,
  stepOf,
  type Vocabulary,
} from './definition.ts';
export { labelsOf, nextSlot, rolesAwaited, type Slot, signatureLabel, slotsOf } from './entitlement.ts';
export { type DocumentField, fieldsOfOpening, fieldsOfStep, type StepField } from './fields.ts';
export { type Catalog, type CatalogFinding, loadCatalog, processOn, processVersion } from './load.ts';
export type { Case, CaseSubject, StoredCaseEvent } from './model.ts';
export {
  type CaseFilter,
  type CaseOrder,
  type CasePage,
  findCaseById,
  findCaseByNumber,
  findCaseEvents,
  findCases,
  findCasesByIds,
  findLinkedCases,
  findWorklist,
  lastCalculation,
  type WorklistFilter,
} from './queries.ts';
export type {
  Act,
  Approval,
  CaseActor,
  CaseData,
  CaseEffect,
  CaseEvent,
  CaseState,
  FieldValue,
  HeldRole,
  LetterNews,
  Transition,
} from './state.ts';
export { type CaseRules, openState, transition } from './transition.ts';
export { type DefinitionFinding, validateProcess } from './validate.ts';
