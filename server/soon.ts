/** Calls back after what has come in already. Browsers have no `setImmediate`. */
export const soon: (callback: () => void) => void =
  globalThis.setImmediate ?? (callback => setTimeout(callback));

/** The same items, of which there may be thousands: before each goes what has come in already. */
export async function* unhurried<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await new Promise<void>(soon);
    yield item;
  }
}
