import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isImageReference } from '../../core/index.ts';

// Written from the grammar in the doc comment of github.com/distribution/reference, production by production.
const digest = 'f'.repeat(64);

const references: Readonly<Record<string, readonly string[]>> = {
  'path-component: alpha-numeric [separator alpha-numeric]*': [
    'a',
    '0',
    'base',
    'exec_base',
    'exec__base',
    'exec.base',
    'exec-base',
    'exec----base',
    'project--id.module--name.ver---sion--name',
    '192.168.1.1',
  ],
  "path: path-component ['/' path-component]*": [
    'company/base',
    'a/b/c/d',
    'b.example.com/test.example.com/my-app',
    'do__cker/docker',
    'aa-a/a',
    `${'a/'.repeat(127)}a`,
  ],
  'domain: names, ports, IPv4, IPv6, capital letters': [
    'registry.example.com/base',
    'registry.example.com:5000/base',
    'localhost:8080/base',
    'localhost/base',
    'Registry.Example.com/base',
    'sub-dom1.example.com/a/b/c',
    'xn--n3h.com/image',
    '192.168.1.1:5000/base',
    '[2001:db8::1]/base',
    '[2001:db8:1:2:3:4:5:6]/base:tag',
    '[::1]:5000/base',
  ],
  'tag: a word character, then up to 127 of [\\w.-]': [
    'base:1',
    'base:dss-14.3.2',
    'base:_',
    'base:Upper.Case_and-more',
    `base:${'t'.repeat(128)}`,
    'example.com:5000',
    'example.com:5000/base:5050',
  ],
  'digest: algorithm ":" hex': [
    `base@sha256:${digest}`,
    `base:1@sha256:${digest}`,
    `registry.example.com:5000/base:1@sha256:${digest}`,
    `base@sha512:${digest}${digest}`,
    `base@sha384:${'0'.repeat(96)}`,
  ],
};

const others: Readonly<Record<string, readonly string[]>> = {
  'nothing, or parts alone': ['', ' ', ':tag', `@sha256:${digest}`, '/', 'base:', 'base@'],
  'separators at an end, twice, or mixed': [
    '-base',
    'base-',
    '_base',
    'base_',
    '.base',
    'base.',
    'a..b',
    'a___b',
    'a._b',
    'a-_b',
    'company/-base',
    'company-/base_',
  ],
  'empty components': ['/base', 'company//base', 'company/base/', 'registry.example.com/'],
  'capital letters in a path': ['Base', 'company/Base', 'registry.example.com/Company/base', 'A:tag'],
  'characters that no name has': [
    'a b',
    ' base',
    'base ',
    'base\n',
    'a^a',
    'ba$e',
    'bäse',
    'a+b',
    'https://registry.example.com/base',
    '$' + '{registry}/base',
  ],
  'hosts and ports that are none': [
    'registry.example.com:http/base',
    'bad_host.example.com:8080/base',
    '-registry.example.com/base',
    'registry-.example.com/base_',
    '[2001:db8::1]',
    '[2001:db8::1]:5000',
    '[fe80::1%eth0]:5000/base',
    '[fd00:1:2::3]75050/base',
    '2001:db8::1/base',
  ],
  'tags that are none': [
    'base:-a',
    'base:.a',
    'base:a~b',
    'base:a:b',
    `base:${'t'.repeat(129)}`,
    'base:1/2 ',
  ],
  'digests that are none': [
    'base@bad',
    'base@sha256:abc',
    `base@sha256:${digest.slice(1)}`,
    `base@sha256:${digest}0`,
    `base@sha256:${digest.toUpperCase()}`,
    `base@md5:${'f'.repeat(32)}`,
    `base@sha256${digest}`,
    `base@sha256:${'g'.repeat(64)}`,
  ],
  'more than 255 characters of a path': [`${'a/'.repeat(129)}a`, `x/${'a'.repeat(256)}`, 'a'.repeat(2000)],
};

suite('image references', () => {
  for (const [what, texts] of Object.entries(references))
    test(what, () => {
      for (const text of texts) assert.ok(isImageReference(text), text);
    });
});

suite('texts that are no image references', () => {
  for (const [what, texts] of Object.entries(others))
    test(what, () => {
      for (const text of texts) assert.ok(!isImageReference(text), text);
    });
});
