import { isOfFlatKeys, type MisplacedKey } from '../config-keys.ts';
import { buildConfigOf } from '../container-config.ts';
import { automatic, edit, removeEntry, renderScalar, replace } from '../edit.ts';
import { isRegistry } from '../image-reference.ts';
import type { ContainerConfigs, ExecutionConfig } from '../model.ts';
import { moveInto, unwrap } from '../move.ts';
import type { Fix, Severity } from '../problem.ts';
import type { ContainerConfigsSubject } from '../rule.ts';
import type { Entry, Source } from '../source.ts';
import type { TextEdit } from '../text.ts';

/** What is to be said about a key of the other shape of container configurations, and done. */
export interface Verdict {
  readonly says: string;
  readonly severity?: Severity;
  readonly fixes: readonly Fix[];
}

/** A key of DSS 14 in a file of DSS 15. */
export function fromFlat(
  { source, configs }: ContainerConfigsSubject,
  { map, entry, runtime }: MisplacedKey,
  all: readonly MisplacedKey[],
): Verdict {
  const key = entry.key.text;
  if (runtime) {
    const together = all
      .filter(other => other.map === map && other.runtime === runtime)
      .map(other => other.entry);
    const names = together.map(other => other.key.text).join(', ');
    return {
      says: `it would be dropped in silence. Move it into ${runtime}.`,
      fixes: fixWith(`Move ${names} into ${runtime}`, moveInto(source, map, together, runtime)),
    };
  }
  const config = configs.executionConfigs.find(config => config.root === map);
  const build = config && buildConfigOf(config, configs);
  if (key === 'repositoryURL' || key === 'baseImageType') {
    const place =
      key === 'repositoryURL'
        ? 'pushConfigs of an image build configuration'
        : 'an image build configuration';
    const there = key === 'repositoryURL' ? build?.repositoryURLs : [build?.baseImageType];
    const known = there?.some(other => other?.value === (entry.value.kind === 'scalar' && entry.value.text));
    return {
      says: `it would be dropped in silence. It belongs into ${place}, which imageBuildConfig names.`,
      fixes:
        known && !entry.foreign
          ? [automatic(edit(`Delete it: ${build?.name?.value} has it`, removeEntry(source, map, entry)))]
          : [],
    };
  }
  return key === 'baseImage'
    ? {
        says: 'where DSS 15 keeps it is not public, and what it does not know it drops in silence. The images that are built here are built on it.',
        severity: 'information',
        fixes: [],
      }
    : {
        says: 'where DSS 15 keeps it is not public, and what it does not know it drops in silence. Look it up in the settings of the instance.',
        severity: 'warning',
        fixes: [],
      };
}

/** A key of DSS 15 in a file of DSS 14. */
export function fromSplit(
  { source, configs }: ContainerConfigsSubject,
  { map, entry, runtime }: MisplacedKey,
): Verdict {
  const key = entry.key.text;
  if (runtime) {
    const inner = entry.value.kind === 'map' ? entry.value : undefined;
    return {
      says: 'its keys would be dropped in silence. Before DSS 15 they belong into the container configuration itself.',
      fixes:
        inner && isOfFlatKeys(inner)
          ? fixWith(`Move its keys out of ${key}`, unwrap(source, map, entry))
          : [],
    };
  }
  if (key === 'buildConfigs') {
    const used = [...configs.executionConfigs, ...configs.sparkConfigs].some(
      config => config.imageBuildConfig,
    );
    return {
      says: 'image build configurations are of DSS 15. Before it each container configuration names its own baseImage and repositoryURL.',
      fixes: used || entry.foreign ? [] : [edit('Delete buildConfigs', removeEntry(source, map, entry))],
    };
  }
  const config = configs.executionConfigs.find(config => config.root === map);
  return {
    says: 'image build configurations are of DSS 15. Before it the container configuration itself names its baseImage and repositoryURL.',
    fixes: config && !entry.foreign ? withoutBuildConfig(source, configs, config, entry) : [],
  };
}

/** Takes the name of an image build configuration away; its registry comes in its place. */
function withoutBuildConfig(
  source: Source,
  configs: ContainerConfigs,
  config: ExecutionConfig,
  entry: Entry,
): readonly Fix[] {
  const registry = buildConfigOf(config, configs)?.repositoryURLs[0]?.value;
  if (!registry || config.repositoryURL)
    return [edit('Delete imageBuildConfig', removeEntry(source, config.root, entry))];
  if (!isRegistry(registry)) return [];
  const written = `repositoryURL: ${renderScalar(registry, source)}`;
  return [edit(`Write repositoryURL: ${registry} instead`, [replace(entry.span, written)])];
}

function fixWith(title: string, edits: readonly TextEdit[] | undefined): readonly Fix[] {
  return edits ? [automatic(edit(title, edits))] : [];
}
