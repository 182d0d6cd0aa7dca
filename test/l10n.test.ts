// Every text that a person reads in the editor is in each language. What fails here says what to write where.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };
import { catalogues, clientTexts, languages, readTexts } from '../scripts/l10n.ts';

const root = join(import.meta.dirname, '..');

/** Texts that are the same as in English: names of products, and words that another language shares. */
const sameAsEnglish: Readonly<Record<string, readonly string[]>> = {
  fr: ['Code Env', 'Code Envs', 'Image', 'Configuration', 'Script', 'Type'],
  de: [
    'Name',
    'Code Env',
    'Code Envs',
    'Image',
    'Images: {summary}',
    'Workloads',
    '{size} MB',
    '{label}: {text}',
  ],
  ja: ['Code Env', 'Code Envs', '{size} MB', '{label}: {text}'],
};

/** What stands unchanged in a translation: placeholders, commands behind links, addresses, code. */
const fixed = /\{\w+\}|\]\([^)]*\)|`[^`]*`/g;

/** Keys of package.json whose values are shown to people. */
const shown = new Set([
  ...['title', 'shortTitle', 'category', 'label', 'contents', 'aliases', 'altText'],
  ...['description', 'markdownDescription', 'enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels'],
  ...['displayName', 'userDescription', 'deprecationMessage', 'markdownDeprecationMessage'],
]);

/** Where `description` is for models and not for people. */
const forModels = 'inputSchema';

suite('in each language of the editor', () => {
  test('package.json names what people read by keys', () => {
    const literal = literalsOf({ description: manifest.description, contributes: manifest.contributes });
    assert.deepEqual(
      literal.map(
        ({ path, text }) =>
          `${path} in package.json: write "%some.key%" instead of ${JSON.stringify(text)}, which goes to package.nls.json under that key.`,
      ),
      [],
    );
  });

  test('walkthroughs have no mark that the editor would show as it is written', async () => {
    // Two asterisks are for bold there, one is nothing.
    for (const file of globSync('package.nls*.json', { cwd: root }))
      for (const [key, text] of Object.entries(await readTexts(file)))
        if (key.startsWith('walkthroughs.'))
          assert.doesNotMatch(text.replaceAll(/\*\*[^*]+\*\*/g, ''), /\*/, `${file}, ${key}`);
  });

  test('package.nls.json has the keys of package.json and no other', async () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key as string);
    const known = Object.keys(await readTexts('package.nls.json'));
    const lacking = used.filter(key => !known.includes(key));
    const leftOver = known.filter(key => !used.includes(key));
    assert.deepEqual(
      [
        ...lacking.map(key => `package.nls.json lacks "${key}", which package.json names.`),
        ...leftOver.map(key => `package.nls.json has "${key}", which package.json does not name: delete it.`),
      ],
      [],
    );
  });

  test('client/ says nothing without l10n.t', () => {
    const bare = globSync('client/**/*.ts', { cwd: root }).flatMap(bareTexts);
    assert.deepEqual(bare, []);
  });

  test('l10n/bundle.l10n.json has the texts of client/ and no other', async () => {
    assert.deepEqual(
      Object.keys(await readTexts('l10n/bundle.l10n.json')).sort(),
      Object.keys(await clientTexts()).sort(),
      'Run `npm run generate`, which brings l10n/bundle.l10n.json up to date, and the keys of its translations.',
    );
  });

  for (const language of languages)
    test(`all is translated: ${language}`, async () => {
      const problems = await Promise.all(
        catalogues.map(({ english, translation }) => problemsOf(english, translation(language), language)),
      );
      assert.deepEqual(problems.flat(), []);
    });
});

/** What is wrong with a translation, each with what to do. */
async function problemsOf(english: string, file: string, language: string): Promise<string[]> {
  const texts = await readTexts(english);
  const translated = await readTexts(file);
  const leftOver = Object.keys(translated)
    .filter(key => !(key in texts))
    .map(key => `${file} has ${JSON.stringify(key)}, which ${english} has not: run \`npm run generate\`.`);
  const wrong = Object.entries(texts).flatMap(([key, text]) => {
    const here = `${file}, ${JSON.stringify(key)}:`;
    const translation = translated[key];
    if (!translation)
      return [
        `${here} write the ${language} for ${JSON.stringify(text)}. \`npm run generate\` adds the key where it is missing.`,
      ];
    if (translation === text && !sameAsEnglish[language]?.includes(text))
      return [
        `${here} is the English. Translate it, or add it to \`sameAsEnglish\` in test/l10n.test.ts if it is the same in ${language}.`,
      ];
    const [wanted, found] = [text, translation].map(one => (one.match(fixed) ?? []).sort().join(' '));
    return wanted === found ? [] : [`${here} has ${found || 'nothing'} where the English has ${wanted}.`];
  });
  return [...leftOver, ...wrong];
}

