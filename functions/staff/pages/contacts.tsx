/** Step 3 of the form: a file to the bucket, its columns, its report. One address per upload; its state picks the page. */
import { type Campaign, needsConsent } from '../../../shared/campaign/campaign.ts'
import { ClaimColumn } from '../../../shared/claim/columns.ts'
import { guessConsents, type Mapping, MergeField } from '../../../shared/contact/mapping.ts'
import type { Upload } from '../../../shared/contact/upload.ts'
import { Refused } from '../../../shared/platform/errors.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import { MappingForm, UploadForm, UploadReport, UploadWaiting } from '../../../web/staff/contacts.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { pageAfter } from '../../../web/staff/steps.ts'
import { contactDesk } from '../contacts.ts'
import { drives } from '../drives.ts'
import { type Fields, readForm } from '../form.ts'
import { missingOf } from '../missing.ts'
import type { Route, StaffRequest } from '../route.ts'
import { uploadPolicy } from '../security.ts'
import { aboutAsTyped, aboutByRecord, readAbout } from './about-file.ts'
import { draftOf, type PageDeps, pathOf, writers } from './pages.ts'

/** The browser does not say the file's name before it has sent it. */
const fileName = 'kontakty'

/** What is no merge field, in the order of the form. */
const ownColumns = ['email', 'phone', 'phone2', 'language'] as const

/** The columns of a posted mapping. */
function mappingOf(fields: Fields): Mapping {
  const column = (name: string) => (/^\d{1,2}$/.test(fields.text(name)) ? Number(fields.text(name)) : undefined)
  const chosen = <Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> =>
    Object.fromEntries(
      names.flatMap((name) => (/^\d{1,2}$/.test(fields.text(name)) ? [[name, Number(fields.text(name))]] : [])),
    ) as Partial<Record<Name, number>>
  const claim = Object.fromEntries(
    ClaimColumn.options.flatMap((name) => {
      const column = fields.text(`claim-${name}`)
      return /^\d{1,2}$/.test(column) ? [[name, Number(column)]] : []
    }),
  ) as NonNullable<Mapping['claim']>
  const consent = { email: column('consent-email'), phone: column('consent-phone') }
  return {
    ...chosen(ownColumns),
    fields: chosen(MergeField.options),
    ...(Object.keys(claim).length > 0 && { claim }),
    ...((consent.email !== undefined || consent.phone !== undefined) && { consent }),
  }
}

/** What the columns seem to be; those of consents only where the drive takes them. */
function guessOf(campaign: Campaign, { guess, columns }: Upload): Mapping | undefined {
  return guess && needsConsent(campaign) ? { ...guess, consent: guessConsents(columns) } : guess
}

/** A mapping as the form shows it. */
function chosenBy(mapping: Mapping | undefined): Record<string, string> {
  if (!mapping) return {}
  const { fields, claim = {}, consent = {}, ...own } = mapping
  const ofClaim = Object.fromEntries(Object.entries(claim).map(([name, column]) => [`claim-${name}`, column]))
  const ofConsent = Object.fromEntries(Object.entries(consent).map(([name, column]) => [`consent-${name}`, column]))
  return Object.fromEntries(
    Object.entries({ ...own, ...fields, ...ofClaim, ...ofConsent }).flatMap(([name, column]) =>
      column === undefined ? [] : [[name, String(column)]],
    ),
  )
}

