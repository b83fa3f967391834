/** The fail points of drivers' conformance tests; only there when the engine was started with `testCommands`. */
import { type Doc, EngineError, isDoc } from '../language/index.ts';
import type { Answer } from '../wire/reply.ts';

/** Thrown when a fail point asks for the connection to be cut. */
export class CloseConnection extends Error {}

interface FailPoint {
  skip: number;
  times: number;
  readonly data: Doc;
}

const NAMES: readonly unknown[] = ['failCommand', 'onPrimaryTransactionalWrite'];

export class FailPoints {
  private readonly points = new Map<unknown, FailPoint>();

  /** Runs a configureFailPoint command. */
  configure({ configureFailPoint: name, mode, data }: Doc): void {
    if (!NAMES.includes(name)) throw new EngineError(2, `fail point ${name} is not supported`);
    this.points.delete(name);
    if (mode === 'off') return;
    const { skip = 0, times = Number.POSITIVE_INFINITY } = isDoc(mode) ? mode : {};
    this.points.set(name, { skip: Number(skip), times: Number(times), data: isDoc(data) ? data : {} });
  }

  /** Runs a command, and before or after it what fail points ask for. `labelsOf` gives an error code's usual labels. */
  async around(body: Doc, run: () => Answer | Promise<Answer>, labelsOf: (code: number) => string[]): Promise<Answer> {
    const isRetryable = body.txnNumber !== undefined && body.autocommit === undefined;
    const cut = isRetryable ? this.take('onPrimaryTransactionalWrite') : undefined;
    if (cut && cut.failBeforeCommitExceptionCode === undefined) await run();
    if (cut) throw new CloseConnection('fail point');
    const data = this.take('failCommand', Object.keys(body)[0]);
    if (!data) return run();
    if (data.blockConnection === true) await new Promise((resolve) => setTimeout(resolve, Number(data.blockTimeMS)));
    if (data.closeConnection === true) throw new CloseConnection('fail point');
    if (data.errorCode !== undefined) {
      const code = Number(data.errorCode);
      const errorLabels = data.errorLabels ?? labelsOf(code);
      throw new EngineError(code, `Failing command via 'failCommand' failpoint`, { errorLabels });
    }
    const answer = await run();
    const { writeConcernError } = data;
    if (!isDoc(writeConcernError)) return answer;
    const usual = labelsOf(Number(writeConcernError.code)).filter((label) => label === 'RetryableWriteError');
    return { ...answer, fields: { ...answer.fields, writeConcernError, errorLabels: data.errorLabels ?? usual } };
  }

  /** The data of a fail point that is due, counted as used. */
  private take(name: string, command?: string): Doc | undefined {
    const point = this.points.get(name);
    const commands = point?.data.failCommands;
    if (!point || point.times <= 0 || (command && !(Array.isArray(commands) && commands.includes(command))))
      return undefined;
    if (point.skip-- > 0) return undefined;
    point.times--;
    return point.data;
  }
}
