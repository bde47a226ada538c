/** Step 1 of the form. Saving is allowed with gaps; going on is not. */
import * as z from 'zod/mini'
import {
  Anonymity,
  Basis,
  type Campaign,
  type CampaignContent,
  type Privacy,
  PurposeClass,
  RecordsCategory,
} from '../../../shared/campaign/campaign.ts'
import { missingFor } from '../../../shared/campaign/missing.ts'
import type { Language } from '../../../shared/platform/language.ts'
import type { LintedDrive } from '../../../shared/text/drive-texts.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import {
  About,
  type AboutField,
  type AboutForm,
  type AboutProps,
  type AboutTextField,
  aboutFields,
} from '../../../web/staff/about.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { pageAfter, stepOf } from '../../../web/staff/steps.ts'
import { type StaffTexts, staffTexts } from '../../../web/texts/staff.ts'
import { dateOf, type Fields, partsOfDate, readForm } from '../form.ts'
import type { Office } from '../office-store.ts'
import type { Route, StaffRequest } from '../route.ts'
import type { Session } from '../session.ts'
import { draftOf, type PageDeps, pathOf, writers } from './pages.ts'

const longest = 500
const longestClass = 20
const textFields = aboutFields.filter((name) => name !== 'callsApprovedOn')

/** Where on the page a field of the campaign stands. */
function idOf(field: string): AboutField | undefined {
  if (field === 'privacy.impactAssessment') return 'dpiaReference'
  if (field === 'automatedCalls') return 'callsApprovedBy'
  if (field === 'privacy.records') return 'jrwa'
  const name = field.replace(/^privacy\./, '')
  return aboutFields.find((known) => known === name)
}

function newForm(office: Office): AboutForm {
  return {
    name: '',
    purpose: '',
    purposeUk: '',
    purposeEn: '',
    purposeClass: 'survey',
    basis: '6(1)(e)',
    anonymity: 'confidential',
    controller: office.controller,
    dataProtectionOfficer: office.dataProtectionOfficer,
    dataSource: office.dataSource,
    dataCategories: office.dataCategories,
    recipients: office.recipients,
    retentionMonths: String(office.retentionMonths),
    dpia: 'no',
    dpiaReference: '',
    registerId: office.registerId,
    jrwa: '',
    category: '',
    years: '',
    discreet: 'no',
    callsApprovedBy: '',
    callsApprovedOn: partsOfDate(undefined),
  }
}

function formOf(campaign: Campaign, office: Office): AboutForm {
  const { purpose, privacy } = campaign
  const fresh = newForm(office)
  return {
    ...fresh,
    name: campaign.name,
    purpose: purpose?.pl ?? '',
    purposeUk: purpose?.uk ?? '',
    purposeEn: purpose?.en ?? '',
    purposeClass: campaign.purposeClass ?? fresh.purposeClass,
    basis: campaign.basis ?? fresh.basis,
    anonymity: campaign.anonymity,
    ...(privacy && {
      controller: privacy.controller,
      dataProtectionOfficer: privacy.dataProtectionOfficer,
      dataSource: privacy.dataSource,
      dataCategories: privacy.dataCategories,
      recipients: privacy.recipients,
      retentionMonths: String(privacy.retentionMonths),
      dpia: privacy.impactAssessment.done ? 'yes' : 'no',
      dpiaReference: privacy.impactAssessment.reference,
      registerId: privacy.registerId,
      ...(privacy.records && {
        jrwa: privacy.records.jrwa,
        category: privacy.records.category,
        years: String(privacy.records.years),
      }),
    }),
    discreet: campaign.discreet ? 'yes' : 'no',
    callsApprovedBy: campaign.automatedCalls?.approvedBy ?? '',
    callsApprovedOn: partsOfDate(campaign.automatedCalls?.on),
  }
}

/** What the form says, or what cannot be kept as it was typed. */
function read(fields: Fields, { about }: StaffTexts): { form: AboutForm; content?: Content; errors: FieldError[] } {
  const typed = Object.fromEntries(textFields.map((name) => [name, fields.text(name)])) as Record<
    AboutTextField,
    string
  >
  const form: AboutForm = { ...typed, callsApprovedOn: fields.dateParts('callsApprovedOn') }
  const errors: FieldError[] = []
  if (!form.name) errors.push({ id: 'name', text: about.nameMissing })
  if (form.name.length > 120) errors.push({ id: 'name', text: about.nameLong })
  for (const name of textFields) {
    if (name !== 'name' && form[name].length > longest) errors.push({ id: name, text: about.tooLong(longest) })
  }
  const months = Number(form.retentionMonths)
  if (!Number.isInteger(months) || months < 1 || months > 300) {
    errors.push({ id: 'retentionMonths', text: about.retentionInvalid })
  }
  const records = recordsOf(form)
  if (records === 'incomplete') errors.push({ id: 'jrwa', text: about.recordsIncomplete })
  const consentDay = dateOf(form.callsApprovedOn)
  if (consentDay === 'invalid') errors.push({ id: 'callsApprovedOn', text: about.callsApprovedOnInvalid })
  else if (form.callsApprovedBy && !consentDay) {
    errors.push({ id: 'callsApprovedOn', text: about.callsApprovedOnMissing })
  } else if (consentDay && !form.callsApprovedBy) {
    errors.push({ id: 'callsApprovedBy', text: about.callsApprovedByMissing })
  }
  if (errors.length > 0 || records === 'incomplete') return { form, errors }
  const { data: purposeClass } = z.safeParse(PurposeClass, form.purposeClass)
  const { data: basis } = z.safeParse(Basis, form.basis)
  const { data: anonymity } = z.safeParse(Anonymity, form.anonymity)
  const content: Content = {
    name: form.name,
    purpose: form.purpose
      ? {
          pl: form.purpose,
          ...(form.purposeUk && { uk: form.purposeUk }),
          ...(form.purposeEn && { en: form.purposeEn }),
        }
      : undefined,
    purposeClass,
    basis,
    anonymity: anonymity ?? 'confidential',
    privacy: {
      controller: form.controller,
      dataProtectionOfficer: form.dataProtectionOfficer,
      dataSource: form.dataSource,
      dataCategories: form.dataCategories,
      recipients: form.recipients,
      retentionMonths: months,
      impactAssessment: { done: form.dpia === 'yes', reference: form.dpiaReference },
      registerId: form.registerId,
      ...(records && { records }),
    },
    discreet: form.discreet === 'yes',
    automatedCalls: consentDay ? { approvedBy: form.callsApprovedBy, on: consentDay } : undefined,
  }
  return { form, content, errors: [] }
}