export function contactPages(deps: PageDeps): Route[] {
  const { show, publicUrl } = deps
  const contacts = contactDesk(deps)
  const path = '/campaigns/:id/contacts'
  const today = () => localTime(deps.now()).date

  /** The form for a file, at a place of its own; one that was asked for and never used is used again. */
  const uploadForm = async (
    c: StaffRequest,
    { id, name, template }: Campaign,
    person: Parameters<typeof contacts.place>[2],
    failure?: string,
  ) => {
    const drive = template === undefined ? undefined : (await drives()).find((one) => one.id === template)
    const back = (upload: string) => `${publicUrl}${pathOf(id, `contacts/${upload}`)}`
    const newest = await contacts.newest(id)
    const place =
      newest?.state === 'uploading' && newest.createdBy === person.id && newest.name === fileName
        ? await contacts.placeAgain(newest, back(newest.upload))
        : (await contacts.place(id, fileName, person, back)).place
    return show(c, <UploadForm campaign={id} name={name} list={drive?.list} place={place} failure={failure} />, {
      policy: uploadPolicy(place.url),
    })
  }

  const uploadPage = async (c: StaffRequest, campaign: Campaign, upload: Upload) => {
    const { campaign: id, state } = upload
    if (state === 'inspected') {
      const sample = await contacts.sampleOf(campaign, upload, c.get('session')!.person)
      return show(
        c,
        <MappingForm
          campaign={id}
          upload={upload}
          sample={sample}
          chosen={chosenBy(guessOf(campaign, upload))}
          about={aboutByRecord(campaign, today())}
          errors={[]}
        />,
      )
    }
    if (state === 'imported' || (state === 'checked' && upload.counts && upload.counts.bad > 0 && !upload.keepGood)) {
      const next = pageAfter('contacts', await missingOf(campaign, deps))
      return show(c, <UploadReport campaign={id} upload={upload} next={next === 'plan' ? 'message' : next} />)
    }
    return show(c, <UploadWaiting campaign={id} upload={upload} />)
  }

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        const newest = await contacts.newest(campaign.id)
        const current = campaign.list?.upload ?? (newest?.state === 'uploading' ? undefined : newest?.upload)
        if (current && c.req.query('new') === undefined) {
          return c.redirect(pathOf(campaign.id, `contacts/${current}`), 303)
        }
        return uploadForm(c, campaign, person)
      },
    },
    {
      method: 'GET',
      path: `${path}/:upload`,
      roles: writers,
      live: true,
      handle: async (c, { person }) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        // The bucket adds what it was given to the address it sends the browser back to.
        if (c.req.query('etag') !== undefined) return c.redirect(c.req.path, 303)
        const upload = await contacts.get(campaign.id, c.req.param('upload')!)
        if (upload.state === 'failed') {
          const language = c.get('language')
          return uploadForm(c, campaign, person, upload.failure?.[language] ?? upload.failure?.pl)
        }
        return uploadPage(c, campaign, upload)
      },
    },
    {
      method: 'POST',
      path: `${path}/:upload`,
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        const { id } = campaign
        const upload = await contacts.get(id, c.req.param('upload')!)
        const on = () => c.redirect(pathOf(id, `contacts/${upload.upload}`), 303)
        const fields = await readForm(c)
        if (fields.text('do') === 'keep') {
          await contacts.keepGood(id, upload.upload, person)
          return on()
        }
        const language = c.get('language')
        const typed = aboutAsTyped(campaign, fields)
        const again = async (errors: ReturnType<typeof fieldErrors>) => {
          const chosen = Object.fromEntries(
            [
              ...ownColumns,
              ...MergeField.options,
              ...ClaimColumn.options.map((name) => `claim-${name}`),
              'consent-email',
              'consent-phone',
            ].map((name) => [name, fields.text(name)]),
          )
          const sample = await contacts.sampleOf(campaign, upload, c.get('session')!.person)
          return show(
            c,
            <MappingForm campaign={id} upload={upload} sample={sample} chosen={chosen} about={typed} errors={errors} />,
            {
              status: 422,
            },
          )
        }
        const said = readAbout(typed, today(), language)
        if ('errors' in said) return again(said.errors)
        try {
          await contacts.begin(id, upload.upload, mappingOf(fields), false, person, said.about)
          return on()
        } catch (error) {
          if (!(error instanceof Refused) || upload.state !== 'inspected') throw error
          return again(
            fieldErrors(error.problems, language, (field) =>
              field.replace(/^fields\./, '').replace(/^(claim|consent)\./, '$1-'),
            ),
          )
        }
      },
    },
    {
      method: 'GET',
      path: `${path}/:upload/bad-rows`,
      roles: writers,
      handle: async (c) => {
        const upload = await contacts.get(c.req.param('id')!, c.req.param('upload')!)
        const link = await contacts.reportLink(upload, c.get('session')!.person)
        return link ? c.redirect(link, 303) : c.notFound()
      },
    },
  ]
}
