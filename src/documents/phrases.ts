const USE = /\{@([a-z][a-z0-9-]*)((?:\|[a-z]+(?::[a-z]+)?)*)\}/gu;

/**
 * Puts shared phrases into every text of an entry: `{@kisi|genitive}` becomes the phrase with the filters on its last
 * placeholder. A phrase that doesn't exist is left as it is, which the placeholder parser then reports.
 */
export function expandPhrases<T>(value: T, phrases: ReadonlyMap<string, string>): T {
  return expand(value, phrases) as T;
}

function expand(value: unknown, phrases: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replace(USE, (whole, name: string, filters: string) => {
      const phrase = phrases.get(name);
      return phrase === undefined ? whole : phrase.replace(/\}(?=[^{}]*$)/u, `${filters}}`);
    });
  }
  if (Array.isArray(value)) return value.map((item) => expand(item, phrases));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, phrases)]));
}
