/** Every drive of the library as a draft that a manager began with it, with a picture of what it says in both languages. */
import { drives } from '../../shared/campaign/library/library.ts'
import { inBothLanguages, type Staff } from './staff-walk.ts'

const height = 1000

/** Begins each drive of the library by the page, and takes its picture, `drive-<id>`. The page itself is `start`. */
export async function showLibrary({ manager, shoot }: Staff): Promise<void> {
  await inBothLanguages(manager, '/campaigns/new/drive', 'start', shoot, { height })
  for (const { id } of drives) {
    await manager.goto('/campaigns/new/drive')
    await manager.check(`input[name=which][value=${id}]`)
    await manager.locator('form:has(input[name=which]) button').click()
    await manager.waitForURL(/\/campaigns\/cmp_\w+/)
    const [drive] = /\/campaigns\/cmp_\w+/.exec(manager.url())!
    await inBothLanguages(manager, `${drive}/content`, `drive-${id}`, shoot, { height })
  }
}
