import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { linksIn } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

/** The links of a text: what is written → where it leads. */
function links(text: string, path?: string, files?: Readonly<Record<string, string>>): readonly string[] {
  const { file, project } = atCursor(`|${text}`, path, files);
  return linksIn(file, project).map(
    ({ span, to }) => `${file.source.text.slice(span.start, span.end)} → ${to.kind} ${to.name}`,
  );
}

suite('links', () => {
  test('addresses, in values, lists and comments, without what is secret', () => {
    assert.deepEqual(
      links(
        'envSettings: { cranMirrorURL: https://cran.example.com/ }\nowner: "(see http://a.example.com/b?c=d#e)."\nspecPackageList: |\n  --index-url https://me:secret@pypi.example.com/simple\n  x @ git+https://git.example.com/x@v1 ; extra == "y"\n  -i https://$HOST/simple https://example.com/$X\n# https://docs.example.com, and more\n',
      ),
      [
        'https://cran.example.com/ → address https://cran.example.com/',
        'http://a.example.com/b?c=d#e → address http://a.example.com/b?c=d#e',
        'https://me:secret@pypi.example.com/simple → address https://pypi.example.com/simple',
        'https://git.example.com/x@v1 → address https://git.example.com/x@v1',
        'https://docs.example.com → address https://docs.example.com',
      ],
    );
  });

  test('paths of workloads, base images and scripts', () => {
    assert.deepEqual(links('workloads:\n  - file: ../code/a.py\n', '/w/flows/workloads.yaml'), [
      '../code/a.py → path /w/code/a.py',
    ]);
    assert.deepEqual(
      links(
        'baseImages:\n  - context: "images/exec"\n---\nexecutionConfigs: [{ prePushScript: /opt/push.sh }]\n',
        '/w/container-configs.yaml',
      ),
      ['"images/exec" → path /w/images/exec', '/opt/push.sh → path /opt/push.sh'],
    );
  });

  test('what DSS reads beside a definition', () => {
    assert.deepEqual(links('dockerImageResources: INIT\n', '/w/a/code-env.yaml'), [
      'INIT → path /w/a/spec/resources_init.py',
    ]);
    assert.deepEqual(links('dockerImageResources: COPY\n', '/w/a/code-env.yaml'), [
      'COPY → path /w/a/resources',
    ]);
    assert.deepEqual(links('dockerImageResources: NONE\n', '/w/a/code-env.yaml'), []);
  });

  test('files that a list of packages names', () => {
    const files = { '/w/code-env.yaml': 'envLang: PYTHON\n' };
    assert.deepEqual(
      links(
        '-r more.txt\n--constraint=../c.txt\n./wheels/a-1-py3-none-any.whl[x]\n-r https://e.example.com/r.txt\nnumpy\n',
        '/w/spec/requirements.txt',
        files,
      ),
      [
        'more.txt → path /w/spec/more.txt',
        '../c.txt → path /w/c.txt',
        './wheels/a-1-py3-none-any.whl[x] → path /w/spec/wheels/a-1-py3-none-any.whl',
        'https://e.example.com/r.txt → address https://e.example.com/r.txt',
      ],
    );
  });

  test('rules that are silenced', () => {
    assert.deepEqual(
      links(
        '# code-env-ignore env-name: mine\n# code-env-ignore no-such-rule: x\nspecPackageList: |\n  # code-env-ignore duplicate-package: y\r\n  a\n',
      ),
      ['env-name → rule env-name', 'duplicate-package → rule duplicate-package'],
    );
  });

  test('none in a text that cannot be read', () => {
    assert.deepEqual(links('dockerImageResources: [INIT\nfile: \n'), []);
  });
});