/** The texts for people that stand in a part of package.json themselves. */
function literalsOf(value: unknown, path = '', isShown = false): { path: string; text: string }[] {
  if (typeof value === 'string')
    return isShown && !/^%[\w.-]+%$/.test(value) ? [{ path: path.slice(1), text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === forModels) return [];
    const isName = key === 'name' && /^\.contributes\.views\./.test(path);
    const isItem = isShown && Array.isArray(value);
    return literalsOf(inner, `${path}.${key}`, isName || isItem || shown.has(key));
  });
}

/** Texts that are not the argument of `l10n.t`: sentences, and words where the editor shows them. */
function bareTexts(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
    // What goes to the log stays English.
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^(?:import|export)\b[^;]*? from .*$|#?log\.\w+\(.*$/gm, '');
  const literals = [...source.matchAll(literal)].map(([, before = '', key = '', quoted = '']) => ({
    isArgument: before.startsWith('l10n.t('),
    isShown: before.endsWith('Message(') || shown.has(key) || shownByClient.has(key),
    quoted,
  }));
  const bare = literals
    // What tools answer is for models, in English; what they ask the user is not.
    .filter(({ isShown }) => isShown || !file.startsWith('client/tools/'))
    .filter(({ isArgument, isShown, quoted }) => !isArgument && isText(quoted.slice(1, -1), isShown))
    .map(({ quoted }) => `${file}: write l10n.t(${quoted}), with values as {name}.`);
  const calls = source.match(/\bl10n\.t\(/g)?.length ?? 0;
  if (calls === literals.filter(({ isArgument }) => isArgument).length) return bare;
  return [
    ...bare,
    `${file}: write one literal as the first argument of l10n.t, and no l10n.t inside of \`…\`.`,
  ];
}

/** A literal, with what makes it a text that is shown. */
const literal = /(l10n\.t\(\s*|\b(\w+)\s*[:=]\s*|Message\(\s*|)('(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)/g;

function isText(text: string, isShown: boolean): boolean {
  // Several lines are the text of a file.
  if (names.has(text) || text.includes('\n')) return false;
  const words = text.replace(/\$\{[^}]*\}|\$\([^)]*\)|Code Envs/g, '');
  return isShown ? /[a-z]{2}/i.test(words) : /[a-z,.:] [a-z]{2}/i.test(words);
}

/** Keys of the editor's interface whose values are shown to people. */
const shownByClient = new Set([
  'placeHolder',
  'prompt',
  'detail',
  'tooltip',
  'message',
  'ename',
  'button',
  'text',
  'invocationMessage',
]);

/** What is no text: names, and words of the command line that are compared or kept. */
const names = new Set([
  'Python',
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: as they stand in the source.
  'dku-exec-base-${installId.toLowerCase()}:dss-${dssVersion}',
  '${image}: older',
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as they stand in the source.
  'the base image was rebuilt',
]);
