/**
 * Services as a warm function remembers them for a moment: a crowd at the desk asks for the same one. What was closed meanwhile every slot
 * knows by itself, so a hold by an old calendar is refused all the same.
 */
import type { Service } from './service.ts'
import type { ServiceStore } from './service-store.ts'

const freshMilliseconds = 2_000
/** Beyond this many all are forgotten: made-up ids must not fill the memory. */
const remembered = 200

export interface DeskServices {
  /** The service, at most two seconds old; or NotFound. */
  get(id: string): Promise<Service>
  /** As it is, to be changed. */
  fresh(id: string): Promise<Service>
  save(service: Service): Promise<Service>
}

export function rememberedServices(store: Pick<ServiceStore, 'get' | 'save'>, now: () => Date): DeskServices {
  const known = new Map<string, { at: number; service: Promise<Service> }>()
  return {
    get(id) {
      const at = now().getTime()
      const found = known.get(id)
      if (found && Math.abs(at - found.at) < freshMilliseconds) return found.service
      const service = store.get(id)
      service.catch(() => known.delete(id))
      if (known.size >= remembered) known.clear()
      known.set(id, { at, service })
      return service
    },
    fresh: store.get,
    save(service) {
      known.delete(service.id)
      return store.save(service)
    },
  }
}
