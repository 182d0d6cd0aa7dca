// The parser's build for browsers: its build for Node asks the environment whether to log, once for each token, which takes
// a fifth of the time. The two are the same otherwise, but only a path leads Node to this one.
export {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Parser,
  parseAllDocuments,
  Schema,
  stringify,
  visit,
} from '../node_modules/yaml/browser/index.js';
