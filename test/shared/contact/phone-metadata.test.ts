/**
 * What is kept of the numbering plans of the world: Poland, and the countries whose numbers stand in lists of Poznań. A newer
 * libphonenumber makes this test red; `npm test -- phone-metadata -u` then writes the file anew.
 */
import metadata from 'libphonenumber-js/max/metadata'
import { expect, test } from 'vitest'

const countries = ['PL', 'UA', 'DE', 'GB', 'BY', 'CZ'] as const
const isKept = (country: string) => (countries as readonly string[]).includes(country)

/** The library's metadata for these countries, and nothing else. */
function cut() {
  const { version } = metadata as unknown as { version: number }
  return {
    version,
    country_calling_codes: Object.fromEntries(
      Object.entries(metadata.country_calling_codes).flatMap(([code, all]) => {
        const kept = all.filter(isKept)
        return kept.length > 0 ? [[code, kept]] : []
      }),
    ),
    countries: Object.fromEntries(countries.map((country) => [country, metadata.countries[country]])),
    nonGeographic: {},
  }
}

test('the numbering plans that are bundled are those of the installed library', async () => {
  const text = `/** Numbering plans of six countries. Generated: see test/shared/contact/phone-metadata.test.ts. */
// biome-ignore-all format: it is generated, and nobody reads it
export const phoneMetadata = ${JSON.stringify(cut())}
`
  expect(text.length).toBeLessThan(12_000)
  await expect(text).toMatchFileSnapshot('../../../shared/contact/phone-metadata.ts')
})
