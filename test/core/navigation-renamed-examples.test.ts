import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, Project, rename } from '../../core/index.ts';
import { occurrencesOf } from '../../core/language/occurrence.ts';
import { fixtures } from './fixtures.ts';
import { memoryTree } from './memory-tree.ts';
import { edited, instances } from './navigation-instance.ts';

/** What some rules say of the new name itself. */
const ofTheName = /env-name|kubernetes-name|base-image/;

function problems(files: Readonly<Record<string, string>>): readonly string[] {
  const project = new Project(memoryTree(files));
  return Object.keys(files).flatMap(path => {
    const file = project.file(path);
    return file ? check(file, project).map(({ rule }) => `${path} ${rule}`) : [];
  });
}

test('whatever is renamed in the examples of the rule pages, nothing is wrong then that was not before', () => {
  let renamed = 0;
  for (const files of [instances, ...fixtures().map(fixture => fixture.files)]) {
    const project = new Project(memoryTree(files));
    let before: ReadonlySet<string> | undefined;
    for (const path of Object.keys(files)) {
      const file = project.file(path);
      for (const { kind, span } of file ? occurrencesOf(file) : []) {
        const name = kind === 'base-image' ? 'company/new:dss-14.3.2' : '3 new: "names"';
        const answer = file && rename(file, span.start + 1, name, project, false);
        if (!answer || 'refusal' in answer) continue;
        renamed++;
        before ??= new Set(problems(files));
        const after = problems({ ...files, ...edited(answer.edits, files) });
        assert.deepEqual(
          after.filter(problem => !before?.has(problem) && !ofTheName.test(problem)),
          [],
          `${kind} in ${path}:\n${files[path]}`,
        );
      }
    }
  }
  assert.ok(renamed > 500, `only ${renamed} names`);
});
