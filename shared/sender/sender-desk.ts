/** The state of the sender's domain, kept with the office for a day and looked up by whoever needs it then: never for a contact. (L21) */
import { nameServers, standIn } from './look-up.ts'
import { checkSender, type LookUp, type SenderCheck, stillHolds } from './sender.ts'
import type { SenderStore } from './sender-store.ts'

export interface SenderDeps {
  store: SenderStore
  from: string
  /** Full names of DKIM records, by commas. */
  dkim: string
  lookUp: LookUp
  now: () => Date
}

export function senderDesk({ store, from, dkim, lookUp, now }: SenderDeps) {
  const check = async (): Promise<SenderCheck> => {
    const names = dkim.split(',').flatMap((name) => name.trim() || [])
    const found = await checkSender(from, names, lookUp, now())
    await store.put(found)
    return found
  }
  return {
    /** As it stands: what is known, or looked up where that is too old. */
    async state(): Promise<SenderCheck> {
      const known = await store.get()
      return known && stillHolds(known, from, now()) ? known : check()
    },
    /** Looked up now, whatever is known. */
    check,
  }
}
export type SenderDesk = ReturnType<typeof senderDesk>

/** Who is asked, by the setting: empty, the name servers; else the stand-in of one machine. */
export const lookUpBy = (setting: string): LookUp =>
  setting ? standIn(setting.replace(/^stand-in:/, '')) : nameServers()
