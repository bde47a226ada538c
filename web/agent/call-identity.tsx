/** A reminder on an agent's screen: recognising the person, the matter once she is recognised, what may be said to anybody else. (T4, T5) */
import type { FC } from 'hono/jsx'
import { bandTexts, type Claim, factTexts, type IdentityFact } from '../../shared/claim/claim.ts'
import { type Language, textOf } from '../../shared/platform/language.ts'
import { TextInput } from '../components/fields.tsx'
import { Facts, Table } from '../components/lists.tsx'
import { Details, InsetText, WarningText } from '../components/notices.tsx'
import { useFrame } from '../staff/frame.tsx'
import { identityTexts, neutralWords } from '../texts/call-identity.ts'
import { moment } from '../texts/texts.ts'
import type { PersonSeen } from './call-person.tsx'
import type { Keys } from './keys.ts'
import { KeyButton, Part } from './parts.tsx'

export interface IdentityProps {
  identity: {
    state: 'asked' | 'confirmed' | 'given up' | 'settled'
    facts: IdentityFact[]
    needed: number
    triesLeft: number
  }
  /** The person's language. */
  spoken: Language
  keys: Keys
  /** Where residents can call the office. */
  officePhone: string
  error?: string | undefined
}

export interface MatterSeen {
  campaign: string
  /** Those of her claims that are open. */
  claims: Pick<Claim, 'case' | 'band'>[]
  script: string[]
  clause: NonNullable<PersonSeen['clause']>
  clauseNeeded: boolean
  paymentsAt?: string
}

export const useIdentityTexts = () => identityTexts(useFrame().language)

const mostTries = 3

/** Fields for what the person says; match or no match, never which part. What was typed is not shown again. */
export const IdentityPart: FC<IdentityProps> = ({ identity, spoken, keys, officePhone, error }) => {
  const texts = useIdentityTexts()
  const { language, office } = useFrame()
  const { state, facts, needed, triesLeft } = identity
  const words = neutralWords[spoken](office, officePhone)
  return (
    <Part id="identity" heading={texts.identity}>
      <div data-identity={texts.liveSettled}>
        {state === 'confirmed' && (
          <p class="govuk-body" role="status">
            <strong>{texts.confirmed}</strong>
          </p>
        )}
        {(state === 'given up' || state === 'settled') && (
          <>
            <WarningText>{state === 'settled' ? texts.settled : texts.givenUp}</WarningText>
            <p class="govuk-body">{state === 'settled' ? texts.settledSay : texts.givenUpSay}</p>
            <div lang={spoken} class="akcja-say">
              <p class="govuk-body">{state === 'settled' ? words.settled : words.givenUp}</p>
            </div>
          </>
        )}
        {state === 'asked' && (
          <>
            {error && <p class="govuk-error-message">{error}</p>}
            {triesLeft < mostTries && (
              <div role="alert">
                <InsetText>
                  <p class="govuk-body">
                    <strong>{texts.miss(triesLeft)}</strong>
                  </p>
                  <p class="govuk-body">{texts.missHint}</p>
                </InsetText>
              </div>
            )}
            <p class="govuk-body">{texts.lead(needed)}</p>
            <TextInput name="identity-name" label={texts.name} autocomplete="off" spellcheck={false} maxlength={200} />
            {facts.map((fact) => (
              <TextInput
                name={`identity-${fact}`}
                label={textOf(factTexts[fact], language)}
                autocomplete="off"
                spellcheck={false}
                maxlength={200}
                width={fact === 'street' ? 30 : 10}
              />
            ))}
            <KeyButton keys={keys} value="identity">
              {texts.check}
            </KeyButton>
          </>
        )}
      </div>
    </Part>
  )
}

/** What the call is about: sent to the browser only for a person who was recognised. */
export const MatterPart: FC<{ matter: MatterSeen; spoken: Language }> = ({ matter, spoken }) => {
  const texts = useIdentityTexts()
  const { language } = useFrame()
  return (
    <Part id="matter" heading={texts.matter}>
      <Facts facts={[{ name: texts.campaign, value: matter.campaign }]} />
      <div data-claims={matter.claims.length} data-changed={texts.liveChanged}>
        <Table
          caption={texts.openClaims(matter.claims.length)}
          captionSize="s"
          columns={[{ title: texts.case }, { title: texts.band }]}
          rows={matter.claims.map(({ case: pointer, band }) => [pointer, textOf(bandTexts[band], language)])}
        />
      </div>
      <p class="govuk-hint">
        {texts.amountHint} {matter.paymentsAt && texts.payments(moment(language, new Date(matter.paymentsAt)))}
      </p>
      {matter.script.length === 0 ? (
        <p class="govuk-body">{texts.noMatter}</p>
      ) : (
        <div lang={spoken} class="akcja-say">
          {matter.script.map((paragraph) => (
            <p class="govuk-body">{paragraph}</p>
          ))}
        </div>
      )}
    </Part>
  )
}

/** The only words for who is not the person. */
export const NeutralPart: FC<{ spoken: Language; officePhone: string }> = ({ spoken, officePhone }) => {
  const texts = useIdentityTexts()
  const { office } = useFrame()
  const words = neutralWords[spoken](office, officePhone)
  return (
    <Details summary={texts.others}>
      {(['third', 'voicemail', 'wrong'] as const).map((who) => (
        <>
          <h3 class="govuk-heading-s">{texts[who]}</h3>
          <div lang={spoken} class="akcja-say">
            <p class="govuk-body">{words[who]}</p>
          </div>
        </>
      ))}
    </Details>
  )
}
