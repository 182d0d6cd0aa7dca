// Written from the specifications: packaging.python.org, version specifiers (PEP 440) and dependency specifiers (PEP 508).

/** Versions that PEP 440 allows. */
export const versions: readonly string[] = [
  // Releases, with any number of parts.
  '0', '1', '1.0', '1.2.3', '1.2.3.4.5.6', '2026.11.24', '20261124', '0.0.0', '00.01', '1.10',
  // Epochs.
  '0!1', '1!0.1', '2!1.0.post1', '10!3.4.dev2',
  // Pre-releases, and how else they may be spelled.
  '1.0a1', '1.0b2', '1.0rc3', '1a', '1.0a', '1.0.a1', '1.0-a1', '1.0_a1', '1.0a.1', '1.0a-1', '1.0a_1', '1.0alpha1',
  '1.0beta1', '1.0c1', '1.0pre1', '1.0preview1', '1.0-preview-1', '1.0RC1', '1.0Alpha', '1.1rc1.dev3',
  // Post-releases.
  '1.0.post1', '1.0post1', '1.0-post1', '1.0_post1', '1.0.post', '1.0.post-1', '1.0.rev4', '1.0.r4', '1.0-r', '1.0-1',
  '1.0a1.post2', '1.0rc1-2', '1.0.POST1',
  // Development releases.
  '1.0.dev0', '1.0dev', '1.0-dev1', '1.0_dev_1', '1.0.post1.dev2', '1.0a2.dev456', '1.0.dev456',
  // Local versions.
  '1.0+abc', '1.0+abc.5', '1.0+5', '1.0+ubuntu-1', '1.0+ubuntu_1', '1.9.1+cu111', '1.0.post1.dev2+deadbeef', '1.0+ABC.1',
  // A v in front.
  'v1.0', 'V1.0rc1', 'v1!1',
];

/** What looks like a version and is none. */
export const notVersions: readonly string[] = [
  '', 'latest', 'x.y', '1.x', '1.0.x', '1..0', '.1', '1.', '1.0.', '1,0', '1 0', '1.0 a1', '1.0+', '1.0+a+b', '1.0+_a',
  '1.0+a..b', '1.0+a-', '-1', '+1', '1!', '!1', '1!2!3', 'a1', '1.0foo', '1.0.foo1', '1.0a1b2', '1.0.dev1.post2',
  '1.0.post1.a1', '1.0--1', '1.0-', '1.0.rc.1.x', '1.0/2', '1.*', '*', '1.0$', 'vv1', '=1.0', '1_0', '１.0',
];

export const specifiers: readonly string[] = [
  '==1.0', '==1.0.*', '==1.*', '==1!1.0.*', '!=1.0', '!=1.0.*', '~=1.0', '~=2.2.post3',
  '~=1.4.5a4', '~=1!2.0', '>=1.0', '<=1.0', '>1.0', '<1.0', '>=1.0.dev0', '==1.0+local.1', '!=1.0+local', '===1.0',
  '===foobar', '===1.0.*weird', '===1.0-weird+2', '== 1.0', '>= 1.0rc1', '<v2',
];

export const notSpecifiers: readonly string[] = [
  '~=1', '~=1.0.*', '~=1.0+local', '~=v1', '>=1.0.*', '<=1.*', '>1.*', '<2.*', '>=1.0+local', '<1.0+a', '>1.0+a',
  '<=1.0+a', '==1.0.dev1.*', '==1.0+local.*', '==*', '==1.*.0', '==1.*.*', '==latest', '>=x', '!=1.0.dev1.*', '==', '>=',
];

