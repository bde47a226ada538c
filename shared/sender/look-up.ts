/** Who answers what a domain's records are: its name servers, or on one machine a stand-in that asks nobody. */
import type { LookUp, SenderRecord } from './sender.ts'

const milliseconds = 2_000
const noSuchName = new Set(['ENOTFOUND', 'ENODATA'])

/** Asks the name servers. A name without such a record has none; an answer that does not come is none. */
export function nameServers(): LookUp {
  return async (name) => {
    const { Resolver } = await import('node:dns/promises')
    try {
      return (await new Resolver({ timeout: milliseconds, tries: 2 }).resolveTxt(name)).map((parts) => parts.join(''))
    } catch (error) {
      return noSuchName.has((error as { code?: string }).code ?? '') ? [] : undefined
    }
  }
}

const records: Record<SenderRecord, { at: (name: string) => boolean; text: string }> = {
  spf: { at: (name) => !name.startsWith('_') && !name.includes('._domainkey.'), text: 'v=spf1 -all' },
  dkim: { at: (name) => name.includes('._domainkey.'), text: 'v=DKIM1; k=rsa; p=MIIBIjANBg' },
  dmarc: { at: (name) => name.startsWith('_dmarc.'), text: 'v=DMARC1; p=reject' },
}

/** Answers for every domain as the setting says. @param given `spf,dkim,dmarc`, or what of it there is */
export function standIn(given: string): LookUp {
  const there = Object.entries(records).filter(([record]) => given.split(',').includes(record))
  return async (name) => there.filter(([, { at }]) => at(name)).map(([, { text }]) => text)
}
