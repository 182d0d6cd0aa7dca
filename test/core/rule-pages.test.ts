import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { applyEdits, check, fixAll, Project, rules } from '../../core/index.ts';
import { memoryTree } from './memory-tree.ts';
import { type Example, readPage } from './rule-page.ts';

const root = '/w';
const absolute = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${root}/${name}`, text]));

/** Every problem of an example's files, as `file:line:column-column rule`, counted from 1. */
function problemsIn(files: Readonly<Record<string, string>>) {
  const project = new Project(memoryTree(absolute(files), root));
  return Object.keys(files).flatMap(name => {
    const file = project.file(`${root}/${name}`);
    return file
      ? check(file, project).map(problem => ({
          name,
          file,
          problem,
          at: file.source.lines.rangeOf(problem.span),
        }))
      : [];
  });
}

const place = (
  file: string,
  start: { line: number; character: number },
  end: { line: number; character: number },
  rule: string,
) =>
  `${file}:${start.line + 1}:${start.character + 1}-${end.line === start.line ? '' : `${end.line + 1}:`}${end.character + 1} ${rule}`;

function repaired(example: Example, title: string): Readonly<Record<string, string>> {
  const offers = problemsIn(example.files).flatMap(({ name, problem }) =>
    problem.fixes.map(fix => ({ name, fix })),
  );
  const offer = offers.find(({ fix }) => fix.title === title);
  assert.ok(
    offer,
    `no fix is called "${title}"; there is ${offers.map(({ fix }) => `"${fix.title}"`).join(', ')}`,
  );
  const files = { ...example.files };
  for (const change of offer.fix.changes) {
    const name = change.path?.slice(root.length + 1) ?? offer.name;
    files[name] = change.kind === 'create' ? change.text : applyEdits(files[name] ?? '', change.edits);
  }
  return files;
}

for (const rule of rules) {
  suite(rule.id, () => {
    const page = readFileSync(join(import.meta.dirname, `../../core/rules/${rule.id}.md`), 'utf8');
    const examples = readPage(page);

    test('the page has a right and a wrong example', () => {
      assert.ok(page.startsWith(`# ${rule.id}\n`));
      assert.ok(examples.some(example => example.right) && examples.some(example => !example.right));
      assert.ok(examples.some(example => example.marks.some(mark => mark.rule === rule.id)));
    });

    for (const example of examples) {
      test(`${example.right ? 'right' : 'wrong'}: ${example.title} (line ${example.line})`, () => {
        const found = problemsIn(example.files).map(({ name, problem, at }) =>
          place(name, at.start, at.end, problem.rule),
        );
        const marked = example.marks.map(mark => place(mark.file, mark.start, mark.end, mark.rule));
        assert.deepEqual(found.toSorted(), marked.toSorted());
        if (example.right) assert.equal(marked.length, 0);
      });

      for (const repair of example.repairs) {
        test(`${example.title}: ${repair.title}`, () => {
          const after = repaired(example, repair.title);
          assert.deepEqual(after, { ...example.files, ...repair.files });
          // The rule is satisfied by its own fix.
          const before = problemsIn(example.files).filter(({ problem }) => problem.rule === rule.id).length;
          const left = problemsIn(after).filter(({ problem }) => problem.rule === rule.id).length;
          assert.ok(left < before, `${left} of ${before} problems are left`);
        });
      }

      test(`${example.title}: no fix leads to a new problem`, () => {
        const before = problemsIn(example.files).map(({ problem }) => problem.rule);
        for (const { problem } of problemsIn(example.files)) {
          for (const fix of problem.fixes) {
            const after = problemsIn(repaired(example, fix.title));
            const errors = after.filter(
              ({ problem }) => problem.severity === 'error' && !before.includes(problem.rule),
            );
            assert.deepEqual(
              errors.map(({ problem }) => `${fix.title} → ${problem.message}`),
              [],
            );
          }
        }
      });

      test(`${example.title}: fix all comes to an end`, () => {
        const tree = memoryTree(absolute(example.files), root);
        for (const name of Object.keys(example.files)) {
          const file = new Project(tree).file(`${root}/${name}`);
          if (!file) continue;
          const { text } = fixAll(file, tree);
          const again = new Project(memoryTree(absolute({ ...example.files, [name]: text }), root));
          const fixed = again.file(`${root}/${name}`);
          assert.ok(
            fixed && check(fixed, again).every(problem => problem.fixes.every(fix => !fix.automatic)),
          );
        }
      });
    }
  });
}
