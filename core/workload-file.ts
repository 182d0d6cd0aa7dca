import { type WorkloadType, workloadTypes } from './model.ts';

const accepted: Readonly<Record<WorkloadType, readonly string[]>> = {
  PYTHON_RECIPE: ['py'],
  R_RECIPE: ['R', 'r'],
  PYTHON_NOTEBOOK: ['ipynb', 'py'],
  R_NOTEBOOK: ['ipynb', 'R', 'r', 'Rmd'],
  CUSTOM_ML_MODEL: ['py'],
  DEEP_LEARNING_MODEL: ['py'],
};

/** Extensions that tell the language of a file beyond doubt. */
const telling = [...new Set(Object.values(accepted).flat()), 'sql', 'sh', 'scala', 'jl'];

/** The extensions that files of a workload of this type have. */
export function extensionsOf(type: WorkloadType): readonly string[] {
  return accepted[type];
}

/** The part of `path` behind its last dot; undefined without one. */
export function extensionOf(path: string): string | undefined {
  return /[^/]\.([^./]+)$/.exec(path)?.[1];
}

/** Whether a file of this name can be of this type. A name that tells nothing can be anything. */
export function canBe(type: WorkloadType, path: string): boolean {
  const extension = extensionOf(path);
  return extension === undefined || !telling.includes(extension) || accepted[type].includes(extension);
}

/** The types that are of the same language or of the same sort, and that a file of this name can be. */
export function likelyTypes(type: WorkloadType, path: string): readonly WorkloadType[] {
  const [lang, sort] = [type.split('_')[0], type.split('_').at(-1)];
  return workloadTypes.filter(
    other =>
      other !== type && canBe(other, path) && (other.startsWith(`${lang}_`) || other.endsWith(`_${sort}`)),
  );
}
