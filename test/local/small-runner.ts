/** Boots the small stack in a process of its own, so that a test can kill it: `small-runner.ts <assembly> <data>`. */
import { bootCloud } from '../../local/cloud.ts'
import { order } from './small-stack.ts'

const [assembly, data] = process.argv.slice(2) as [string, string]
const cloud = await bootCloud({ assembly, data })
process.on('message', (count: number) => {
  order(cloud, ...Array.from({ length: count }, (_, n) => ({ do: 'slow', id: String(n), ms: 20 })))
  process.send?.('sent')
})
process.send?.('ready')
