export {
  createEbysClient,
  listEbysClients,
  type NewClientSecret,
  revokeEbysClient,
  rotateEbysClientSecret,
} from './clients/commands.ts';
export { createTokenHandler, type IssueClientToken, type TokenHandler } from './clients/token.ts';
export { completeExports } from './complete-exports.ts';
export { readZip } from './container/zip-reader.ts';
export { writeZip, type ZipPart } from './container/zip-writer.ts';
export { runExportOrders } from './export-job.ts';
export { feedDocumentId, withdrawExport } from './export-orders.ts';
export { renderInspection, runEypInspect } from './eyp-inspect.ts';
export { type ApplyMove, type LetterMove, recordAnswer } from './feed/answer.ts';
export { ANSWER_KINDS, type Answer, type AnswerKind, type LetterFacts, NO_FACTS } from './feed/answers.ts';
export type { ReadFile } from './feed/files.ts';
export { forgetRequests } from './feed/idempotency.ts';
export {
  deadLetters,
  registerWebhook,
  removeWebhook,
  replayDeadLetters,
  sendDueWebhooks,
  type WebhookSender,
} from './feed/outbox.ts';
export { type LetterToPublish, publishLetter, withdrawLetter } from './feed/publish.ts';
export {
  acknowledge,
  type FeedEntry,
  type FeedPage,
  findEntry,
  type Lease,
  leaseLetters,
  readFeed,
} from './feed/pull.ts';
export { isSignedThere, type LetterRecord, lettersOfCase } from './feed/status.ts';
export {
  type AnswerDecision,
  type CaseMove,
  cursorOf,
  decideAck,
  decideAnswer,
  type LetterStatus,
  movesBetween,
  sequenceOf,
  statusOf,
} from './feed-rules.ts';
export { type Finding, type FindingList, findingList, type Severity } from './finding.ts';
export { createEbysHandler, type EbysHandler, type EbysPorts, ebysRoutes } from './http.ts';
export { examinePackage, type Inspection, inspectPackage } from './inspect/examine.ts';
export { headingValue, type LetterText, readLetterText } from './inspect/letter-text.ts';
export type { RawUstveri } from './inspect/raw-types.ts';
export { readLetterFile } from './letter-files.ts';
export {
  composePackageInput,
  type EkFile,
  type FoundOffice,
  type LetterSource,
  packageInputOf,
} from './letter-input.ts';
export { DEFAULT_LIMITS, type PackageLimits } from './limits.ts';
export { openApi } from './openapi.ts';
export { type PackageInput, PackageInputSchema } from './package/input.ts';
export type { Ustveri } from './package/ustveri.ts';
export { buildDraftPackage, draftFileName, ustveriOf } from './package.ts';
export {
  type PublishContext,
  type PublishSettings,
  publishDocument,
} from './publish-document.ts';
export { createRateLimiter, type RateSettings, takeRequest } from './rate-limit.ts';
export { type PackageFile, type PackageSigner, type ReadPackage, readPackage } from './read-package.ts';
export { reconcileFeed } from './reconcile.ts';
export { afterFailure, DEFAULT_RETRY, isWebhookGenuine, type RetrySettings, signWebhook } from './webhook-rules.ts';
