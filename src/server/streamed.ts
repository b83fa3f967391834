const cuts = new WeakMap<Request, () => void>();

/** Says how the connection that a request came on is cut. */
export function knowConnection(request: Request, cut: () => void): void {
  cuts.set(request, cut);
}

/**
 * A body that is made as its reader takes it, and no further when the reader has gone. When making it fails the connection
 * is cut, so that nobody takes a part for the whole; the caller logs why.
 */
export function streamedBody(request: Request, chunks: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  const leave = (): void => void chunks.return();
  request.signal.addEventListener('abort', leave, { once: true });
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { done, value } = await chunks.next();
    if (done) controller.close();
    else controller.enqueue(value);
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    // The HTTP adapter leaves the connection of a body that fails open for ever.
    pull: (controller) =>
      pull(controller).catch((error: unknown) => {
        const cut = cuts.get(request);
        if (!cut) throw error;
        cut();
        controller.close();
      }),
    cancel: leave,
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
