/**
 * What staff do with contact files: get a place for one, see what was found in it, say which column is what, take the good
 * rows. The reading itself is the import function's. Pages and API both come through here.
 */
import { type Campaign, isOpenToChange, writtenBy } from '../../shared/campaign/campaign.ts'
import type { Mapping } from '../../shared/contact/mapping.ts'
import { pointByRecord } from '../../shared/contact/point.ts'
import { openSample } from '../../shared/contact/sample.ts'
import { beginImport, keepGoodRows, newUpload, type Upload } from '../../shared/contact/upload.ts'
import { NotFound, Refused } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { StaffDeps } from './deps.ts'
import type { PostPlace } from './files.ts'
import type { Person } from './person.ts'

/** What a manager says of a file besides its columns. */
export type AboutFile = Pick<Upload, 'point' | 'consent'>

export type ContactDesk = ReturnType<typeof contactDesk>
export type ContactDeskDeps = Pick<
  StaffDeps,
  'campaigns' | 'uploads' | 'files' | 'askImport' | 'keysOf' | 'audit' | 'now'
>

export function contactDesk({ campaigns, uploads, files, askImport, keysOf, audit, now }: ContactDeskDeps) {
  const draft = async (id: string): Promise<Campaign> => {
    const campaign = await campaigns.get(id)
    if (isOpenToChange(campaign)) return campaign
    throw new Refused('the drive is no draft', [
      {
        field: 'status',
        message: {
          pl: 'Akcja nie jest już wersją roboczą, więc jej lista kontaktów nie może się zmienić.',
          en: 'The drive is no longer a draft, so its list of contacts cannot change.',
        },
      },
    ])
  }
  const noted = (person: Person, did: string, upload: Upload) =>
    audit.write({ who: person.id, did, what: `${upload.campaign}/${upload.upload}` }, now())

  return {
    /** A place for a new file of a draft. @param then where the browser goes after the upload */
    async place(
      id: string,
      name: string,
      person: Person,
      then?: (upload: string) => string,
    ): Promise<{ upload: Upload; place: PostPlace }> {
      await draft(id)
      const about = { upload: newId('upl'), campaign: id, name, bytes: 0, createdBy: person.id }
      const upload = newUpload(about, now())
      await uploads.create(upload)
      return { upload, place: await files.placeFor(upload.key, then?.(upload.upload)) }
    },

    /** The place again for an upload that has not arrived. */
    placeAgain: (upload: Upload, then: string): Promise<PostPlace> => files.placeFor(upload.key, then),

    /** An upload of a campaign, or NotFound. */
    async get(id: string, uploadId: string): Promise<Upload> {
      const upload = await uploads.get(id, uploadId)
      if (upload.campaign !== id) throw new NotFound(uploadId)
      return upload
    },

    /** The newest upload of a campaign, if there is one. */
    newest: async (id: string): Promise<Upload | undefined> =>
      (await uploads.list(id)).find(({ payments }) => !payments),

    /** The first five rows. Personal data: only for who writes the drive, and it is noted who looked. (X15) */
    async sampleOf(campaign: Campaign, upload: Upload, person: Person): Promise<string[][]> {
      if (!upload.sample) return []
      await noted(person, 'view sample', upload)
      return openSample((await keysOf(campaign)).seal, campaign.id, upload.upload, upload.sample)
    },

    /** Begins the import with a mapping. */
    async begin(
      id: string,
      uploadId: string,
      mapping: Mapping,
      keepGood: boolean,
      person: Person,
      { point, consent }: AboutFile = {},
    ): Promise<Upload> {
      const campaign = await draft(id)
      const file = await uploads.get(id, uploadId)
      if (file.payments) throw new NotFound(uploadId) // no list of contacts
      await campaigns.save(writtenBy(campaign, person.id))
      const at = now()
      const begun = beginImport(file, mapping, keepGood, at, campaign, {
        // Where nothing else is said, the drive's own record says it.
        point: point ?? pointByRecord(campaign, localTime(at).date),
        consent,
      })
      const upload = await uploads.save(begun, now())
      await noted(person, 'import', upload)
      await askImport({ kind: 'import', campaign: id, upload: uploadId })
      return upload
    },

    /** Takes the good rows of a file that has bad ones too. */
    async keepGood(id: string, uploadId: string, person: Person): Promise<Upload> {
      await draft(id)
      const upload = await uploads.save(keepGoodRows(await uploads.get(id, uploadId)), now())
      await noted(person, 'keep good rows', upload)
      await askImport({ kind: 'import', campaign: id, upload: uploadId })
      return upload
    },

    /** A link to the whole report of bad rows, if there is one. It quotes the rows, so it is noted who fetched it. (X15) */
    async reportLink(upload: Upload, person: Person): Promise<string | undefined> {
      if (!upload.reportKey) return undefined
      await noted(person, 'fetch bad rows', upload)
      return files.linkTo(upload.reportKey, 'bledne-wiersze.csv')
    },
  }
}
