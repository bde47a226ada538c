/** Every drive of the library as a draft that a manager began with it, with a picture of its plan and texts in both languages. */
import { drives } from '../../shared/campaign/library/library.ts'
import { inBothLanguages, type Staff } from './staff-walk.ts'

/** What differs from drive to drive begins here: the plan, or the one letter. */
const from = ['Plan', 'Wiadomość', 'Message'].map((title) => `main h2:text-is("${title}")`).join(', ')

/**
 * Begins each drive of the library by the page, and takes its picture, `drive-<id>`. The page itself is `start`; what it leads to,
 * `start-list`; the points of a service from a file, `points-file`.
 */
export async function showLibrary({ manager, shoot }: Staff): Promise<void> {
  await inBothLanguages(manager, '/campaigns/new/drive', 'start', shoot, { height: 1500 })
  for (const { id } of drives) {
    await manager.goto('/campaigns/new/drive')
    await manager.check(`input[name=which][value=${id}]`)
    await manager.locator('form:has(input[name=which]) button').click()
    await manager.waitForURL(/\/campaigns\/cmp_\w+/)
    const [drive] = /\/campaigns\/cmp_\w+/.exec(manager.url())!
    await inBothLanguages(manager, `${drive}/content`, `drive-${id}`, shoot, { from, height: 1700 })
    if (id === 'medical-services') await inBothLanguages(manager, `${drive}/contacts?new`, 'start-list', shoot)
    if (id === 'legal-aid') {
      await manager.goto(`${drive}/survey`)
      const points = await manager.locator('a[href$="/points-file"]').getAttribute('href')
      await inBothLanguages(manager, points!, 'points-file', shoot)
    }
  }
}
