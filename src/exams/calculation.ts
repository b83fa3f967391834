import { gorevdeYukselme, type Outcome, type ParameterBook } from '../calculations/index.ts';
import { parseInput } from '../errors/index.ts';
import { canonicalJson } from './canonical.ts';
import type { ExamPost, StoredCandidate, StoredExam } from './model.ts';

/** One post of an exam as the calculation takes it; every value a plain text or number. */
interface PostInput {
  readonly post: string;
  readonly exam: {
    readonly on: string;
    readonly stage: gorevdeYukselme.ExamStage;
    readonly quotas: Readonly<Record<string, number>>;
    readonly announced?: number;
    readonly candidates: readonly object[];
  };
}

/** Result of one post: its three lists with their reasoning. */
export interface PostResult {
  readonly post: string;
  readonly outcome: Extract<Outcome<gorevdeYukselme.ExamResult>, { readonly kind: 'value' }>;
}

/** Everything that the lists of an exam are calculated from, as canonical text; the order of the candidates doesn't matter. */
export function examInputText(
  exam: Pick<StoredExam, 'posts' | 'applicationsEndOn'>,
  candidates: readonly StoredCandidate[],
  stage: gorevdeYukselme.ExamStage,
): string {
  const sorted = [...candidates].sort((a, b) => (a.candidateNo < b.candidateNo ? -1 : 1));
  const posts = exam.posts.map((post): PostInput => {
    const announced = post.announced === null ? {} : { announced: post.announced };
    const own = sorted.filter((c) => c.post === post.unvan).map(candidateInput);
    return {
      post: post.unvan,
      exam: { on: exam.applicationsEndOn, stage, quotas: quotasOf(post), ...announced, candidates: own },
    };
  });
  return canonicalJson(posts);
}

function quotasOf({ places }: ExamPost): Record<string, number> {
  return Object.fromEntries(places.map((p) => [p.name, p.count]));
}

function candidateInput(c: StoredCandidate): object {
  const { candidateNo, written, oral, serviceDays, education, grade, preferences, acceptsOutside } = c;
  return { id: candidateNo, written, oral, serviceDays, education, grade, preferences, acceptsOutside };
}

/**
 * Calculates every post from the canonical input. Pure: the same text and the same figures give the same bytes. Throws
 * ValidationError naming the candidate of a mark or preference that can't be.
 */
export function examResultText(inputText: string, book: ParameterBook): string {
  const posts = JSON.parse(inputText) as PostInput[];
  const deps = { book, tables: gorevdeYukselme.promotionTablesOf(book) };
  return canonicalJson(
    posts.map(({ post, exam }) => ({
      post,
      outcome: gorevdeYukselme.calculateExam(parseInput(gorevdeYukselme.examInput, exam), deps),
    })),
  );
}

/** The stored result, read back. */
export function readResult(resultText: string): readonly PostResult[] {
  return JSON.parse(resultText) as PostResult[];
}