/** How long the case file is kept: all three fields, or none. */
function recordsOf({ jrwa, category, years }: AboutForm): Privacy['records'] | 'incomplete' {
  if (!jrwa && !category && !years) return undefined
  const { data } = z.safeParse(RecordsCategory, category)
  const kept = Number(years)
  const isWhole = jrwa && jrwa.length <= longestClass && data && Number.isInteger(kept) && kept >= 1 && kept <= 100
  return isWhole ? { jrwa, category: data, years: kept } : 'incomplete'
}

type Content = Partial<CampaignContent> & { name: string }

/** How the purpose reads, in each language; the linter is long, so it comes with the first of them. */
async function notesOf(form: AboutForm, drive: LintedDrive, publicUrl: string): Promise<AboutProps['notes']> {
  const [{ TextNotes }, { purposeTarget }] = await Promise.all([
    import('../../../web/staff/text-notes.tsx'),
    import('../../../shared/text/readability.ts'),
  ])
  const note = (text: string, written: Language) => (
    <TextNotes
      text={text}
      place="purpose"
      written={written}
      drive={drive}
      office={{ publicUrl }}
      most={purposeTarget}
    />
  )
  return {
    purpose: note(form.purpose, 'pl'),
    purposeUk: note(form.purposeUk, 'uk'),
    purposeEn: note(form.purposeEn, 'en'),
  }
}

export function aboutPages(deps: PageDeps): Route[] {
  const { show, desk, office, publicUrl } = deps

  const save = async (c: StaffRequest, session: Session, id?: string): Promise<Response> => {
    const language = c.get('language')
    const fields = await readForm(c)
    const { form, content, errors } = read(fields, staffTexts(language))
    const again = async (campaign: string | undefined, found: FieldError[]) => {
      const drive = { purposeClass: form.purposeClass, discreet: form.discreet === 'yes' } as LintedDrive
      const notes = await notesOf(form, drive, publicUrl)
      return show(c, <About {...(campaign && { campaign })} form={form} errors={found} notes={notes} />, {
        status: 422,
      })
    }
    if (!content) return again(id, errors)
    const { person } = session
    const { replyTo } = await office.get()
    const campaign = id
      ? await desk.write(id, content, person)
      : await desk.create({ ...content, ...(replyTo && { replyTo }) }, person)
    if (fields.text('and') === 'later') return c.redirect(`${pathOf(campaign.id)}?saved`, 303)
    const all = await missingFor(campaign, deps)
    const missing = all.filter(({ field }) => stepOf(field) === 'about')
    if (missing.length === 0) return c.redirect(pathOf(campaign.id, pageAfter('about', all)), 303)
    // Created all the same: what was typed is kept, and the next attempt goes to the draft's own address.
    return id
      ? again(id, fieldErrors(missing, language, idOf))
      : c.redirect(`${pathOf(campaign.id, 'about')}?check`, 303)
  }

  return [
    {
      method: 'GET',
      path: '/campaigns/new',
      roles: writers,
      handle: async (c) => show(c, <About form={newForm(await office.get())} errors={[]} />),
    },
    { method: 'POST', path: '/campaigns/new', roles: writers, handle: (c, session) => save(c, session) },
    {
      method: 'GET',
      path: '/campaigns/:id/about',
      roles: writers,
      handle: async (c) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        const missing =
          c.req.query('check') === undefined
            ? []
            : (await missingFor(campaign)).filter(({ field }) => stepOf(field) === 'about')
        const errors = fieldErrors(missing, c.get('language'), idOf)
        const form = formOf(campaign, await office.get())
        const notes = await notesOf(form, campaign, publicUrl)
        return show(c, <About campaign={campaign.id} form={form} errors={errors} notes={notes} />)
      },
    },
    {
      method: 'POST',
      path: '/campaigns/:id/about',
      roles: writers,
      handle: (c, session) => save(c, session, c.req.param('id')),
    },
  ]
}
