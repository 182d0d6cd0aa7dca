import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hover } from '../../core/index.ts';
import { atCursor } from './at-cursor.ts';

const instance = `dssVersion: 14.3.2
executionConfigs:
  - name: cpu
    type: DOCKER
    baseImage: company/exec:dss-14.3.2
`;

function hoverOn(marked: string, path?: string) {
  const { file, offset, project } = atCursor(marked, path, { '/w/container-configs.yaml': instance });
  const found = hover(file, offset, project);
  return (
    found && { text: file.source.text.slice(found.span.start, found.span.end), markdown: found.markdown }
  );
}

suite('hover', () => {
  test('a key: what it is for, what it can be', () => {
    const found = hoverOn('docker|ImageResources: COPY\n');
    assert.equal(found?.text, 'dockerImageResources');
    assert.equal(
      found.markdown,
      [
        '**dockerImageResources**',
        '',
        'How the resources directory comes into the images.',
        '',
        '- `INIT`: Run the resources initialization script while the image is built. Needs a script.',
        '- `COPY`: Copy the resources directory beside the definition. Needs that directory.',
        '- `NONE`: No resources in the images.',
      ].join('\n'),
    );
  });

  test('a key with a default', () => {
    assert.match(
      hoverOn('node|Type: DESIGN\n', '/w/container-configs.yaml')?.markdown ?? '',
      /Default: `DESIGN`/,
    );
  });

  test('a value: what it means', () => {
    assert.match(hoverOn('deploymentMode: |DESIGN_MANAGED')?.markdown ?? '', /DSS owns the content/);
    assert.deepEqual(hoverOn('pythonInterpreter: "PYTHON3|11"'), {
      text: '"PYTHON311"',
      markdown: '**PYTHON311**\n\nPython 3.11.',
    });
  });

  test('a configuration: its engine, its base image, its place', () => {
    for (const marked of [
      'containerConfs: [c|pu]',
      'containerConfs:\n- cpu|',
      'containerConfs: [cp|u\nowner: a',
    ]) {
      const { text, markdown } = hoverOn(marked) ?? {};
      assert.equal(text, 'cpu');
      assert.match(markdown ?? '', /type: `DOCKER`\n- base image: `company\/exec:dss-14.3.2`/);
      assert.match(markdown ?? '', /Defined in w\/container-configs.yaml, line 3\./);
    }
  });

  test('a rule in a silencing comment', () => {
    assert.deepEqual(hoverOn('# code-env-ignore unknown|-key: so\nfoo: bar'), {
      text: 'unknown-key',
      markdown: '**unknown-key** (warning)\n\nEvery key is one that DSS knows.',
    });
  });

  test('in broken text', () => {
    assert.match(hoverOn('envLan\nowner: "a\nco|nda: true')?.markdown ?? '', /made with Conda/);
  });

  test('nothing where there is nothing to say', () => {
    for (const marked of [
      '|',
      'foo|: bar',
      'owner: m|e',
      '# some|thing',
      'specPackageList: >\n  num|py',
      'envLang: | ',
    ])
      assert.equal(hoverOn(marked), undefined);
  });
});
