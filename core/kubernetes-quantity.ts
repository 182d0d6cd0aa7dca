// The grammar of quantities: k8s.io/apimachinery/pkg/api/resource, the doc comment of Quantity.
const grammar = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,4})?$/;

const powersOf2: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const powersOf10: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** A quantity as an exact fraction. */
export interface Quantity {
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
}

/** Reads a quantity of Kubernetes, as in `500m`, `1.5Gi` or `1e3`; undefined for a text that is none. */
export function readQuantity(text: string): Quantity | undefined {
  const [, sign, whole = '', fraction = '', suffix = ''] = grammar.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const exponent = /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : (powersOf10[suffix] ?? 0);
  const tens = exponent - fraction.length;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n) * 2n ** (powersOf2[suffix] ?? 0n);
  return tens >= 0
    ? { numerator: digits * 10n ** BigInt(tens), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-tens) };
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether the quantity is a whole number, as those of extended resources must be. */
export function isWhole({ numerator, denominator }: Quantity): boolean {
  return numerator % denominator === 0n;
}
