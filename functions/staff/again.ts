/** A new drive from those whom an earlier one did not reach: a draft with its content and survey, and an import of its list. */
import { type AgainFilter, contentAgain } from '../../shared/campaign/again.ts'
import { type Campaign, canComeAgain } from '../../shared/campaign/campaign.ts'
import { newCopy, type Upload } from '../../shared/contact/upload.ts'
import { Refused } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

export type AgainDesk = ReturnType<typeof againDesk>
export type AgainDeskDeps = Pick<StaffDeps, 'campaigns' | 'desk' | 'uploads' | 'askImport' | 'audit' | 'now'>

export function againDesk({ campaigns, desk, uploads, askImport, audit, now }: AgainDeskDeps) {
  return {
    /**
     * Makes the draft, and asks for its list; the import tells by the upload how far it is. Refused before the launch.
     * @param suffix what the name says of it, in the language of the person
     */
    async make(
      id: string,
      filter: AgainFilter,
      suffix: string,
      person: Person,
    ): Promise<{ campaign: Campaign; upload: Upload }> {
      const source = await campaigns.get(id)
      if (!canComeAgain(source)) {
        throw new Refused('nobody was contacted yet', [
          {
            field: 'status',
            message: {
              pl: 'Ta akcja jeszcze nie ruszyła, więc nie ma osób, do których nie dotarła.',
              en: 'This drive has not begun, so there is nobody whom it did not reach.',
            },
          },
        ])
      }
      let campaign = await desk.create(contentAgain(source, suffix), person)
      if (source.survey) {
        const definition = await campaigns.survey(id, source.survey.version)
        const version = await campaigns.putSurvey(campaign.id, 1, definition)
        campaign = await campaigns.save({ ...campaign, survey: { ...source.survey, version } })
      }
      const at = now()
      const about = { upload: newId('upl'), campaign: campaign.id, name: source.name, createdBy: person.id }
      const upload = newCopy(about, source, { from: id, filter }, at)
      await uploads.create(upload)
      await audit.write({ who: person.id, did: 'send again', what: `${id}/${campaign.id}` }, at)
      await askImport({ kind: 'import', campaign: campaign.id, upload: upload.upload })
      return { campaign, upload }
    },
  }
}
