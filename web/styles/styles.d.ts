/** The compiled stylesheet as a module: see build.ts. Declared here so that types are clean before the first build. */
declare module '*/styles/dist/app.js' {
  export const css: string
  /** 12 hex digits of the text's SHA-256. */
  export const hash: string
}
