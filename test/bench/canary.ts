/**
 * Canary: all drives of the library, of people whose names, addresses, numbers and words nobody else has, with mishaps on the way. The
 * figure is how many traces hold anything of them afterwards: lines of logs, messages of queues, addresses, links of mails, figures, calls.
 */
import { drives } from '../../shared/campaign/library/library.ts'
import { startCloud } from '../builders/cloud.ts'
import { runEveryDrive } from '../builders/every-drive.ts'
import { mustBe } from './figures.ts'
import { type Part, whole } from './part.ts'

const [people, fewPeople] = [200, 24]
/** One of each kind, for a run that only shows that the part measures. */
const few = ['official-matter', 'medical-services', 'culture-on-estates', 'senior-repairs']
const leaksShown = 10

const byAgents = ({ kind }: { kind: string }) => kind === 'agents'

export const canaryPart: Part = async (contacts, say) => {
  const isTiny = contacts < 1_000
  const office = await startCloud()
  try {
    const all = await runEveryDrive(office, {
      size: isTiny ? fewPeople : people,
      mostCalls: 40,
      say: (line) => say(`  ${line}`),
      ...(isTiny && { only: few }),
    })
    const { traces, running } = all
    mustBe('drives', isTiny ? few.length : drives.length, running.size)
    const silent = [...running.values()].filter(({ plan, talks }) => plan.some(byAgents) && talks === 0)
    mustBe('drives whose agents talked to nobody', 0, silent.length)
    const { leaks, searched, quoted, functions } = await traces.search()
    traces.end()
    const read = Object.values(searched).reduce((sum, count) => sum + count, 0) - searched.deadLetters
    for (const { where, what } of leaks.slice(0, leaksShown)) say(`  found in ${where}: ${what.join(', ')}`)
    const [{ drive, players }] = [running.get('medical-services')!]
    const mails = await drive.mails()
    const find = traces.finder()
    const known = players.filter(({ email }) => find(mails.get(email)?.text ?? '').length > 0)
    mustBe('people whose own mail the search knows', players.length, known.length)
    const counts = Object.entries(searched).map(
      ([kind, count]) => `${whole(count)} ${names[kind as keyof typeof names]}`,
    )
    say(`  searched in ${running.size} drives: ${counts.join(', ')}; logs of ${functions.join(', ')}`)
    say(`  ${whole(quoted)} messages in which SES quotes the address of a mail that came back are left out`)
    return [{ id: 'canary.found', value: leaks.length, unit: `of ${read} traces` }]
  } finally {
    await office.close()
  }
}

const names = {
  lines: 'lines of logs',
  messages: 'messages of queues',
  deadLetters: 'of them given up',
  urls: 'addresses asked for',
  mailLinks: 'links in mails',
  figures: 'figures',
  said: 'lines of the cloud',
  calls: 'calls',
}
