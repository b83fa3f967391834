import { compileClosure, createFrame } from './expression.ts';
import { type Node, parseFilter, type Test } from './filter-parse.ts';
import type { ValueTest } from './filter-special.ts';
import { compileTest } from './filter-tests.ts';
import { truthy } from './number.ts';
import { isIndex } from './path.ts';
import type { Doc, LanguageContext, MatchDetails, Predicate } from './types.ts';
import { createDoc, fieldOf, isDoc } from './value.ts';

/** A compiled condition on a value and, for the positional operator, where in its array it held. */
type Match = (value: unknown, details?: MatchDetails) => boolean;

/** Tests that look at an array as a whole, not at its elements. */
const WHOLE: ReadonlySet<string> = new Set(['exists', '$size']);

/** The value itself or, for an array, any element or the array as a whole. */
const anyElement =
  (test: ValueTest): Match =>
  (value, details) => {
    if (!Array.isArray(value)) return test(value);
    for (let i = 0; i < value.length; i += 1) {
      if (!test(value[i])) continue;
      if (details) details.index = i;
      return true;
    }
    return test(value);
  };

const elementMatch =
  (matches: (element: unknown) => boolean): Match =>
  (value, details) => {
    if (!Array.isArray(value)) return false;
    const index = value.findIndex(matches);
    if (index < 0) return false;
    if (details) details.index = index;
    return true;
  };

const compileLeaf = (test: Test, context: LanguageContext): { leaf: Match; single: ValueTest } => {
  if (test.op === 'elementDocument' || test.op === 'elementValue') {
    const leaf = elementMatch((test.op === 'elementValue' ? compileElementTest : compileDocument)(test.node, context));
    return { leaf, single: leaf };
  }
  const single = compileTest(test, context.collation);
  return { leaf: WHOLE.has(test.op) ? single : anyElement(single), single };
};

/** Conditions on an element that is a document, or an array taken as one by its indexes. */
const compileDocument = (node: Node, context: LanguageContext): ValueTest => {
  const matches = compileNode(node, context);
  return (element) => {
    if (Array.isArray(element)) return matches(Object.assign(createDoc(), element));
    return isDoc(element) && matches(element);
  };
};

/** Conditions on one element, as `$pull: {a: {$gt: 5}}` has them too; an array is not looked into. */
export const compileElementTest = (node: Node, context: LanguageContext): ValueTest => {
  if (node.kind === 'and') {
    const tests = node.nodes.map((inner) => compileElementTest(inner, context));
    return (value) => tests.every((test) => test(value));
  }
  if (node.kind === 'not') {
    const test = compileElementTest(node.node, context);
    return (value) => !test(value);
  }
  if (node.kind === 'test') return compileLeaf(node.test, context).single;
  return () => node.kind === 'constant' && node.value;
};

/** Walks a dotted path as mongod does: arrays on the way are entered, by element and by index. */
const compilePath = (path: string, leaf: Match, single: ValueTest): Match => {
  const parts = path.split('.');
  const [first = ''] = parts;
  if (parts.length === 1) return (doc, details) => leaf(fieldOf(doc as Doc, first), details);
  const indexes = parts.map((part) => (isIndex(part) ? Number(part) : -1));
  const last = parts.length - 1;

  const inDoc = (doc: Doc, depth: number, details: MatchDetails | undefined): boolean => {
    const value = fieldOf(doc, parts[depth] as string);
    if (depth === last) return leaf(value, details);
    if (Array.isArray(value)) return inArray(value, depth + 1, details);
    return isDoc(value) ? inDoc(value, depth + 1, details) : leaf(undefined, details);
  };
  const atIndex = (value: unknown, depth: number, details: MatchDetails | undefined): boolean => {
    if (depth === last) return single(value);
    if (Array.isArray(value)) return inArray(value, depth + 1, details);
    return isDoc(value) && inDoc(value, depth + 1, details);
  };
  const inArray = (values: readonly unknown[], depth: number, details: MatchDetails | undefined): boolean => {
    const index = indexes[depth] as number;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i];
      if (isDoc(value) && inDoc(value, depth, details)) {
        if (details) details.index = i;
        return true;
      }
      if (i === index && atIndex(value, depth, details)) return true;
    }
    return false;
  };
  return (doc, details) => inDoc(doc as Doc, 0, details);
};

const compileExpressionNode = (spec: unknown, context: LanguageContext): Predicate => {
  const evaluate = compileClosure(spec, context);
  const frame = createFrame(context);
  return (doc) => {
    frame[0] = doc;
    return truthy(evaluate(frame));
  };
};

const compileAll = (nodes: readonly Node[], context: LanguageContext): Predicate => {
  const matches = nodes.map((node) => compileNode(node, context));
  const [a, b] = matches;
  if (a && b && matches.length === 2) return (doc, details) => a(doc, details) && b(doc, details);
  return (doc, details) => {
    for (const match of matches) if (!match(doc, details)) return false;
    return true;
  };
};

const compileAny = (nodes: readonly Node[], context: LanguageContext): Predicate => {
  const matches = nodes.map((node) => compileNode(node, context));
  return (doc, details) => matches.some((match) => match(doc, details));
};

const negated = (match: Predicate): Predicate => {
  return (doc) => !match(doc);
};

const compileNode = (node: Node, context: LanguageContext): Predicate => {
  switch (node.kind) {
    case 'constant':
      return () => node.value;
    case 'and':
      return compileAll(node.nodes, context);
    case 'or':
      return compileAny(node.nodes, context);
    case 'nor':
      return negated(compileAny(node.nodes, context));
    case 'not':
      return negated(compileNode(node.node, context));
    case 'expression':
      return compileExpressionNode(node.spec, context);
    case 'test': {
      const { leaf, single } = compileLeaf(node.test, context);
      return compilePath(node.path, leaf, single) as Predicate;
    }
  }
};

/** Compiles a query filter. Refuses unknown or unsupported operators when compiling. */
export const compileFilter = (filter: Doc, context: LanguageContext = {}): Predicate =>
  compileNode(parseFilter(filter), context);

/** Index of the array element through which `doc` matched, for the positional operator; undefined when none did. */
export const matchedIndex = (predicate: Predicate, doc: Doc): number | undefined => {
  const details: MatchDetails = { index: undefined };
  return predicate(doc, details) ? details.index : undefined;
};
