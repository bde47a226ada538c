/** A new day: the audit's past days are anchored, drives whose time is over are erased, units are reminded of cases that come due. (L5, L7, X15) */
import { dueWork } from '../../shared/campaign/retention.ts'
import { daysLeft, reminderDue } from '../../shared/case/case.ts'
import { Conflict, NotFound } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { log } from '../../shared/platform/log.ts'
import type { EraseDeps } from './deps.ts'

export async function beginDay(deps: EraseDeps): Promise<void> {
  await beginErasing(deps)
  await remind(deps)
  if (await hasKey(deps)) await deps.audit.anchor(deps.now())
}

/** Until the first drive is written the office has no key, and nothing was noted that could be anchored. */
async function hasKey({ officeKeys }: EraseDeps): Promise<boolean> {
  try {
    await officeKeys()
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

async function beginErasing({ campaigns, goOn, now }: EraseDeps): Promise<void> {
  const today = localTime(now()).date
  let cursor: string | undefined
  do {
    const page = await campaigns.list(100, cursor)
    for (const campaign of page.campaigns) {
      const work = dueWork(campaign, today)
      if (work) await goOn({ kind: 'drive', campaign: campaign.id, work })
    }
    cursor = page.cursor
  } while (cursor)
}

/** Reminds units of what comes due, each reminder once: the mail is due by the same write. The alarm tells that some are late. */
async function remind({ cases, now }: EraseDeps): Promise<void> {
  const at = now()
  let late = 0
  let cursor: string | undefined
  do {
    const page = await cases.list('open', 100, cursor)
    for (const one of page.cases) {
      if (daysLeft(one, at) < 0) late++
      const reminder = reminderDue(one, at)
      if (reminder === undefined) continue
      const entry = { at: at.toISOString(), by: 'clock', did: 'remind', note: String(daysLeft(one, at)) }
      const changed = { ...one, reminded: [...one.reminded, reminder], journal: [...one.journal, entry] }
      const tell = one.state === 'returned' ? undefined : 'reminder' // the unit has sent it back
      await cases.save(changed, tell).catch((error) => {
        if (!(error instanceof Conflict)) throw error // somebody works on it: she knows
      })
    }
    cursor = page.cursor
  } while (cursor)
  if (late > 0) log.warn('cases late', { count: late })
}
