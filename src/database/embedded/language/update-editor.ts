import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
import { childOf, isIndex } from './path.ts';
import type { Doc } from './types.ts';
import { createDoc, docOf, isDoc } from './value.ts';

const MAX_PADDING = 1_500_000;

type Container = Doc | unknown[];

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isDoc(value);

const put = (container: Container, part: string, value: unknown): void => {
  if (!Array.isArray(container)) {
    container[part] = value;
    return;
  }
  ensure(isIndex(part), 28, `Cannot create field '${part}' in element {: array}`);
  const index = Number(part);
  const isNear = index - container.length <= MAX_PADDING;
  ensure(isNear, 2, `Cannot pad an array by more than ${MAX_PADDING} elements`);
  while (container.length < index) container.push(null);
  container[index] = value;
};

/** A document under change: what is touched is copied first, so the original stays as it is. */
export class Editor {
  root: Doc;
  readonly #own = new Set<Container>();

  constructor(doc: Doc) {
    this.root = doc;
  }

  /** Value at a path, through documents and array indexes; undefined when missing. */
  get(path: readonly string[]): unknown {
    return path.reduce<unknown>(childOf, this.root);
  }

  /** Sets a value and makes the documents on the way. Throws 28 when something else than a document is in the way. */
  set(path: readonly string[], value: unknown): void {
    put(this.#parentOf(path), path.at(-1) as string, value);
  }

  /** Removes a field, or makes an array element null. */
  remove(path: readonly string[]): void {
    if (this.get(path) === undefined) return;
    const container = this.#parentOf(path);
    if (Array.isArray(container)) put(container, path.at(-1) as string, null);
    else delete container[path.at(-1) as string];
  }

  #owned(container: Container): Container {
    if (this.#own.has(container)) return container;
    const copy = Array.isArray(container) ? [...container] : docOf(container);
    this.#own.add(copy);
    return copy;
  }

  /** What holds the last part of the path, all on the way copied or made. */
  #parentOf(path: readonly string[]): Container {
    this.root = this.#owned(this.root) as Doc;
    let container: Container = this.root;
    for (const [i, part] of path.slice(0, -1).entries()) {
      const value = childOf(container, part);
      if (value !== undefined && !isContainer(value))
        throw new EngineError(28, `Cannot create field '${path[i + 1]}' in element {${part}: ${describe(value)}}`);
      const next = this.#owned(value ?? createDoc());
      put(container, part, next);
      container = next;
    }
    return container;
  }
}
