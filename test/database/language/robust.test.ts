import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  compileFilter,
  compileProjection,
  compileUpdate,
  createDoc,
  EngineError,
  encode,
  filterPredicates,
  makeCollator,
  type PipelineContext,
  runPipeline,
  upsertBase,
} from '../../../src/database/embedded/language/index.ts';
import { anyDoc, anyValue, doc } from './values.ts';

const words = (text: string): string[] => text.split(' ').map((word) => `$${word}`);

const EXPRESSIONS = words(
  'add subtract multiply divide mod abs ceil floor round trunc eq cmp and or not cond ifNull switch let literal ' +
    'concat toLower toUpper substr substrCP strLenBytes strLenCP split trim ltrim rtrim replaceOne ' +
    'replaceAll regexMatch arrayElemAt first last concatArrays in indexOfArray isArray reverseArray size slice ' +
    'sortArray arrayToObject objectToArray setUnion setIntersection setDifference setEquals setIsSubset ' +
    'mergeObjects getField setField unsetField map filter reduce year month dateToString convert toBool toDate ' +
    'toDecimal toDouble toInt toLong toObjectId toString type isNumber sum avg min max month dayOfYear hour range',
);
const FILTERS = words(
  'eq ne gt gte lt lte in nin exists type mod regex options size all elemMatch not bitsAllSet bitsAnyClear and or nor expr comment',
);
const UPDATES = words('set unset inc mul min max currentDate rename setOnInsert bit push addToSet pop pull pullAll');
const STAGES = words(
  'match project set unset addFields group sort limit skip unwind lookup facet count sortByCount bucket replaceRoot replaceWith unionWith',
);
const NAMED = (
  'input in cond as if then else vars initialValue branches default date format timezone onNull limit chars sortBy ' +
  'regex find replacement field value to from localField foreignField let pipeline path newRoot groupBy boundaries output _id coll'
).split(' ');

const path = fc.constantFrom<unknown>('$a', '$a.b', '$$ROOT', '$$this', 'a', 'year', 1, -1);
/** Operands that look a little like real ones: values, paths, lists of them, documents with known fields. */
const { operand } = fc.letrec<{ operand: unknown }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3 },
    path,
    anyValue,
    fc.array(tie('operand'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMED), tie('operand')), { maxLength: 4 })
      .map((pairs) => doc(Object.fromEntries(pairs))),
    fc
      .tuple(fc.constantFrom(...EXPRESSIONS, ...FILTERS), tie('operand'))
      .map(([name, value]) => doc({ [name]: value })),
  ),
}));

const context: PipelineContext = {
  memoryLimitBytes: 1e6,
  tick: () => {},
  find: () => [],
  now: new Date(0),
  collation: makeCollator({ locale: 'tr', strength: 2 }),
};

/** Runs and takes a refusal with a MongoDB code as good; any other error is one of ours. */
const answersOrRefuses = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    expect(error, (error as Error).stack ?? '').toBeInstanceOf(EngineError);
  }
};

describe('Whatever is asked, the answer is a value or a MongoDB error', () => {
  it('for expressions', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXPRESSIONS), operand, anyValue, (name, spec, a) => {
        answersOrRefuses(() =>
          encode(doc({ v: compileExpression(doc({ [name]: spec }), context)({ ROOT: doc({ a }) }) })),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('for filters and what the planner reads of them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILTERS), operand, anyValue, (name, spec, a) => {
        const fields = doc({ a, b: doc({ c: [a] }) });
        for (const filter of [
          doc({ [name]: spec }),
          doc({ a: doc({ [name]: spec }) }),
          doc({ 'b.c.0': doc({ $not: doc({ [name]: spec }) }) }),
        ]) {
          answersOrRefuses(() => compileFilter(filter, context)(fields));
          answersOrRefuses(() => filterPredicates(filter));
          answersOrRefuses(() => upsertBase(filter));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('for updates', () => {
    const target = fc.constantFrom('a', 'a.b', 'a.0', 'a.$', 'a.$[]', 'a.$[x].y', 'b', '', 'a..b');
    fc.assert(
      fc.property(fc.constantFrom(...UPDATES), target, operand, anyValue, (name, field, spec, a) => {
        const update = doc({ [name]: doc({ [field]: spec }) });
        const options = {
          ...context,
          filter: doc({ a: 1 }),
          arrayFilters: field.includes('[x]') ? [doc({ x: 1 })] : [],
        };
        answersOrRefuses(() => encode(compileUpdate(update, options).apply(doc({ _id: 1, a, b: [a] }), false)));
        answersOrRefuses(() => compileUpdate(doc({ [name]: spec }), options).apply(createDoc(), true));
      }),
      { numRuns: 1000 },
    );
  });

  it('for stages and projections', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STAGES), operand, fc.array(anyDoc, { maxLength: 3 }), (name, spec, docs) => {
        answersOrRefuses(() => [...runPipeline(docs, [doc({ [name]: spec })], context)]);
        answersOrRefuses(() =>
          docs.map(compileProjection(doc({ a: spec }), { ...context, mode: 'find', filter: createDoc() })),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
