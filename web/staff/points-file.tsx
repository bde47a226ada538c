/** Points of a service from a file: what it must hold, and what in it is to be corrected. */
import type { FC } from 'hono/jsx'
import type { PointFault, PointRow } from '../../shared/booking/points-file.ts'
import type { Service } from '../../shared/booking/service.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { FileUpload } from '../components/fields.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { pointsTexts } from '../texts/staff-points.ts'
import { number } from '../texts/texts.ts'
import { errorAt, Form, Heading, StaffPage, useFrame } from './frame.tsx'

export interface PointsFileProps {
  service: Service
  errors: FieldError[]
  faults?: PointFault[]
  /** Rows without a fault, which can be taken alone. */
  good?: PointRow[]
}

const mostShown = 100

export const PointsFile: FC<PointsFileProps> = ({ service, errors, faults = [], good = [] }) => {
  const { language } = useFrame()
  const t = pointsTexts(language)
  const { points } = service
  return (
    <StaffPage
      title={t.title}
      section="services"
      back={{ href: `/services/${service.id}`, text: service.name.pl }}
      errors={errors}
    >
      <Heading over={service.name.pl}>{t.title}</Heading>
      <p class="govuk-body">
        {t.lead} {t.open(points.filter(({ closed }) => !closed).length, points.length)}
      </p>
      {faults.length > 0 && (
        <div>
          <h2 class="govuk-heading-m" id="faults" tabindex={-1}>
            {t.faults(faults.length)}
          </h2>
          <p class="govuk-body">{t.faultsLead}</p>
          <Table
            caption={t.faults(faults.length)}
            captionSize="hidden"
            columns={[{ title: t.row, number: true }, { title: t.where }, { title: t.reason }]}
            rows={faults
              .slice(0, mostShown)
              .map(({ row, column, reason }) => [number(language, row), column ?? '–', reason[language] ?? reason.pl])}
            rowNames={false}
          />
          {good.length > 0 && (
            <Form>
              <input type="hidden" name="rows" value={JSON.stringify(good)} />
              <Actions>
                <Button look="quiet" name="do" value="keep">
                  {t.keep(good.length)}
                </Button>
              </Actions>
            </Form>
          )}
        </div>
      )}
      <h2 class="govuk-heading-s">{t.columns}</h2>
      <SummaryList
        rows={(['name', 'address', 'hours', 'phone'] as const).map((column) => ({
          key: t.column[column],
          value: t.what[column],
        }))}
      />
      <Form multipart>
        <FileUpload
          name="file"
          label={t.file}
          labelSize="s"
          hint={t.fileHint}
          accept=".csv,.txt,.xlsx,text/csv"
          {...errorAt(errors, 'file')}
        />
        <Actions>
          <Button>{t.send}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}
