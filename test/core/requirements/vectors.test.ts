import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parse } from '@renovatebot/pep440';
import { linesOfFile } from '../../../core/requirements/list-text.ts';
import { readPipLines } from '../../../core/requirements/pip-lines.ts';
import type { Requirement } from '../../../core/requirements/requirement.ts';
import { explainVersion } from '../../../core/requirements/versions.ts';
import * as vectors from './vectors.ts';

const read = (text: string): readonly Requirement[] => readPipLines(linesOfFile(text));

/** Those of `list` for which `accepts` does not give `wanted`. */
function wrong(
  list: readonly string[],
  wanted: boolean,
  accepts: (text: string) => boolean,
): readonly string[] {
  return list.filter(text => accepts(text) !== wanted);
}

function isSpecifier(text: string): boolean {
  const [, operator = '', version = ''] = /^(===|~=|==|!=|<=|>=|<|>)\s*(.*)$/.exec(text) ?? [];
  return version !== '' && explainVersion(operator, version) === undefined;
}

function isRequirement(text: string): boolean {
  const [line, ...others] = read(text);
  return (
    others.length === 0 && (line?.form === 'named' || line?.form === 'url') && line.problems.length === 0
  );
}

suite('PEP 440', () => {
  test('versions', () => {
    assert.deepEqual(
      wrong(vectors.versions, true, text => parse(text) !== null),
      [],
    );
    assert.deepEqual(
      wrong(vectors.notVersions, false, text => parse(text) !== null),
      [],
    );
  });
  test('specifiers', () => {
    assert.deepEqual(wrong(vectors.specifiers, true, isSpecifier), []);
    assert.deepEqual(wrong(vectors.notSpecifiers, false, isSpecifier), []);
  });
});

suite('PEP 508', () => {
  test('requirements', () => {
    assert.deepEqual(wrong(vectors.requirements, true, isRequirement), []);
    assert.deepEqual(wrong(vectors.notRequirements, false, isRequirement), []);
  });
  test('every complaint is in the line and says what to do', () => {
    for (const text of [...vectors.notRequirements, ...vectors.notSpecifiers.map(text => `name${text}`)]) {
      for (const { span, message } of read(text).flatMap(line => line.problems)) {
        assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length, `${text}: ${message}`);
        assert.match(message, /\.$/);
      }
    }
  });
});
