import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

type Failure = ResponseError<never>;
type Answer<P, R> = (params: P, token: CancellationToken) => R | Failure;

/** Makes handlers that never throw: a bug is logged, and `neutral` stands for their answer. */
export interface Guards {
  readonly logBug: (error: unknown) => void;
  readonly guard: <P, R>(neutral: R | Failure, answer: (params: P) => R) => Answer<P, R>;
  /** Of what fills in an item that was answered before: that stays as it is. */
  readonly guardResolve: <T>(resolve: (item: T) => T) => Answer<T, T>;
  readonly guardAsync: <A extends unknown[], R>(
    neutral: R | Failure,
    answer: (...asked: A) => Promise<R>,
  ) => (...asked: A) => Promise<R | Failure>;
  readonly guardEvent: <E>(listen: (event: E) => void) => (event: E) => void;
}

export function makeGuards(logBug: (error: unknown) => void): Guards {
  const guard: Guards['guard'] = (neutral, answer) => (params, token) => {
    if (token.isCancellationRequested)
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    try {
      return answer(params);
    } catch (error) {
      logBug(error);
      return neutral;
    }
  };
  return {
    logBug,
    guard,
    guardResolve: resolve => (item, token) => guard(item, resolve)(item, token),
    guardAsync:
      (neutral, answer) =>
      async (...asked) => {
        try {
          return await answer(...asked);
        } catch (error) {
          logBug(error);
          return neutral;
        }
      },
    guardEvent: listen => event => {
      try {
        listen(event);
      } catch (error) {
        logBug(error);
      }
    },
  };
}
