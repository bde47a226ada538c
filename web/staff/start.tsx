/** The office's own drives to begin with: what each does, and which list it needs. */
import type { FC } from 'hono/jsx'
import type { DriveTemplate } from '../../shared/campaign/library/drive.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { startTexts } from '../texts/staff-start.ts'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

/** The choice of an empty form. */
export const noDrive = 'none'

export const ChooseDrive: FC<{ drives: DriveTemplate[]; errors: FieldError[] }> = ({ drives, errors }) => {
  const { language } = useFrame()
  const t = startTexts(language)
  const say = ({ pl, en }: DriveTemplate['name']) => (language === 'en' && en) || pl
  return (
    <StaffPage title={t.title} errors={errors} back={{ href: '/campaigns' }}>
      <Heading>{t.title}</Heading>
      <p class="akcja-lead">{t.lead}</p>
      <Form>
        <Radios
          name="which"
          legend={t.which}
          legendSize="m"
          {...errorAt(errors, 'which')}
          choices={[
            ...drives.map(({ id, name, description, list }) => ({
              value: id,
              text: say(name),
              hint: (
                <>
                  {say(description)}
                  <br />
                  {t.list}: {say(list)}
                </>
              ),
            })),
            { value: noDrive, text: t.none, hint: t.noneHint },
          ]}
        />
        <Actions>
          <Button>{t.start}</Button>
        </Actions>
      </Form>
      <section aria-labelledby="registers">
        <Gap />
        <h2 class="govuk-heading-m" id="registers">
          {t.registers}
        </h2>
        <p class="govuk-body">{t.registersLead}</p>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href="/cases?kind=public-information">
              {t.requests}
            </a>
            {' · '}
            <a class="govuk-link" href="/cases/new/public-information">
              {t.newRequest}
            </a>
          </li>
        </ul>
      </section>
    </StaffPage>
  )
}
