/** The compiled stylesheet as modules: see build.ts. Declared here so that types are clean before the first build. */
declare module '*/styles/dist/app.js' {
  /** 12 hex digits of the text's SHA-256. */
  export const hash: string
}

declare module '*/styles/dist/text.js' {
  export const css: string
}
