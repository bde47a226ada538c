/**
 * Runs the cloud in a process of its own, so that a test can kill it: `cloud-owner.ts <data> <now>`. Tells its URL and
 * tokens, and then, while SES is slow, how many mails were accepted.
 */
import { cloudClock } from '../../local/clock.ts'
import { bootCloud } from '../../local/cloud.ts'
import { assembly } from '../../local/synthesize.ts'

const [data, now] = process.argv.slice(2) as [string, string]
const cloud = await bootCloud({ assembly, data, clock: cloudClock(Number(now)), sesRate: 5_000 })
const { ses } = cloud.engines
cloud.faults.failSes({ kind: 'slow', milliseconds: 60, times: 1_000_000 })
ses.faults.onAccepted = () => void process.send?.({ accepted: ses.accepted() })
const [manager, approver] = await Promise.all([cloud.token('manager'), cloud.token('approver')])
process.send?.({ url: cloud.url, manager, approver, port: new URL(cloud.url).port })
