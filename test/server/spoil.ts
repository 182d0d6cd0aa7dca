/** What stands where it should not: marks of YAML, JSON, Python and lists of packages, half a character, a conflict. */
const marks = [
  ...[
    ': ',
    ':',
    '- ',
    '-',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '|',
    '>-',
    '|2',
    '#',
    ' #',
    '&a ',
    '*a',
    '<<: *a',
  ],
  ...[
    '? ',
    '! ',
    '!!str ',
    '%',
    '@',
    '`',
    '\t',
    ' ',
    '  ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '---\n',
    '...\n',
    '\0',
  ],
  ...[
    '\uFEFF',
    '\uD800',
    '\uDFFF',
    '😀',
    'é',
    '\\',
    '\\u00',
    '"""',
    '==',
    '>=',
    '~=',
    ';',
    ' @ ',
    '-r ',
    '--hash=',
  ],
  ...[
    'null',
    '~',
    '3.10',
    '1e999',
    '0x',
    '.inf',
    '2001-01-01',
    'true',
    'yes',
    '__proto__: ',
    'constructor: ',
  ],
  ...[
    '<<<<<<< HEAD\n',
    '=======\n',
    '>>>>>>> other\n',
    '# code-env-ignore ',
    'a: &a [*a, *a]\n',
    '[[[[[[[[',
    '{"a":{',
  ],
];

/** `text` after one to four mistakes: something is missing, stands twice or elsewhere, comes from `other`, or is a mark. */
export function spoil(text: string, other: string, next: () => number): string {
  const pick = (n: number) => Math.floor(next() * n);
  let spoilt = text;
  for (let mistakes = 1 + pick(4); mistakes > 0; mistakes--) {
    const start = pick(spoilt.length + 1);
    // Mostly little, sometimes all that follows.
    const length = next() < 0.9 ? pick(20) : pick(spoilt.length + 1);
    const [before, part, behind] = [
      spoilt.slice(0, start),
      spoilt.slice(start, start + length),
      spoilt.slice(start + length),
    ];
    const from = pick(other.length + 1);
    const instead = [
      () => '',
      () => part + part,
      () => part.split('').reverse().join(''),
      () => marks[pick(marks.length)] + part,
      () => marks[pick(marks.length)] ?? '',
      () => other.slice(from, from + length),
      () => part.replaceAll('\n', ['\n  ', '\n\t', '\r\n', ''][pick(4)] ?? ''),
      () => part.replaceAll(/\w+/g, word => (pick(2) === 0 ? word : `${word}x`)),
    ][pick(8)] as () => string;
    spoilt = before + instead() + behind;
  }
  return spoilt;
}
