declare module '*/yaml/browser/index.js' {
  export * from 'yaml';
}
