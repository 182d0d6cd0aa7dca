const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes as Docker prints them, by thousands: `812 kB`, `1.3 GB`. */
export function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  const size = bytes / 1000 ** power;
  return `${power > 0 && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[power]}`;
}
