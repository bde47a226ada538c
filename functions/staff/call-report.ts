/** A resident's report that an agent takes in a call: a case of the register, opened once for the call and the words. */
import type { Candidate } from '../../shared/call/agent-check.ts'
import type { Caller, Known } from '../../shared/call/agent-desk.ts'
import type { Call } from '../../shared/call/call.ts'
import { isDebt } from '../../shared/campaign/campaign.ts'
import type { Case } from '../../shared/case/case.ts'
import { noteProblems } from '../../shared/claim/note.ts'
import { Invalid, Refused } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import { callReportTexts } from '../../web/texts/call-report.ts'
import { isOpenTo } from './call-identity.ts'
import type { RequestDesk } from './requests.ts'

/** What the person reports. */
export interface Reported {
  subject: string
  place: string
  text: string
}

/** Whether a report may be taken in a call: in a reminder only once the person was recognised, like all but recognising her. (T4) */
const mayReport = (of: Pick<Candidate, 'campaign' | 'settled'> & { call: Call }): boolean => isOpenTo(of)

/**
 * Opens the case of a report. The person of the list is not written into it: the list is there for another purpose. Throws Invalid
 * with the fields `report-…`, Refused where the call is not hers or the person was not recognised.
 */
export async function takeReport(
  agent: Caller,
  known: Known,
  { subject, place, text }: Reported,
  cases: Pick<RequestDesk, 'request'>,
): Promise<Case> {
  const call = known.calls.find(({ n }) => n === known.id.n)
  if (!known.isHers || !call) throw refused(notHers)
  if (!mayReport({ ...known, call })) throw refused(notYet)
  if (!place.trim()) {
    const message = { pl: callReportTexts('pl').placeMissing, en: callReportTexts('en').placeMissing }
    throw new Invalid([{ field: 'report-place', message }])
  }
  // What must not stand in a note on a debt must not stand here either.
  const forbidden = noteProblems(known.campaign, `${place}\n${text}`)
  if (forbidden.length > 0) throw new Invalid(forbidden.map((one) => ({ ...one, field: 'report-text' })))
  try {
    // Who is in danger from the cold cannot wait.
    const deadline = subject === 'homeless' ? 'urgent' : 'usual'
    // Of a reminder or a discreet drive even its name would tell something of whoever lives at the place.
    const drive = isDebt(known.campaign) || known.campaign.discreet ? undefined : known.campaign.id
    const asked = { kind: 'report', from: 'call', deadline, subject, place, text, call: known.text, drive } as const
    return await cases.request(asked, agent)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid(error.problems.map((one) => ({ ...one, field: `report-${one.field}` })))
  }
}

const notHers: Text = { pl: 'Ta rozmowa nie jest już Twoja.', en: 'This call is not yours any more.' }
const notYet: Text = {
  pl: 'Najpierw potwierdź tożsamość rozmówcy.',
  en: 'First confirm who you are talking with.',
}

const refused = (message: Text): Refused => new Refused('report', [{ field: 'report', message }])
