/** Exports of responses: ask for a file, see it being prepared, fetch it. */
import type { FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { AskedKind, Export } from '../../shared/response/export.ts'
import { fewestFor } from '../../shared/result/suppression.ts'
import { Actions, Button } from '../components/button.tsx'
import { Table } from '../components/lists.tsx'
import { InsetText, Tag } from '../components/notices.tsx'
import { heldBackTexts } from '../texts/staff-anonymous.ts'
import { moment } from '../texts/texts.ts'
import { Form, Gap, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

/** What managers may ask for; lists of people to notify are not among it. */
type Asked = Export & { kind: AskedKind }

export const Exports: FC<{ campaign: Campaign; exports: Asked[] }> = ({ campaign, exports }) => {
  const texts = useTexts()
  const { language } = useFrame()
  const { attemptsExport } = texts
  const { figures } = heldBackTexts(language)
  const here = `/campaigns/${campaign.id}/exports`
  const waiting = exports.some(({ state }) => state === 'waiting')
  return (
    <StaffPage
      title={`${texts.exports.title}: ${campaign.name}`}
      back={{ href: `/campaigns/${campaign.id}/results`, text: texts.results.title }}
      reload={waiting ? { seconds: 3, href: `${here}?live` } : undefined}
    >
      <Heading over={campaign.name}>{texts.exports.title}</Heading>
      {campaign.survey && campaign.anonymity !== 'anonymous' && (
        <>
          <p class="govuk-body">{texts.exports.lead}</p>
          <InsetText>
            {campaign.anonymity === 'identified' ? texts.exports.identified : texts.exports.confidential}
            {campaign.anonymity === 'confidential' && ` ${figures.rowsHeld(fewestFor(campaign))}`}
          </InsetText>
          <Form>
            <Actions>
              <Button name="format" value="xlsx">
                {texts.exports.xlsx}
              </Button>
              <Button look="quiet" name="format" value="csv">
                {texts.exports.csv}
              </Button>
            </Actions>
          </Form>
        </>
      )}
      {campaign.survey && campaign.anonymity !== 'identified' && (
        <>
          <h2 class="govuk-heading-m">{figures.title}</h2>
          {campaign.anonymity === 'anonymous' && <InsetText>{figures.onlyFigures}</InsetText>}
          <p class="govuk-body">{figures.lead}</p>
          <Form>
            <input type="hidden" name="kind" value="figures" />
            <Actions>
              <Button look={campaign.anonymity === 'anonymous' ? 'main' : 'quiet'} name="format" value="xlsx">
                {figures.xlsx}
              </Button>
              <Button look="quiet" name="format" value="csv">
                {figures.csv}
              </Button>
            </Actions>
          </Form>
        </>
      )}
      <h2 class="govuk-heading-m">{attemptsExport.title}</h2>
      <p class="govuk-body">{attemptsExport.lead}</p>
      <Form>
        <input type="hidden" name="kind" value="attempts" />
        <Actions>
          <Button look="quiet" name="format" value="xlsx">
            {attemptsExport.xlsx}
          </Button>
          <Button look="quiet" name="format" value="csv">
            {attemptsExport.csv}
          </Button>
        </Actions>
      </Form>
      <Gap />
      <div data-live>
        {exports.length > 0 && (
          <Table
            caption={texts.exports.files}
            columns={[
              { title: texts.exports.asked },
              { title: attemptsExport.what },
              { title: texts.exports.format },
              { title: texts.exports.state },
            ]}
            rows={exports.map((asked) => [
              moment(language, new Date(asked.requestedAt)),
              attemptsExport.kinds[asked.kind],
              asked.format.toUpperCase(),
              asked.state === 'done' ? (
                <>
                  <a class="govuk-link" href={`${here}/${asked.id}`}>
                    {texts.exports.download(asked.format.toUpperCase())}
                  </a>{' '}
                  ({texts.exports.rows(asked.rows ?? 0)})
                </>
              ) : (
                <Tag colour={asked.state === 'failed' ? 'red' : 'amber'}>{texts.exports[asked.state]}</Tag>
              ),
            ])}
          />
        )}
      </div>
    </StaffPage>
  )
}