export const requirements: readonly string[] = [
  // Names.
  'A', '3', 'name', 'Name.With_all-of-them', 'a1', '0x1', 'zope.interface', 'a__b', 'a.-_b',
  // Extras.
  'name[a]', 'name[]', 'name[ ]', 'name[a,b]', 'name [ a , b ]', 'name[a-b.c_d]>=1', 'requests [security,tests] >= 2.8.1, == 2.8.*',
  // Conditions on the version.
  'name==1.0', 'name == 1.0', 'name>=3,<2', 'name>=3 , <2', 'name(>=1,<2)', 'name ( >=1 , <2 )', 'name()', 'name<1!2',
  'name===1.0-weird', 'name===1;python_version<"3"', 'name>=1,', 'name~=1.4.2', 'name!=1.3.4.*', 'name==1.9.1+cu111',
  // Addresses.
  'name@http://foo.com', 'name @ https://foo.com/a.zip', 'name[fred] @ https://foo.com/a.zip',
  'name @ https://foo.com/a.zip ; python_version < "3"', 'name@ https://foo.com/a;b=c ; os_name == "nt"',
  'name @ git+https://github.com/o/r.git@0123456789012345678901234567890123456789#egg=name', 'name @ file:///srv/a.whl',
  'pip @ https://github.com/pypa/pip/archive/1.3.1.zip#sha1=da9234ee9982d4bbb3c72346a6de940a148ea686',
  // Markers.
  "name; python_version < '3'", 'name;os_name=="a"', "name ; sys_platform == 'linux' and python_version >= '3.9'",
  "name; python_version == '2.7' or python_version >= '3.6' and os_name != 'nt'",
  "name; (python_version == '2.7' or python_version >= '3.6') and (os_name != 'nt')",
  "name; ((os_name == 'a'))", "name; '3' in python_version", "name; platform_machine not in 'x86_64 aarch64'",
  "name; platform_machine not  in 'x86_64'", "name; 'linux' == sys_platform", "name; python_version ~= '3.7'",
  "name; python_full_version === '3.7.1'", "name; extra == 'test'", 'name; platform_version == "a\'b"',
  "name; os.name == 'nt'", "name; sys.platform == 'x'", "name; platform.machine == 'x'", "name; platform.version == 'x'",
  "name; platform.python_implementation == 'x'", "name; python_implementation == 'CPython'",
  "name; implementation_name == 'cpython' and implementation_version >= '3.9'", "name; platform_release >= '20'",
  "name; platform_system == 'Linux'", "name; platform_python_implementation == 'PyPy'", "name; 'a' == 'b'",
  "name[quux, strange];python_version<'2.7' and platform_version=='2'",
  "name>=1.0 ; python_version>='3.6'and os_name=='nt'",
];

export const notRequirements: readonly string[] = [
  // Names.
  '-name', '_name', '.name', 'name-', 'name_', 'name.', 'näme', 'name!', '@', '=1.0',
  // Extras.
  'name[', 'name[a', 'name[a,', 'name[,a]', 'name[a b]', 'name[a]]', 'name[a-]', 'name]', 'name[a;b]',
  // Conditions on the version.
  'name=1.0', 'name=>1.0', 'name=<1.0', 'name<>1.0', 'name==', 'name>=', 'name 1.0', 'name==1.0 2.0', 'name>=1 <2', 'name(>=1',
  'name>=1)', 'name==1.0,,<2', 'name^1.0', 'name~1.0', 'name==1.0=py36_0', 'name==1.0#comment', 'name >',
  'name other', 'name, other', 'name,', 'name >= 1.*', 'name==1.0.x', 'name ~= 1', 'name == latest',
  // Addresses.
  'name @', 'name @ ', 'name @ https://foo.com/a.zip python_version',
  // Markers.
  'name; python_version < 3', "name; python_version = '3'", "name; python_version => '3'", "name; pythonversion < '3'",
  "name; python_version < '3", "name; python_version '3'", "name; python_version <", "name; < '3'", "name; and os_name == 'nt'",
  "name; os_name == 'nt' and", "name; os_name == 'nt' or", "name; os_name == 'nt' && os_name == 'a'", "name; (os_name == 'nt'",
  "name; os_name == 'nt')", "name; os_name == 'nt' os_name == 'a'", "name; os_name is 'nt'", "name; not os_name == 'nt'",
  "name; os_name notin 'nt'", 'name; os_name', "name; 'nt'", 'name; ()', "name python_version < '3'", "name; os_name == nt",
];
