// The texts that people read in the editor, and their translations: package.nls.*.json for package.json, l10n/ for client/.
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import l10nDev, { type l10nJsonFormat } from '@vscode/l10n-dev';

const root = join(import.meta.dirname, '..');

/** The languages that there are translations into, by the names that VS Code has for them. */
export const languages = ['fr', 'de', 'ja'] as const;

/** The texts of one kind by their keys, in the order of their files. */
export type Texts = Readonly<Record<string, string>>;

/** English, and the file with each language. Paths are relative to the project. */
export interface Catalogue {
  readonly english: string;
  translation(language: string): string;
}

export const catalogues: readonly Catalogue[] = [
  { english: 'package.nls.json', translation: language => `package.nls.${language}.json` },
  { english: 'l10n/bundle.l10n.json', translation: language => `l10n/bundle.l10n.${language}.json` },
];

/** The arguments of `l10n.t` in client/, as VS Code's own tool finds them. */
export async function clientTexts(): Promise<l10nJsonFormat> {
  const files = globSync('client/**/*.ts', { cwd: root });
  const contents = await Promise.all(files.map(file => readFile(join(root, file), 'utf8')));
  const found = await l10nDev.getL10nJson(contents.map(text => ({ contents: text, extension: '.ts' })));
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The texts of a file; none where there is no such file. */
export async function readTexts(file: string): Promise<Texts> {
  const text = await readFile(join(root, file), 'utf8').catch(() => '{}');
  const found = JSON.parse(text) as l10nJsonFormat;
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => [key, typeof value === 'string' ? value : value.message]),
  );
}

/** Writes the English of client/, and gives each translation the keys of the English: what is new there is empty. */
export async function updateTranslations(): Promise<void> {
  await write('l10n/bundle.l10n.json', await clientTexts());
  for (const { english, translation } of catalogues) {
    const keys = Object.keys(await readTexts(english));
    for (const language of languages) {
      const known = await readTexts(translation(language));
      await write(translation(language), Object.fromEntries(keys.map(key => [key, known[key] ?? ''])));
    }
  }
}

async function write(file: string, texts: l10nJsonFormat): Promise<void> {
  await writeFile(join(root, file), `${JSON.stringify(texts, undefined, 2)}\n`);
}
