/** What staff look at when drives are under way: people, results, files, visits, registers; by the API and on pages. */
import { type Json, until } from '../../local/api.ts'
import { canary } from './canary.ts'
import type { TestCloud } from './cloud.ts'
import type { Office, Running } from './every-drive.ts'
import { staffVisitor } from './web-visitor.ts'

/** A file of a drive, once it is written: its text, or its bytes as one. */
export async function exported(office: TestCloud, { drive: { id } }: Running, wish: object): Promise<string> {
  const { id: wanted } = await office.manager.post(`/campaigns/${id}/exports`, wish)
  const done: Json = await until(
    () => office.manager.get(`/campaigns/${id}/exports/${wanted}`),
    ({ state }) => state === 'done' || state === 'failed',
  )
  return (await fetch(done.url)).text()
}

/** Opens whatever staff can open of every drive. */
export async function lookAtEverything({ office, running }: Office): Promise<void> {
  const { manager, agent, administrator, unit, cloud } = office
  const page = await staffVisitor(cloud.url, 'manager')
  const open = async (path: string) => {
    const { status } = await page.open(`${cloud.url}${path}`)
    if (status !== 200) throw new Error(`${status} at ${path}`)
  }
  const lookAt = async ({ drive, template, players }: Running) => {
    const path = `/campaigns/${drive.id}`
    await manager.get(`${path}/contacts`)
    await manager.get(`${path}/contacts/0.3`)
    for (const one of ['', '/content', '/people', '/contacts/0/3']) await open(path + one)
    await manager.get(`${path}/results`)
    if (template.purposeClass === 'reminder') await open(`${path}/claims`)
    const hasAnswers = template.survey && template.anonymity !== 'anonymous'
    await exported(office, running.get(template.id)!, { kind: hasAnswers ? 'responses' : 'attempts', format: 'xlsx' })
    await agent.post('/calls/search', { phone: players[0]!.phone })
  }
  await Promise.all([...running.values()].map(lookAt))
  const { services } = await manager.get('/services')
  for (const { id, points } of services) {
    await manager.get(`/services/${id}/waiting`)
    await open(`/services/${id}`)
    const day = `/services/${id}/points/${points[0].id}/days/2026-11-30`
    await agent.get(day)
    await open(day)
  }
  for (const path of ['/cases', '/objections', '/retention', '/services']) await open(path)
  await page.send(`${cloud.url}/calls/search`, { phone: running.values().next().value!.players[0]!.phone })
  await administrator.get('/audit?day=2026-11-27')
  await page.open(`${cloud.url}/campaigns?lang=en`)
  const report = { text: `${canary.words}: ${canary.last}`, place: canary.place, name: canary.last }
  const { id } = await manager.post('/cases', { kind: 'report', from: 'call', subject: 'other', ...report })
  await unit.get('/unit-cases')
  await (await staffVisitor(cloud.url, 'unit')).open(`${cloud.url}/unit-cases/${id}`)
  await unit.post(`/unit-cases/${id}/moves`, { move: 'answer', note: 'Posypano.' })
}
