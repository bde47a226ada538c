/**
 * A function's folder as an asset, bundled at synthesis by the pinned esbuild and without Docker. (NodejsFunction of the CDK
 * writes one file only, and all that is in a file is read and parsed at every cold start.)
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import type { Folder } from '../permissions.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** functions/<folder>; the handler is `index.handler`. */
export function codeOf(folder: Folder): Code {
  const entry = entryOf(folder)
  return Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'), // the type wants one; it is never used, because the local way never declines
      command: [entry], // by this the CDK tells one asset from another
      local: {
        tryBundle(outdir) {
          // in a process of its own: the CDK waits for no promise
          const { status } = spawnSync(process.execPath, [join(root, 'infra/bundle.ts'), entry, outdir], {
            stdio: ['ignore', 'inherit', 'inherit'],
          })
          if (status !== 0) throw new Error(`functions/${folder} could not be bundled`)
          return true
        },
      },
    },
  })
}

/** functions/<folder>/index.ts, or .tsx where the function writes pages. */
function entryOf(folder: Folder): string {
  const entries = ['index.ts', 'index.tsx'].map((file) => join('functions', folder, file))
  const entry = entries.find((file) => existsSync(join(root, file)))
  if (!entry) throw new Error(`functions/${folder} is deployed by infra/stack.ts, but has no index.ts or index.tsx`)
  return entry
}
