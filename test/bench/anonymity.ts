/**
 * Anonymity: a whole anonymous drive whose every trace goes to an attacker (`test/security/attacker.ts`). The figure is the
 * share of people whose answers he names rightly, less what somebody gets who knows nothing. A drive of any size tells the
 * same, so this one is small.
 */
import { join } from 'node:path'
import { watchDrive } from '../builders/watched-drive.ts'
import { attack, mostByChance } from '../security/attacker.ts'
import { withCloud } from './own-cloud.ts'
import { type Part, whole } from './part.ts'

export const anonymityPart: Part = (contacts, say) =>
  withCloud({ say }, async (cloud, folder) => {
    const [people, answering] = contacts < 1_000 ? [60, 40] : [200, 120]
    const options = { anonymity: 'anonymous', contacts: people, answering, leaving: 8, seed: 3 } as const
    const { evidence, truth } = await watchDrive(cloud, join(folder, 'data'), options)
    const { accuracy, chance, strongest } = attack(evidence, truth)
    say(
      `  ${whole(answering)} of ${whole(people)} answered; the attacker is right about ${(accuracy * 100).toFixed(2)} %, chance is ${(chance * 100).toFixed(2)} %`,
    )
    say(
      `  strongest signal: ${strongest.signal}, ${strongest.correlation.toFixed(3)} (chance alone stays below ${strongest.bound.toFixed(3)})`,
    )
    return [
      {
        id: 'anonymity.attackerAdvantage',
        value: accuracy - chance,
        unit: 'of people named rightly, above chance',
        atMost: mostByChance / answering - chance,
      },
    ]
  })
