/** What the API shows of its nouns: schemas of the answers, and how they are made. Named, so that the reference can link them. */
import * as z from 'zod/mini'
import { Rule } from '../../../shared/call/outcome.ts'
import { Attempts, Campaign, CampaignContent, List, Privacy, SurveyChoice } from '../../../shared/campaign/campaign.ts'
import { Mapping } from '../../../shared/contact/mapping.ts'
import { BadRow } from '../../../shared/contact/reasons.ts'
import { Upload, UploadState } from '../../../shared/contact/upload.ts'
import { AgentsStep, CallStep, EmailStep, WaitStep } from '../../../shared/plan/plan.ts'
import { Window } from '../../../shared/plan/window.ts'
import { Text } from '../../../shared/platform/language.ts'
import { Export } from '../../../shared/response/export.ts'
import { Progress } from '../../../shared/result/result.ts'
import { Element, Panel, Question, Survey } from '../../../shared/survey/survey.ts'
import { type MissingDeps, missingOf } from '../missing.ts'
import { named } from '../openapi.ts'

const Problem = z.object({ field: z.string(), rule: z.optional(z.string()), message: Text })

/** Content that a program may write; unknown fields are refused by name. */
export const NewCampaign = z.strictObject({
  ...z.partial(CampaignContent).shape,
  name: CampaignContent.shape.name,
})
export const CampaignChange = z.strictObject(z.partial(CampaignContent).shape)

const { doubt: _doubt, ...counted } = Progress.shape

/** How far a drive has come. */
export const Counts = z.object({
  /** People on the list. */
  contacts: z.int(),
  ...counted,
  /** Nobody knows whether these were sent. */
  inDoubt: z.int(),
})
export type Counts = z.infer<typeof Counts>

const { wrappedKey: _, accepted: __, writers: ___, ...shown } = Campaign.shape

export const CampaignSummary = z.object({
  id: Campaign.shape.id,
  name: Campaign.shape.name,
  status: Campaign.shape.status,
  createdAt: z.string(),
  startsOn: z.optional(z.string()),
  endsOn: z.optional(z.string()),
  counts: Counts,
})
export const CampaignView = z.object({ ...shown, counts: Counts, missing: z.array(Problem) })

/** An upload without the sealed rows and where it lies. */
export const UploadView = z.object({
  upload: z.string(),
  campaign: z.string(),
  name: z.string(),
  bytes: z.int(),
  state: UploadState,
  columns: z.array(z.string()),
  rows: z.optional(z.int()),
  guess: z.optional(Mapping),
  mapping: z.optional(Mapping),
  keepGood: z.boolean(),
  progress: z.optional(z.int()),
  counts: z.optional(Upload.shape.counts),
  badRows: z.optional(z.array(BadRow)),
  failure: z.optional(Text),
  /** Where the whole report of bad rows can be fetched, for five minutes. */
  report: z.optional(z.string()),
})

export const ExportView = z.object({
  ...Export.shape,
  /** Where the file can be fetched, for five minutes; when it is done. */
  url: z.optional(z.string()),
})

named.add(Problem, { id: 'ProblemEntry' })
named.add(Privacy, { id: 'Privacy' })
named.add(Window, { id: 'Window' })
named.add(EmailStep, { id: 'EmailStep' })
named.add(WaitStep, { id: 'WaitStep' })
named.add(CallStep, { id: 'CallStep' })
named.add(AgentsStep, { id: 'AgentsStep' })
named.add(Attempts, { id: 'Attempts' })
named.add(Rule, { id: 'CallRule' })
named.add(SurveyChoice, { id: 'SurveyChoice' })
named.add(List, { id: 'ContactList' })
named.add(Mapping, { id: 'Mapping' })
named.add(Survey, { id: 'Survey' })
named.add(Question, { id: 'SurveyQuestion' })
named.add(Panel, { id: 'SurveyPanel' })
named.add(Element, { id: 'SurveyElement' })
named.add(Counts, { id: 'Counts' })
named.add(CampaignSummary, { id: 'CampaignSummary' })
named.add(CampaignView, { id: 'Campaign' })
named.add(UploadView, { id: 'Upload' })
named.add(ExportView, { id: 'Export' })

/** A campaign as the API shows it: everything but its keys, with its counts and what keeps it from being launched. */
export async function campaignView(
  campaign: Campaign,
  progress: Progress,
  deps: MissingDeps,
): Promise<z.infer<typeof CampaignView>> {
  const { wrappedKey: _, accepted: __, writers: ___, ...rest } = campaign
  return {
    ...rest,
    counts: countsOf(campaign, progress),
    missing: ['draft', 'submitted', 'approved'].includes(campaign.status) ? await missingOf(campaign, deps) : [],
  }
}

/** The counts of a drive in the API's words. */
export function countsOf(campaign: Campaign, { doubt, ...progress }: Progress): Counts {
  return { contacts: campaign.list?.contacts ?? 0, ...progress, inDoubt: doubt }
}

export function campaignSummary(campaign: Campaign, progress: Progress): z.infer<typeof CampaignSummary> {
  const { id, name, status, createdAt, startsOn, endsOn } = campaign
  return {
    id,
    name,
    status,
    createdAt,
    ...(startsOn && { startsOn }),
    ...(endsOn && { endsOn }),
    counts: countsOf(campaign, progress),
  }
}

export function uploadView(upload: Upload, report: string | undefined): z.infer<typeof UploadView> {
  const { upload: id, campaign, name, bytes, state, columns, rows, guess, mapping, keepGood } = upload
  const { progress, counts, badRows, failure } = upload
  const found = { rows, guess, mapping, progress, counts, badRows, failure, report }
  return {
    ...{ upload: id, campaign, name, bytes, state, columns, keepGood },
    ...(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as typeof found),
  }
}
