/**
 * The end of retention: everything about single people in a drive goes, or at last its record, step by step. What was found is written
 * down before it is removed, and where the work stands, so whoever is killed half way is followed by somebody who goes on there. (L7)
 */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { dueWork, promisedUntil, type RetentionWork, recordClock } from '../../shared/campaign/retention.ts'
import { contactSteps, type DriveProtocol, type EraseStep, recordSteps } from '../../shared/erasure/protocol.ts'
import { Conflict, NotFound } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { EraseDeps } from './deps.ts'
import { lookAt, type Placed, placesIn } from './places.ts'

const stepsOf: Record<RetentionWork, readonly EraseStep[]> = { contacts: contactSteps, record: recordSteps }
const mostTries = 8

/** Erases a drive as far as the time goes; `goOn` then asks for the rest. Done twice, it is done once. */
export async function eraseDrive(id: string, work: RetentionWork, deps: EraseDeps): Promise<void> {
  let protocol = await deps.protocols.ofDrive(id, work)
  if (protocol?.doneAt) return
  const campaign = await deps.campaigns.get(id).catch((error) => {
    if (error instanceof NotFound && protocol) return undefined // its last step was taken, and not noted any more
    throw error
  })
  const today = localTime(deps.now()).date
  if (!protocol) {
    if (!campaign || dueWork(campaign, today) !== work) return
    protocol = await deps.protocols.saveDrive(begun(campaign, work, deps.now()))
  }
  const drive: Placed = { id, pages: campaign?.list?.pages ?? 0 }
  const steps = stepsOf[work]
  for (let step = steps[protocol.step]; step; step = steps[protocol.step]) {
    if (protocol.place >= placesIn(drive, step)) {
      protocol = await deps.protocols.saveDrive({ ...protocol, step: protocol.step + 1, place: 0, counted: false })
      continue
    }
    if (!deps.hasTime()) return deps.goOn({ kind: 'drive', campaign: id, work })
    protocol = await eraseStretch(drive, step, protocol, deps)
  }
  for (const step of steps) {
    for (let n = 0; n < placesIn(drive, step); n++) {
      const left = (await lookAt(drive, step, n, deps)).reduce((sum, { count }) => sum + count, 0)
      if (left > 0) {
        // Somebody wrote while it was erased. From the beginning once more: what is gone costs nothing.
        await deps.protocols.saveDrive({ ...protocol, step: 0, place: 0, counted: false })
        return deps.goOn({ kind: 'drive', campaign: id, work })
      }
    }
  }
  if (work === 'contacts') await mark(id, today, deps)
  await deps.audit.write({ who: 'clock', did: `erase ${work}`, what: id }, deps.now())
  await deps.protocols.saveDrive({ ...protocol, doneAt: deps.now().toISOString(), erasedOn: today })
}

/** Places worked on between two notes in the protocol. */
const stretch = 20

/** Some places of a step: looked at, counted in the protocol, then removed. */
async function eraseStretch(
  drive: Placed,
  step: EraseStep,
  before: DriveProtocol,
  deps: EraseDeps,
): Promise<DriveProtocol> {
  const end = Math.min(before.place + stretch, placesIn(drive, step))
  const numbers = Array.from({ length: end - before.place }, (_, n) => before.place + n)
  const found = (await Promise.all(numbers.map((n) => lookAt(drive, step, n, deps)))).flat()
  let protocol = before
  if (!protocol.counted) {
    const count = found.reduce((sum, one) => sum + one.count, 0)
    const counts = { ...protocol.found, [step]: (protocol.found[step] ?? 0) + count }
    protocol = await deps.protocols.saveDrive({ ...protocol, found: counts, counted: true })
  }
  for (const one of found) await one.remove()
  return deps.protocols.saveDrive({ ...protocol, place: end, counted: false })
}

function begun(campaign: Campaign, work: RetentionWork, now: Date): DriveProtocol {
  const promised = promisedUntil(campaign)
  return {
    campaign: campaign.id,
    name: campaign.name,
    work,
    rule: work === 'contacts' ? contactRule(campaign) : recordRule(campaign),
    ...(promised && { promised }),
    begunAt: now.toISOString(),
    found: {},
    step: 0,
    place: 0,
    counted: false,
    version: 0,
  }
}

function contactRule({ privacy }: Campaign): Text {
  const months = privacy?.retentionMonths ?? 0
  return {
    pl: `Dane kontaktowe: najdłużej ${months} mies. po zakończeniu akcji, razem z\u00a0kopiami.`,
    en: `Contact data: at most ${months} months after the end of the drive, copies included.`,
  }
}

function recordRule(campaign: Campaign): Text {
  const { jrwa = '', category = 'B', years = 0 } = campaign.privacy?.records ?? {}
  const { after = '' } = recordClock(campaign)
  return {
    pl: `Dokumentacja: klasa JRWA ${jrwa}, kategoria ${category}${years}, do końca ${after.slice(0, 4)} r.`,
    en: `Record: class ${jrwa} of the office's files, category ${category}${years}, until the end of ${after.slice(0, 4)}.`,
  }
}

/** Notes on the drive that nothing about single people is left. */
async function mark(id: string, erasedOn: string, { campaigns }: EraseDeps): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await campaigns.save({ ...(await campaigns.get(id)), erasedOn })
      return
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === mostTries) throw error
    }
  }
}
