import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, complete, Project, type ReadFile, readFile } from '../../core/index.ts';
import { type Fixture, fixtures } from './fixtures.ts';
import { memoryTree } from './memory-tree.ts';

/** What is wrong with the structure, but for values and keys that are yet to be written. */
function mistakes({ documents }: ReadFile): number {
  return documents
    .flatMap(({ structure }) => structure)
    .filter(
      problem =>
        problem.kind !== 'missing-key' &&
        !('node' in problem && problem.node.kind === 'scalar' && problem.node.text === '') &&
        !('node' in problem && problem.node.kind === 'scalar' && problem.node.value === null),
    ).length;
}

/** Accepts some of the completions at `offset`; each must leave a text that is no worse than before. */
function acceptSome({ path, files }: Fixture, text: string, offset: number): number {
  const project = new Project(memoryTree({ ...files, [path]: text }));
  const file = project.file(path) as ReadFile;
  const found = complete(file, offset, project);
  const step = Math.max(1, Math.floor(found.length / 3));
  for (let i = offset % step; i < found.length; i += step) {
    const item = found[i] as (typeof found)[number];
    const after = applyEdits(text, [item.edit, ...item.also]);
    const read = readFile(path, file.kind, after);
    const where = () =>
      `${item.label} in ${JSON.stringify(`${text.slice(0, offset)}|${text.slice(offset)}`)} gives ${JSON.stringify(after)}`;
    assert.ok(
      read.source.problems.length <= file.source.problems.length,
      `${where()}: ${read.source.problems[0]?.message}`,
    );
    if (file.source.problems.length === 0) assert.ok(mistakes(read) <= mistakes(file), where());
  }
  return found.length;
}

suite('whatever is accepted leaves a text that is no worse', () => {
  const edits: Readonly<Record<string, (text: string, at: number) => readonly [string, number]>> = {
    'as it is': (text, at) => [text, at],
    'cut off': (text, at) => [text.slice(0, at), at],
    'with a letter typed': (text, at) => [`${text.slice(0, at)}x${text.slice(at)}`, at + 1],
    'with a space typed': (text, at) => [`${text.slice(0, at)} ${text.slice(at)}`, at + 1],
    'with a line broken': (text, at) => [`${text.slice(0, at)}\n  ${text.slice(at)}`, at + 3],
    'with a colon typed': (text, at) => [`${text.slice(0, at)}:${text.slice(at)}`, at + 1],
  };
  for (const [what, change] of Object.entries(edits)) {
    test(what, () => {
      let offered = 0;
      for (const [i, fixture] of fixtures().entries())
        for (let at = i % 7; at <= fixture.text.length; at += 7)
          offered += acceptSome(fixture, ...change(fixture.text, at));
      assert.ok(offered > 1000);
    });
  }
});
