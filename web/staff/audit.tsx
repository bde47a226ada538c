/** The audit of a day: who did and saw what, and whether it is as it was written. */
import type { FC } from 'hono/jsx'
import type { Chained } from '../../shared/platform/audit.ts'
import type { Checked } from '../../shared/platform/audit-check.ts'
import { Actions, Button } from '../components/button.tsx'
import { Table } from '../components/lists.tsx'
import { InsetText, WarningText } from '../components/notices.tsx'
import { auditTexts } from '../texts/staff-audit.ts'
import { breachTexts } from '../texts/staff-breach.ts'
import { moment } from '../texts/texts.ts'
import { Heading, StaffPage, useFrame } from './frame.tsx'

/** More than this nobody reads on a page. */
const mostShown = 1000

export interface AuditProps {
  day: string
  entries: Chained[]
  checked: Checked
  names: ReadonlyMap<string, string>
  /** A day was asked for that is none. */
  isInvalid: boolean
}

export const Audit: FC<AuditProps> = ({ day, entries, checked, names, isInvalid }) => {
  const { language } = useFrame()
  const audit = auditTexts(language)
  const shown = entries.slice(-mostShown).reverse()
  const errors = isInvalid ? [{ id: 'day', text: audit.invalid }] : []
  return (
    <StaffPage title={audit.title} errors={errors} section="audit" width="full">
      <Heading>{audit.title}</Heading>
      <p class="akcja-lead">{audit.lead}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/breach">
          {breachTexts(language).link}
        </a>
      </p>
      <form method="get" action="/audit">
        <div class="govuk-form-group">
          <label class="govuk-label" for="day">
            {audit.day}
          </label>
          <input class="govuk-input govuk-input--width-10" id="day" name="day" type="date" value={day} />
        </div>
        <Actions>
          <Button look="quiet">{audit.show}</Button>
        </Actions>
      </form>
      {checked.broken ? (
        <WarningText>
          {audit.broken(`${checked.broken.chain} ${checked.broken.at}`, audit.breaches[checked.broken.breach])}
        </WarningText>
      ) : (
        <InsetText>
          <p class="govuk-body">
            <strong>{audit.whole(checked.entries)}</strong>
          </p>
          <p class="govuk-body">{checked.anchored > 0 ? audit.anchored : audit.notAnchored}</p>
          <p class="govuk-body">{audit.all}</p>
        </InsetText>
      )}
      {shown.length === 0 ? (
        <p class="govuk-body">{audit.none}</p>
      ) : (
        <Table
          caption={shown.length < entries.length ? audit.more(shown.length, entries.length) : day}
          columns={[
            { title: audit.when },
            { title: audit.who },
            { title: audit.did },
            { title: audit.what },
            { title: audit.why },
          ]}
          rowNames={false}
          rows={shown.map((entry) => [
            moment(language, new Date(entry.time)),
            entry.who === 'clock' ? audit.clock : (names.get(entry.who) ?? entry.who),
            entry.did,
            <span class="akcja-breakable">{entry.what}</span>,
            <>
              {entry.why}
              {entry.rows !== undefined && audit.rows(entry.rows)}
              {entry.sha256 && <span class="govuk-hint akcja-breakable"> SHA-256 {entry.sha256}</span>}
            </>,
          ])}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/retention">
          {audit.retention}
        </a>
      </p>
    </StaffPage>
  )
}
