import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { linesOfFile } from '../../../core/requirements/list-text.ts';
import { commonPythons, holds } from '../../../core/requirements/marker-truth.ts';
import { readPipLines } from '../../../core/requirements/pip-lines.ts';
import { agree } from '../../../core/requirements/versions.ts';

const marker = (text: string) => {
  const read = readPipLines(linesOfFile(`a; ${text}`))[0]?.marker;
  assert.ok(read, text);
  return read;
};

const linux = {
  python_version: '3.10',
  python_full_version: '3.10.4',
  sys_platform: 'linux',
  platform_system: 'Linux',
  os_name: 'posix',
};

test('a marker holds', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['python_version >= "3.9"', true],
    ['python_version < "3.9"', false],
    ['"3.9" <= python_version', true],
    ['python_version == "3.1"', false],
    ['python_version == "3.10"', true],
    ['python_version == "3.*"', true],
    ['python_version ~= "3.8"', true],
    ['python_version in "3.9 3.10"', true],
    ['python_version not in "3.8, 3.9"', true],
    ['python_full_version < "3.10.4"', false],
    ['python_full_version === "3.10.4"', true],
    ['sys_platform == "linux" and os_name == "nt"', false],
    ['sys_platform == "linux" or os_name == "nt"', true],
    // "and" binds closer than "or".
    ['sys_platform == "linux" or os_name == "nt" and os_name == "x"', true],
    ['(sys_platform == "linux" or os_name == "nt") and os_name == "x"', false],
    ['sys_platform != "win32"', true],
    ['sys_platform >= "linux"', true],
  ];
  for (const [text, wanted] of cases) assert.equal(holds(marker(text), linux), wanted, text);
});

suite('two markers', () => {
  const excluding: readonly (readonly [string, string])[] = [
    ['python_version < "3.8"', 'python_version >= "3.8"'],
    ['python_version <= "3.9"', 'python_version >= "3.10"'],
    ['python_version == "3.9"', 'python_version == "3.10"'],
    ['python_version <= "3.7"', 'python_version >= "3.8" and python_version < "3.10"'],
    ['python_full_version < "3.9.2"', 'python_full_version >= "3.9.2"'],
    ['python_full_version < "3.9.2"', 'python_version >= "3.10"'],
    ['sys_platform == "linux"', 'sys_platform == "win32"'],
    ['sys_platform == "linux"', 'platform_system == "Windows"'],
    ['platform_system == "Darwin"', 'sys_platform == "linux"'],
    ['os_name == "nt"', 'sys_platform == "linux"'],
    [
      'platform_system == "Darwin" and platform_machine == "x86_64"',
      'platform_system != "Darwin" or platform_machine != "x86_64"',
    ],
    ['implementation_name == "cpython"', 'implementation_name != "cpython"'],
    ['"3.8" > python_version', 'python_version in "3.8 3.9 3.10"'],
  ];
  for (const [one, other] of excluding)
    test(`exclude each other: ${one} | ${other}`, () => {
      assert.deepEqual(commonPythons([marker(one), marker(other)]), []);
    });

  const overlapping: readonly (readonly [string, string | undefined])[] = [
    ['python_version > "3.6"', 'python_version == "3.12"'],
    ['python_version <= "3.8"', 'python_version >= "3.8"'],
    ['python_full_version <= "3.9.2"', 'python_version == "3.9"'],
    ['sys_platform == "linux"', 'os_name == "posix"'],
    ['sys_platform == "linux"', 'python_version >= "3.8"'],
    ['sys_platform == "freebsd14"', 'os_name == "posix" or sys_platform != "linux"'],
    ['platform_machine == "x86_64"', undefined],
  ];
  for (const [one, other] of overlapping)
    test(`can both hold: ${one} | ${other}`, () => {
      assert.notDeepEqual(commonPythons([marker(one), other === undefined ? undefined : marker(other)]), []);
    });

  test('of an interpreter that is known', () => {
    const markers = [marker('python_version > "3.6"'), marker('python_version == "3.12"')];
    assert.deepEqual(commonPythons(markers), ['3.12']);
    assert.deepEqual(commonPythons(markers, ['3.11']), []);
  });

  test('many names are no trap', () => {
    const long = Array.from(
      { length: 40 },
      (_, i) => `platform_release == "${i}" or platform_version == "${i}"`,
    ).join(' or ');
    assert.notDeepEqual(
      commonPythons([marker(long), marker('platform_machine == "x" or implementation_name == "y"')]),
      [],
    );
  });
});

test('conditions that some version fits', () => {
  const fits = [
    ['>=1', '<2'],
    ['==1.3.*', '>=1.3.5'],
    ['>=1.3', '<1.4', '!=1.3'],
    ['~=2.2', '>=2.2.1', '<3'],
    ['==1.9.1', '==1.9.1+cu111'],
    ['==1.0', '==1.0.0'],
    ['>1.0', '<=1.1'],
    ['!=1.*', '>=1.5'],
    ['>=2.0rc1', '<2.0.1'],
    ['==1!2.0', '>=3'],
  ];
  const fitsNot = [
    ['==1.3.5', '>=2.2', '<2.3'],
    ['==1.0', '==2.0'],
    ['<1', '>=1'],
    ['~=2.2', '<2.2'],
    ['~=2.2.1', '>=2.3'],
    ['!=1.*', '==1.4'],
    ['<1.1', '>1.1'],
    ['==1!2.0', '<3'],
  ];
  for (const specifiers of fits) assert.ok(agree(specifiers), specifiers.join());
  for (const specifiers of fitsNot) assert.ok(!agree(specifiers), specifiers.join());
});
