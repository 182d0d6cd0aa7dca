import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { signatureAt } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

const files = {
  '/w/py/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ndesc:\n  conda: true\n',
  '/w/r/code-env.yaml': 'envLang: R\ndeploymentMode: DESIGN_MANAGED\n',
};
const pip = '/w/py/spec/requirements.txt';
const conda = '/w/py/spec/environment.spec';
const r = '/w/r/spec/rPackages.txt';

/** The form of the line at `|`, and the part of it that is written there. */
function written(marked: string, path: string): string | undefined {
  const { file, offset, project } = atCursor(marked, path, files);
  const found = signatureAt(file, offset, project);
  for (const { label } of found?.parameters ?? []) assert.ok(found?.label.includes(label), label);
  return found && `${found.label}: ${found.parameters[found.active]?.label}`;
}

/** Each part of a form, and lines in which it is written. */
const lines: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  [pip]: {
    'name[extras] version-specifiers ; markers: name': ['num|', '|numpy==1.26', 'a==1\n  nu|mpy'],
    'name[extras] version-specifiers ; markers: [extras]': ['spacy[|', 'spacy [cuda, |lookups]==3.7'],
    'name[extras] version-specifiers ; markers: version-specifiers': [
      'numpy |',
      'numpy==|',
      'numpy >= 1.2, <|2 ; python_version > "3"',
      'spacy[cuda]|',
      'numpy (>=1|)',
      'numpy \\\n  ==|',
    ],
    'name[extras] version-specifiers ; markers: markers': [
      'numpy;|',
      'spacy[cuda]>=1 ; python_version < "3|"',
    ],
    'name[extras] @ URL ; markers: URL': ['numpy @|', 'numpy[x] @ https://host/a;b|'],
    'name[extras] @ URL ; markers: markers': ['numpy @ https://host/a ; |'],
  },
  [conda]: {
    'name=version=build: name': ['num|', 'conda-forge::|', 'conda-forge::numpy|=1.26'],
    'name=version=build: version': [
      'numpy=|',
      'numpy 1.2|',
      'numpy >=1.26, <=|',
      'conda-forge::numpy==1.26|',
    ],
    'name=version=build: build': [
      'numpy=1.26=|',
      'numpy==1.26=py311|*',
      'numpy 1.26 |',
      'numpy >=1.2,<2 py|',
    ],
  },
  [r]: {
    '"name","minimum version": "name"': ['"dp|', '|dplyr'],
    '"name","minimum version": "minimum version"': ['"dplyr",|', '"dplyr", "1.1|.4"'],
  },
};

suite('the form of a line of packages', () => {
  for (const [path, parts] of Object.entries(lines))
    for (const [part, examples] of Object.entries(parts))
      test(`${path.split('/').at(-1)}: ${part}`, () => {
        for (const example of examples) assert.equal(written(example, path), part, example);
      });

  test('nothing in comments, options, addresses, and where nothing is written', () => {
    for (const example of ['|', 'a\n  |\nb', '# nu|', '|# numpy', 'numpy # as =|', '--pre|', '-r x=|'])
      for (const path of [pip, conda, r]) assert.equal(written(example, path), undefined, example);
    for (const example of [
      'numpy==1 --hash=|',
      'numpy \\\n  --hash=|',
      'ht|tps://host/a',
      './a|',
      'numpy 1|',
    ])
      assert.equal(written(example, pip), undefined, example);
    for (const example of ['numpy[|', 'numpy;|', 'numpy @|'])
      assert.equal(written(example, conda), undefined, example);
    assert.equal(written('"dplyr","1.1.4",|', r), undefined);
  });

  test('in the block of a definition, and nowhere else in it', () => {
    const text = 'envLang: R\ndescription: a, b\nspecPackageList: |\n  "dplyr",~\n';
    const at = (marked: string) => {
      const { file, offset, project } = atCursor(marked, '/w/code-env.yaml', files, '~');
      return signatureAt(file, offset, project)?.active;
    };
    assert.equal(at(text), 1);
    assert.equal(at(text.replace('~', '').replace('a,', 'a,~')), undefined);
    assert.equal(at(text.replace('~', '').replace('R', 'R~')), undefined);
  });
});
