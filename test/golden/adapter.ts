/** Answers one golden case: input keys of the case file in, result keys of the case file out; throws for a refused input. */
export type Adapter = (input: Record<string, unknown>) => unknown;
export type Adapters = Readonly<Record<string, Adapter>>;
