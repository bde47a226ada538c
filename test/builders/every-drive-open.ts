/** What a template leaves open: which points of a service there are, at which address, and how many places an edition has. */
import type { Json } from '../../local/api.ts'
import type { TestCloud } from './cloud.ts'

/** Points of legal aid that this office has opened. */
const opened = 3
/** Places of the one edition that senior people can register for. */
export const placesOfEdition = 2

/** Writes into a drive's service what only the office knows. */
export async function openService({ manager }: TestCloud, id: string, drive: string): Promise<void> {
  const path = `/services/${id}`
  const { points, version: _, createdAt: __, id: ___, ...content }: Json = await manager.get(path)
  const putPoint = ({ id: point, exceptions: _exceptions, ...rest }: Json, change: object) =>
    manager.put(`${path}/points/${point}`, { ...rest, ...change })
  if (drive === 'legal-aid') {
    for (const [n, point] of points.slice(0, opened).entries()) {
      await putPoint(point, { address: `ul. Ratajczaka ${n + 1}`, closed: false })
    }
  }
  if (drive === 'senior-repairs') {
    await manager.put(path, { ...content, horizonDays: 7 })
    const hours = [{ weekday: 1, from: '08:00', to: '12:00', capacity: placesOfEdition }]
    await putPoint(points[0], { hours })
  }
}
