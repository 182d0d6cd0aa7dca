/** Calls back after what has come in already. Browsers have no `setImmediate`. */
export const soon: (callback: () => void) => void =
  globalThis.setImmediate ?? (callback => setTimeout(callback));
