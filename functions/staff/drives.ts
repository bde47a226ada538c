/** The library of drives, and beginning a drive with one of them. Its texts in three languages are long: loaded when somebody asks. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { DriveTemplate } from '../../shared/campaign/library/drive.ts'
import type { ServiceTemplate } from '../../shared/campaign/library/services.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'
import { givenOf } from './plan-words.ts'
import { library } from './survey-library.ts'

const loaded = () => import('../../shared/campaign/library/library.ts')

export const drives = async (): Promise<DriveTemplate[]> => (await loaded()).drives

type Deps = Pick<StaffDeps, 'desk' | 'office' | 'services' | 'audit' | 'officeName' | 'officePhone' | 'now'>

/**
 * Begins a drive: a draft that has everything but its list of contacts.
 * @throws NotFound where the library has no such drive
 */
export async function beginDrive(id: string, deps: Deps, person: Person): Promise<Campaign> {
  const [{ drives: known }, surveys, { contentOf }, office] = await Promise.all([
    loaded(),
    library(),
    import('../../shared/campaign/library/drive.ts'),
    deps.office.get(),
  ])
  const drive = known.find((one) => one.id === id)
  if (!drive) throw new NotFound(id)
  const survey = surveys.find((one) => one.id === drive.survey)
  const { minutes, office: name, verifyAt } = givenOf({ survey, purpose: drive.purpose }, deps)
  const today = localTime(deps.now()).date
  const content = contentOf(drive, office, { office: name, verifyAt, today, minutes })
  const service = drive.visit && (await serviceFor(drive.visit, deps, person))
  const campaign = await deps.desk.create({ ...content, ...(service && { service }) }, person)
  return survey ? deps.desk.chooseSurvey(campaign.id, survey.id, survey.survey, person) : campaign
}

/** The office's own service of a template's name, or a new one made after the template. */
async function serviceFor(template: ServiceTemplate, { services, audit, now }: Deps, person: Person): Promise<string> {
  const known = (await services.list()).find(({ name }) => name.pl === template.name.pl)
  if (known) return known.id
  const id = newId('svc')
  const points = template.points.map((point) => ({ ...point, id: newId('pt') }))
  await services.create({ ...template, points, id, version: 1, createdAt: now().toISOString() })
  await audit.write({ who: person.id, did: 'create service', what: id }, now())
  return id
}
