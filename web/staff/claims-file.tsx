/** A file of case pointers on its way: where it goes, that it is being read, what was found in it. */
import type { FC } from 'hono/jsx'
import type { Upload } from '../../shared/contact/upload.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { FileUpload } from '../components/fields.tsx'
import { Tiles } from '../components/lists.tsx'
import { InsetText, WarningText } from '../components/notices.tsx'
import { moment, number } from '../texts/texts.ts'
import { useClaimTexts } from './claims.tsx'
import { Form, Heading, StaffPage, useFrame } from './frame.tsx'

export interface ClaimsFileProps {
  upload: Upload
  /** The bucket's own form, while no file has come. */
  place?: { url: string; fields: Record<string, string> } | undefined
}

export const ClaimsFile: FC<ClaimsFileProps> = ({ upload, place }) => {
  if (place) return <Choose upload={upload} place={place} />
  if (upload.state === 'checked') return <Striking upload={upload} />
  return upload.state === 'imported' ? <Taken upload={upload} /> : <Reading upload={upload} />
}

const pageOf = ({ campaign }: Upload): string => `/campaigns/${campaign}/claims`

/** The form goes straight to the bucket, which sends the browser back here. */
const Choose: FC<{ upload: Upload; place: NonNullable<ClaimsFileProps['place']> }> = ({ upload, place }) => {
  const texts = useClaimTexts()
  const { language } = useFrame()
  const { listed, at } = upload.payments!
  return (
    <StaffPage title={texts.upload} back={{ href: pageOf(upload), text: texts.page }}>
      <Heading>{texts.upload}</Heading>
      <p class="govuk-body">
        {texts.fileOf(texts.listedShort[listed], moment(language, new Date(at)))} {texts.uploadLead}
      </p>
      <form method="post" action={place.url} enctype="multipart/form-data">
        {Object.entries(place.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <FileUpload name="file" label={texts.file} hint={texts.fileHint} accept=".csv,.txt,.tsv,.xlsx" />
        <Actions>
          <Button>{texts.send}</Button>
        </Actions>
      </form>
    </StaffPage>
  )
}

const Reading: FC<{ upload: Upload }> = ({ upload }) => {
  const texts = useClaimTexts()
  const href = `${pageOf(upload)}/files/${upload.upload}`
  return (
    <StaffPage title={texts.waitingTitle} back={{ href: pageOf(upload) }} reload={{ seconds: 2, href: `${href}?live` }}>
      <Heading>{texts.waitingTitle}</Heading>
      <p class="govuk-body">{texts.waiting}</p>
      <Actions>
        <ButtonLink href={href} look="quiet">
          {texts.refresh}
        </ButtonLink>
      </Actions>
    </StaffPage>
  )
}

/** A list that would close most of what is open: perhaps it is only a part. */
const Striking: FC<{ upload: Upload }> = ({ upload }) => {
  const texts = useClaimTexts()
  const { claims, before, settled } = upload.payments!.found!
  return (
    <StaffPage title={texts.strikingTitle} back={{ href: pageOf(upload), text: texts.page }}>
      <Heading>{texts.strikingTitle}</Heading>
      <WarningText>{texts.striking(settled, claims - before)}</WarningText>
      <Form>
        <Actions>
          <ButtonLink href={pageOf(upload)}>{texts.strikingNo}</ButtonLink>
          <Button look="danger" name="do" value="keep">
            {texts.strikingYes}
          </Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

const Taken: FC<{ upload: Upload }> = ({ upload }) => {
  const texts = useClaimTexts()
  const { language } = useFrame()
  const { listed, at, found } = upload.payments!
  const written = (count: number) => number(language, count)
  return (
    <StaffPage title={texts.doneTitle} back={{ href: pageOf(upload), text: texts.page }}>
      <Heading>{texts.doneTitle}</Heading>
      <InsetText>{texts.fileOf(texts.listedShort[listed], moment(language, new Date(at)))}</InsetText>
      {found && (
        <Tiles
          tiles={[
            { name: texts.claims, value: written(found.claims) },
            { name: texts.matched, value: written(found.matched) },
            { name: texts.unknown, value: written(found.unknown) },
            { name: texts.before, value: written(found.before) },
            { name: texts.settled, value: written(found.settled) },
          ]}
        />
      )}
      <Actions>
        <ButtonLink href={pageOf(upload)}>{texts.back}</ButtonLink>
      </Actions>
    </StaffPage>
  )
}
