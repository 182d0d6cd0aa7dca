/** A constraint as Poetry writes it, in pip's words; undefined where it has none for it. `*` is no constraint. */
export function poetryToPip(constraint: string): string | undefined {
  const parts = constraint
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '' && part !== '*');
  const written = parts.map(onePart);
  return written.includes(undefined) ? undefined : written.join(',');
}

function onePart(part: string): string | undefined {
  const found = /^(\^|~(?!=)|===?|~=|!=|<=|>=|<|>|)\s*v?(\d[\w.*+!-]*)$/.exec(part);
  const [, operator = '', version = ''] = found ?? [];
  if (!found) return undefined;
  if (operator === '') return `==${version}`;
  if (operator !== '^' && operator !== '~') return `${operator}${version}`;
  const numbers = version.split('.');
  if (!numbers.every(number => /^\d+$/.test(number))) return undefined;
  // What may grow: behind the first number that is not 0; with a tilde behind the second.
  const firstSet = numbers.findIndex(number => Number(number) > 0);
  const caret = firstSet < 0 ? numbers.length - 1 : firstSet;
  const kept = operator === '^' ? caret : Math.min(1, numbers.length - 1);
  const next = [...numbers.slice(0, kept), Number(numbers[kept]) + 1].join('.');
  return `>=${version},<${next}`;
}
