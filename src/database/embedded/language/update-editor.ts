import { EngineError } from './error.ts';
import { isIndex } from './path.ts';
import type { Doc } from './types.ts';
import { copyDoc, createDoc, fieldOf, isDoc, typeName } from './value.ts';

const MAX_PADDING = 1_500_000;

type Container = Doc | unknown[];

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isDoc(value);

const read = (container: Container, part: string): unknown => {
  if (!Array.isArray(container)) return fieldOf(container, part);
  return isIndex(part) ? container[Number(part)] : undefined;
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
    let value: unknown = this.root;
    for (const part of path) {
      if (!isContainer(value)) return undefined;
      value = read(value, part);
    }
    return value;
  }

  /** Sets a value and makes the documents on the way. Throws 28 when something else than a document is in the way. */
  set(path: readonly string[], value: unknown): void {
    const parts = [...path];
    const last = parts.pop() as string;
    const container = this.#walk(parts, path);
    this.#put(container, last, value);
  }

  /** Removes a field, or makes an array element null. */
  remove(path: readonly string[]): void {
    if (this.get(path) === undefined) return;
    const parts = [...path];
    const last = parts.pop() as string;
    const container = this.#walk(parts, path);
    if (Array.isArray(container)) container[Number(last)] = null;
    else delete container[last];
  }

  #owned(container: Container): Container {
    if (this.#own.has(container)) return container;
    const copy = Array.isArray(container) ? [...container] : copyDoc(container);
    this.#own.add(copy);
    return copy;
  }

  #walk(parts: readonly string[], path: readonly string[]): Container {
    this.root = this.#owned(this.root) as Doc;
    let container: Container = this.root;
    for (const [i, part] of parts.entries()) {
      const value = read(container, part);
      if (value !== undefined && !isContainer(value)) throw blocked(path[i + 1] ?? '', part, value);
      const next: Container = this.#owned(value ?? createDoc());
      this.#own.add(next);
      this.#put(container, part, next);
      container = next;
    }
    return container;
  }

  #put(container: Container, part: string, value: unknown): void {
    if (!Array.isArray(container)) {
      container[part] = value;
      return;
    }
    if (!isIndex(part)) throw new EngineError(28, `Cannot create field '${part}' in element {: array}`);
    const index = Number(part);
    if (index - container.length > MAX_PADDING)
      throw new EngineError(2, `Cannot pad an array by more than ${MAX_PADDING} elements`);
    while (container.length < index) container.push(null);
    container[index] = value;
  }
}

const blocked = (field: string, parent: string, value: unknown): EngineError => {
  const shown =
    typeof value === 'string'
      ? `"${value}"`
      : typeof value === 'object' && value !== null
        ? typeName(value)
        : String(value);
  return new EngineError(28, `Cannot create field '${field}' in element {${parent}: ${shown}}`);
};
