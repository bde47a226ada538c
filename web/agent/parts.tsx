/** Pieces that the agents' pages share: what carries a key, the page's frame with its script, sections with a heading. */
import type { Child, FC } from 'hono/jsx'
import type { FieldError } from '../components/errors.tsx'
import { StaffPage, useFrame } from '../staff/frame.tsx'
import { type CallTexts, callTexts } from '../texts/calls.ts'
import { type Action, type Keys, keyText } from './keys.ts'
import { agentScript } from './script.ts'

/** The texts of the page that is being rendered. */
export const useCallTexts = (): CallTexts => callTexts(useFrame().language)

export interface AgentPageProps {
  title: string
  keys: Keys
  errors?: FieldError[]
  back?: { href: string; text?: string }
  width?: 'reading' | 'full'
  children?: Child
}

/** A page of the agents, with their script and their keys. */
export const AgentPage: FC<AgentPageProps> = ({ keys, ...props }) => (
  <StaffPage
    {...props}
    section="calls"
    head={
      <>
        <meta name="keys" content={keys.mode} />
        <script src={agentScript.path} defer />
      </>
    }
  />
)

/** The attributes of what a key leads to or presses. */
export function keyed(keys: Keys, action: Action): Record<string, string> {
  const shown = keyText(keys, action)
  return shown ? { 'data-key': keys.keys[action], 'aria-keyshortcuts': shown } : {}
}

/** The key as it is shown; read out by `aria-keyshortcuts` of what it is for. */
export const Key: FC<{ keys: Keys; action: Action }> = ({ keys, action }) => {
  const shown = keyText(keys, action)
  return shown ? (
    <span class="akcja-key" aria-hidden="true">
      {shown}
    </span>
  ) : null
}

export interface KeyButtonProps {
  keys: Keys
  id?: string
  action?: Action
  /** What the form is told to do. */
  value: string
  look?: 'main' | 'quiet'
  children?: Child
}

/** A button of the form, with its key. */
export const KeyButton: FC<KeyButtonProps> = ({ keys, id, action, value, look = 'main', children }) => (
  <button
    type="submit"
    id={id}
    name="do"
    value={value}
    class={`govuk-button${look === 'quiet' ? ' govuk-button--secondary' : ''}`}
    {...(action && keyed(keys, action))}
  >
    {children}
    {action && <Key keys={keys} action={action} />}
  </button>
)

export interface PartProps {
  id: string
  heading: Child
  keys?: Keys
  /** The key that leads into this part. */
  action?: Action
  children?: Child
}

/** A part of the page with its heading, to which a key leads. */
export const Part: FC<PartProps> = ({ id, heading, keys, action, children }) => (
  <section
    class="akcja-part"
    id={id}
    aria-labelledby={`${id}-heading`}
    {...(keys && action && { tabindex: -1, ...keyed(keys, action) })}
  >
    <h2 class="govuk-heading-m" id={`${id}-heading`}>
      {heading}
      {keys && action && <Key keys={keys} action={action} />}
    </h2>
    {children}
  </section>
)

/** The list of keys, for whoever does not know them by heart yet. */
export const KeyList: FC<{ keys: Keys; shown: readonly Action[] }> = ({ keys, shown }) => {
  const { keys: texts } = useCallTexts()
  const lead = { single: texts.lead, alt: texts.leadAlt, off: texts.off }[keys.mode]
  return (
    <section class="akcja-part" aria-labelledby="keys-heading">
      <h2 class="govuk-heading-s" id="keys-heading">
        {texts.title}
      </h2>
      <p class="govuk-body">{lead}</p>
      {keys.mode !== 'off' && (
        <dl class="akcja-keys">
          {shown.map((action) => (
            <div>
              <dt>
                <kbd class="akcja-key">{keyText(keys, action)}</kbd>
              </dt>
              <dd>{texts.actions[action]}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/calls/keys">
          {texts.change}
        </a>
      </p>
    </section>
  )
}
