import type { EnvPlace } from '../files.ts';
import { rememberedOf } from '../memo.ts';
import {
  type CodeEnv,
  type EnvSettings,
  type FragmentKey,
  fragmentKeys,
  type Located,
  optionLists,
  type Permission,
  type Rights,
} from '../model.ts';
import { identityOf, type MapNode, type Node } from '../source.ts';
import { Fields } from './fields.ts';

/** Reads a code env out of a document; undefined where the document is not a mapping. */
export function readCodeEnv(root: Node | undefined, place: EnvPlace): CodeEnv | undefined {
  if (root?.kind !== 'map') return undefined;
  // A settings document of the public API has part of the keys in `desc`; where both have one, the outer counts.
  const fields = new Fields(root, new Fields(root).map('desc'));
  const envName = fields.text('envName');
  const envLang = fields.oneOf('envLang', ['PYTHON', 'R']);
  const fragments: Partial<Record<FragmentKey, Located<string>>> = {};
  for (const key of fragmentKeys) {
    const fragment = fields.text(key);
    if (fragment) fragments[key] = fragment;
  }
  const env: CodeEnv = {
    kind: 'code-env',
    root,
    origin: place.origin,
    name: envName?.value ?? place.name,
    lang: envLang?.value ?? place.lang,
    envName,
    envLang,
    deploymentMode: fields.oneOf('deploymentMode', [
      'DESIGN_MANAGED',
      'DESIGN_NON_MANAGED',
      'PLUGIN_MANAGED',
      'PLUGIN_NON_MANAGED',
      'AUTOMATION_VERSIONED',
      'AUTOMATION_SINGLE',
      'AUTOMATION_NON_MANAGED_PATH',
      'EXTERNAL_CONDA_NAMED',
      'DSS_INTERNAL',
    ]),
    acceptedPythonInterpreters: fields.texts('acceptedPythonInterpreters'),
    ...readContent(fields),
    envSettings: readEnvSettings(fields.map('envSettings')),
    allContainerConfs: fields.boolean('allContainerConfs'),
    containerConfs: fields.texts('containerConfs'),
    sparkKubernetesConfs: fields.texts('sparkKubernetesConfs'),
    containerCacheBustingLocation: fields.oneOf('containerCacheBustingLocation', [
      'BEGINNING',
      'AFTER_START_DOCKERFILE',
      'AFTER_PACKAGES',
      'AFTER_AFTER_PACKAGES_DOCKERFILE',
      'END',
      'NONE',
    ]),
    fragments,
    predefinedContainerHooks: fields
      .maps('predefinedContainerHooks')
      .map(hook => new Fields(hook).text('type'))
      .filter(type => type !== undefined),
    usableByAll: fields.boolean('usableByAll'),
    permissions: readPermissions(fields),
    versions: [],
  };
  const versions = readVersions(fields).map(version => ({
    ...env,
    ...readContent(new Fields(version, new Fields(version).map('desc'))),
    root: version,
  }));
  return versions.length > 0 ? { ...env, versions } : env;
}

/** What each version of an automation node has of its own. Source: `DSSAutomationCodeEnvSettings.get_raw` in dataikuapi/dss/admin.py. */
function readContent(fields: Fields) {
  return {
    conda: fields.boolean('conda'),
    pythonInterpreter: fields.text('pythonInterpreter'),
    customInterpreter: fields.text('customInterpreter'),
    externalCondaEnvName: fields.text('externalCondaEnvName'),
    installCorePackages: fields.boolean('installCorePackages'),
    corePackagesSet: fields.text('corePackagesSet'),
    installJupyterSupport: fields.boolean('installJupyterSupport'),
    specPackageList: fields.text('specPackageList'),
    specCondaEnvironment: fields.text('specCondaEnvironment'),
    mandatoryPackageList: fields.text('mandatoryPackageList'),
    mandatoryCondaEnvironment: fields.text('mandatoryCondaEnvironment'),
    resourcesInitScript: fields.text('resourcesInitScript'),
    dockerImageResources: fields.oneOf('dockerImageResources', ['INIT', 'COPY', 'NONE']),
  };
}

function readVersions(fields: Fields): readonly MapNode[] {
  const single = [fields.map('currentVersion'), fields.map('noVersion')];
  return [...single.filter(version => version !== undefined), ...fields.maps('versions')];
}

function readPermissions(fields: Fields): Located<readonly Permission[]> | undefined {
  const list = fields.mapList('permissions');
  return (
    list && { ...list, value: list.value.map(root => ({ root, rights: rightsOf(identityOf(root), root) })) }
  );
}

const rightsOf = rememberedOf((_: object, root: MapNode): Rights => {
  const fields = new Fields(root);
  return {
    group: fields.text('group')?.value,
    use: fields.boolean('use')?.value,
    update: fields.boolean('update')?.value,
    manageUsers: fields.boolean('manageUsers')?.value,
  };
});

function readEnvSettings(map: MapNode | undefined): EnvSettings | undefined {
  if (!map) return undefined;
  const fields = new Fields(map);
  return {
    root: map,
    overrideImportedEnvSettings: fields.boolean('overrideImportedEnvSettings'),
    lists: optionLists.map(key => fields.texts(key)).filter(list => list !== undefined),
    inheritGlobalSettings: fields.boolean('inheritGlobalSettings'),
    pipInstallExtraOptions: fields.texts('pipInstallExtraOptions')?.value ?? [],
    virtualenvCreateExtraOptions: fields.texts('virtualenvCreateExtraOptions')?.value ?? [],
    cranMirrorURL: fields.text('cranMirrorURL'),
  };
}
