/** `npm run reset`: removes everything the local cloud keeps; the next start is a first start. */
import { rmSync } from 'node:fs'
import { dataFolder, fail, running, Trouble } from './command-folder.ts'

try {
  const cloud = running()
  if (cloud) throw new Trouble(`Akcja is running on ${cloud.url} (process ${cloud.pid}). End it first, then reset.`)
  rmSync(dataFolder, { recursive: true, force: true })
  console.log('All data of the local cloud is removed.')
} catch (error) {
  fail(error)
}
