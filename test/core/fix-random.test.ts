// Fix all on texts that somebody has spoilt: it never makes one worse, keeps comments, and has nothing to do a second time.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { check, findKind, fixAll, Project } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { random } from './random.ts';
import { readPage } from './rule-page.ts';

const root = '/w';
const rounds = 1000;

/** Every example of every rule page, as files. */
function examples(): readonly Readonly<Record<string, string>>[] {
  const pages = join(import.meta.dirname, '../../core/rules');
  return readdirSync(pages)
    .filter(name => name.endsWith('.md'))
    .flatMap(name => readPage(readFileSync(join(pages, name), 'utf8')))
    .map(example =>
      Object.fromEntries(Object.entries(example.files).map(([name, text]) => [`${root}/${name}`, text])),
    );
}

/** One small mistake, as people make them. */
function spoil(text: string, next: () => number): string {
  const lines = text.split('\n');
  const at = Math.floor(next() * lines.length);
  const line = lines[at] ?? '';
  const mistakes: readonly (() => string[])[] = [
    () => lines.toSpliced(at, 1),
    () => lines.toSpliced(at, 0, line),
    () => lines.toSpliced(at, 1, line.replace(/: (true|false)$/, ': "$1"')),
    () => lines.toSpliced(at, 1, line.replace(/: (true|false)$/, ': yes')),
    () =>
      lines.toSpliced(
        at,
        1,
        line.replace(/: ([A-Z]+)/, (_, value: string) => `: ${value.toLowerCase()}`),
      ),
    () => lines.toSpliced(at, 1, line.slice(0, Math.floor(next() * line.length))),
    () => lines.toSpliced(at, 1, `${line} # spoilt`),
    () => lines.toSpliced(at, 1, line.replace(/\[(\w+)\]/, '$1')),
  ];
  return (mistakes[Math.floor(next() * mistakes.length)]?.() ?? lines).join('\n');
}

/** A problem without the line that it refers to, which moves. */
const told = (rule: string, message: string) => `${rule}: ${message.replaceAll(/line \d+/g, 'line …')}`;

const comments = (text: string) =>
  (text.match(/#.*/g) ?? [])
    .map(comment => comment.trim())
    .filter(comment => !/code-env-ignore/.test(comment));

test(`${rounds} spoilt texts`, () => {
  const next = random(20261124);
  const all = examples();
  let fixed = 0;
  for (let round = 0; round < rounds; round++) {
    const files = { ...all[Math.floor(next() * all.length)] };
    const names = Object.keys(files).filter(name => findKind(name) !== undefined);
    const name = names[Math.floor(next() * names.length)];
    if (name === undefined) continue;
    const text = spoil(files[name] ?? '', next);
    const problemsOf = (text: string) => {
      const project = new Project(memoryTree({ ...files, [name]: text }, root));
      const file = project.file(name);
      return file
        ? check(file, project).filter(({ severity }) => severity === 'error' || severity === 'warning')
        : [];
    };
    const tree = memoryTree({ ...files, [name]: text }, root);
    const file = new Project(tree).file(name);
    if (!file) continue;
    const after = fixAll(file, tree).text;
    if (after !== text) fixed++;
    const known = new Set(problemsOf(text).map(({ rule, message }) => told(rule, message)));
    const fresh = problemsOf(after)
      .map(({ rule, message }) => told(rule, message))
      .filter(problem => !known.has(problem));
    const story = `${name}\n${text}\n--- becomes\n${after}`;
    assert.deepEqual(fresh, [], story);
    const left = comments(after);
    assert.deepEqual(
      comments(text).filter(comment => !left.includes(comment)),
      [],
      story,
    );
    const again = memoryTree({ ...files, [name]: after }, root);
    const fixedFile = new Project(again).file(name);
    assert.equal(fixedFile && fixAll(fixedFile, again).text, after, story);
  }
  assert.ok(fixed > rounds / 20, `only ${fixed} texts had something to fix`);
});

test('fix all tells of each repair where it was in the text before', () => {
  const text = [
    'envLang: python',
    'deploymentMode: DESIGN_MANAGED',
    'allContainerConfs: "false"',
    'containerConfs: [cpu, cpu]',
    'envSettings:',
    '  inheritGlobalSettings: no',
    '  pipInstallExtraOptions: ["--index-url https://a.example.com/simple"]',
    'usableByAll: yes',
    '',
  ].join('\n');
  const tree = memoryTree({ [`${root}/code-env.yaml`]: text }, root);
  const file = new Project(tree).file(`${root}/code-env.yaml`);
  assert.ok(file);
  const { repairs } = fixAll(file, tree);
  assert.deepEqual(
    repairs.map(({ at, title }) => `${file.source.lines.positionAt(at).line + 1}: ${title}`),
    [
      '1: Change it to PYTHON',
      '3: Take the quotes away',
      '4: Delete the repeated cpu',
      '6: Write false',
      '7: Split it into 2 items',
      '8: Write true',
    ],
  );
});
