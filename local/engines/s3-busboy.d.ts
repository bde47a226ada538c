/** The part of busboy 1.6 that the form upload uses; the package brings no types. */
declare module 'busboy' {
  import type { IncomingHttpHeaders } from 'node:http'
  import type { Readable, Writable } from 'node:stream'

  interface Busboy extends Writable {
    on(event: 'field', listener: (name: string, value: string, info: { valueTruncated: boolean }) => void): this
    on(
      event: 'file',
      listener: (
        name: string,
        stream: Readable & { truncated?: boolean },
        info: { filename: string; mimeType: string },
      ) => void,
    ): this
    on(event: 'close' | 'fieldsLimit' | 'filesLimit' | 'partsLimit', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: string, listener: (...values: never[]) => void): this
  }
  export default function busboy(options: {
    headers: IncomingHttpHeaders
    defParamCharset?: string
    limits?: { fieldSize?: number; fields?: number; files?: number; fileSize?: number; parts?: number }
  }): Busboy
}
