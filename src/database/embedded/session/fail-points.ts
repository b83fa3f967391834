/** The fail points that drivers' conformance tests set; only there when the engine was started with `testCommands`. */
import { type Doc, EngineError, isDoc } from '../language/index.ts';

/** What the next matching command must do instead of, or after, its work. */
export interface Failure {
  readonly closeConnection: boolean;
  readonly error: EngineError | undefined;
  readonly writeConcernError: Doc | undefined;
  readonly labels: readonly string[] | undefined;
  readonly blockMs: number;
}

interface FailPoint {
  left: number;
  readonly data: Doc;
}

export class FailPoints {
  private readonly points = new Map<string, FailPoint>();

  /** Runs a configureFailPoint command. */
  configure(body: Doc): void {
    const name = String(body.configureFailPoint);
    const { mode } = body;
    if (mode === 'off') {
      this.points.delete(name);
      return;
    }
    if (name !== 'failCommand') throw new EngineError(2, `fail point ${name} is not supported`);
    const left = isDoc(mode) ? Number(mode.times ?? 1) : Number.POSITIVE_INFINITY;
    this.points.set(name, { left, data: isDoc(body.data) ? body.data : {} });
  }

  /** The failure that is due for this command, counted as used. */
  take(command: string): Failure | undefined {
    const point = this.points.get('failCommand');
    const names = point?.data.failCommands;
    if (!point || point.left <= 0 || !Array.isArray(names) || !names.includes(command)) return undefined;
    point.left--;
    const { data } = point;
    const labels = data.errorLabels;
    return {
      closeConnection: data.closeConnection === true,
      error:
        data.errorCode === undefined
          ? undefined
          : new EngineError(Number(data.errorCode), `Failing command via 'failCommand' failpoint`),
      writeConcernError: isDoc(data.writeConcernError) ? data.writeConcernError : undefined,
      labels: Array.isArray(labels) ? labels.map(String) : undefined,
      blockMs: data.blockConnection === true ? Number(data.blockTimeMS ?? 0) : 0,
    };
  }
}
