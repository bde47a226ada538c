/** Requests and reports in the register that are not about a person's own data: opening one, and the table of a year. (L5, L42) */
import { createHmac } from 'node:crypto'
import type { Case, CaseContents, CaseFrom } from '../../shared/case/case.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
import { type CaseKind, kindOf } from '../../shared/case/kinds.ts'
import { type Year, yearOf } from '../../shared/case/yearly.ts'
import { checkAddress } from '../../shared/contact/address.ts'
import { checkPhone } from '../../shared/contact/phone.ts'
import { reasons } from '../../shared/contact/reasons.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import { Invalid, type Problem } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { cleanLines, cleanText } from '../../shared/survey/entries.ts'

/** Kinds that anybody may ask for or report, without giving her name. */
export const requestKinds = ['public-information', 'report', 'accessibility'] as const satisfies CaseKind[]
export type RequestKind = (typeof requestKinds)[number]

/** What is written down of a request; everything but kind, from and text may be empty. */
export interface Request {
  kind: RequestKind
  from: CaseFrom
  deadline?: string | undefined
  subject?: string | undefined
  unit?: string | undefined
  name?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  place?: string | undefined
  text: string
  /** The conversation in which it was made: in it the same words open one case only. */
  call?: string
  /** The drive of that conversation, where it may be known. */
  drive?: string | undefined
}

export interface RequestDeps {
  cases: Pick<CaseStore, 'open' | 'list'>
  caseKey: () => Promise<Uint8Array>
  audit: Pick<AuditStore, 'write'>
  now: () => Date
}

/** What is personal in a request, checked; or the problems of it. */
function checked(asked: Request): { contents: CaseContents; problems: Problem[] } {
  const { subjects, deadlines } = kindOf(asked.kind)
  const problems: Problem[] = []
  const wrong = (field: string, pl: string, en: string) => problems.push({ field, message: { pl, en } })
  if (asked.deadline && !Object.hasOwn(deadlines, asked.deadline)) wrong('deadline', 'Wybierz termin.', 'Choose one.')
  if (subjects && !(asked.subject && Object.hasOwn(subjects, asked.subject))) {
    wrong('subject', 'Wybierz, czego dotyczy sprawa.', 'Choose what the case is about.')
  }
  const { email, reason: noEmail } = asked.email ? checkAddress(asked.email) : {}
  if (noEmail) problems.push({ field: 'email', message: reasons[noEmail] })
  const { phone, reason: noPhone } = asked.phone ? checkPhone(asked.phone) : {}
  if (noPhone) problems.push({ field: 'phone', message: reasons[noPhone] })
  const text = cleanLines(asked.text)
  if (!text) wrong('text', 'Wpisz treść.', 'Write what was asked for.')
  if (text.length > 4_000) wrong('text', 'Najwyżej 4000 znaków.', 'At most 4000 characters.')
  const [name, place] = [asked.name, asked.place].map((line) => line && cleanText(line))
  const given = { name: name?.slice(0, 200), email, phone, place: place?.slice(0, 300), text }
  return { contents: Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as CaseContents, problems }
}

export function requestDesk({ cases, caseKey, audit, now }: RequestDeps) {
  return {
    /** Opens a case of a request. Throws Invalid with the fields that are wrong. What is personal is sealed; the audit has ids. */
    async request(asked: Request, person: { id: string; name: string }): Promise<Case> {
      const { contents, problems } = checked(asked)
      if (problems.length > 0) throw new Invalid(problems)
      const { kind, from, deadline, subject, unit, call, drive } = asked
      // Keyed, so that nobody tells from the mark what was said.
      const words = JSON.stringify([subject, contents])
      const said =
        call &&
        createHmac('sha256', await caseKey())
          .update(`once ${words}`)
          .digest('base64url')
          .slice(0, 22)
      const one = await cases.open({
        ...{ kind, from, openedBy: person.id, name: person.name, contents },
        ...(deadline && { deadline }),
        ...(subject && kindOf(kind).subjects && { subject }),
        ...(drive && { drive }),
        ...(unit?.trim() && { unit: cleanText(unit).slice(0, 200) }),
        ...(call && { once: `${kind} ${call} ${said}` }),
      })
      await audit.write({ who: person.id, did: `open case ${kind}`, what: one.id, ...(call && { why: call }) }, now())
      return one
    },

    /** The table of a year: cases that came in then and are open, or ended in it or in the year after. Counts only. */
    async year(kind: CaseKind, year: number): Promise<Year> {
      const found: Case[] = []
      for (const register of ['open', `done#${year}`, `done#${year + 1}`]) {
        for (let cursor: string | undefined; ; ) {
          const page = await cases.list(register, 100, cursor)
          found.push(...page.cases)
          cursor = page.cursor
          if (!cursor) break
        }
      }
      return yearOf(found, kind, year, ({ closedAt }) => localTime(new Date(closedAt!)).date)
    },
  }
}
export type RequestDesk = ReturnType<typeof requestDesk>
