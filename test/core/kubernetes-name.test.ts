import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  isExtendedResource,
  isNamespaceName,
  isResourceName,
  nearestNamespaceName,
} from '../../core/kubernetes-name.ts';

/** A variable that DSS puts in. */
const user = `\${${'dssUserLogin'}}`;

suite('names of Kubernetes', () => {
  test('namespaces', () => {
    for (const name of ['a', '0', 'dss', 'dss-jobs', '1-2-3', 'a--b', 'x'.repeat(63)])
      assert.ok(isNamespaceName(name), name);
    for (const name of [
      '',
      '-',
      '-a',
      'a-',
      'A',
      'a_b',
      'a.b',
      'a b',
      'ä',
      'a/b',
      'x'.repeat(64),
      ' a',
      'a\n',
    ])
      assert.ok(!isNamespaceName(name), name);
  });

  test('namespaces with variables of DSS', () => {
    for (const name of [user, `dssns-${user}`, `${user}-${user}`, `\${${'v'.repeat(80)}}`])
      assert.ok(isNamespaceName(name), name);
    for (const name of [`-${user}`, `DSS-${user}`, '$dssUserLogin', '$' + '{open', `dss_${user}`])
      assert.ok(!isNamespaceName(name), name);
  });

  test('the nearest namespace', () => {
    assert.equal(nearestNamespaceName('DSS_Jobs'), 'dss-jobs');
    assert.equal(nearestNamespaceName(`_dss.${user}_`), `dss-${user}`);
    assert.equal(nearestNamespaceName('___'), undefined);
    assert.equal(nearestNamespaceName('x'.repeat(64)), undefined);
  });

  test('resources', () => {
    for (const name of [
      ...['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'nvidia.com/gpu', 'amd.com/gpu'],
      ...['nvidia.com/mig-1g.5gb', 'xilinx.com/fpga-xilinx_u30-0', 'company/Thing', `a/${'x'.repeat(63)}`],
    ])
      assert.ok(isResourceName(name), name);
    for (const name of [
      ...['', 'gpu', 'CPU', 'nvidia.com', '/gpu', 'nvidia.com/', 'nvidia.com/gpu/1', 'Nvidia.com/gpu'],
      ...['nvidia_com/gpu', 'nvidia.com/-gpu', 'nvidia.com/gpu ', 'nvidia..com/gpu', `a/${'x'.repeat(64)}`],
    ])
      assert.ok(!isResourceName(name), name);
  });

  test('extended resources', () => {
    for (const name of ['nvidia.com/gpu', 'company/thing']) assert.ok(isExtendedResource(name), name);
    for (const name of ['cpu', 'hugepages-2Mi', 'kubernetes.io/thing', 'x.kubernetes.io/thing', 'gpu'])
      assert.ok(!isExtendedResource(name), name);
  });
});
