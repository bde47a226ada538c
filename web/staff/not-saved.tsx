/** What a person typed when she was signed in no more, or anew: nothing of it is saved yet, and nothing is lost. */
import type { FC } from 'hono/jsx'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Form, Heading, StaffPage, useTexts } from './frame.tsx'

export interface NotSavedProps {
  /** `ended`: she must sign in first. `renewed`: she is, since after the form was opened. */
  session: 'ended' | 'renewed'
  /** Names and values as they were posted, in order. */
  fields: readonly (readonly [string, string])[]
  /** Where the form goes once more. */
  action: string
  /** Where she signs in, or opens the page anew. */
  on: string
}

/** The same form once more, its fields unseen. She signs in on another tab, so that this page stays. */
export const NotSaved: FC<NotSavedProps> = ({ session, fields, action, on }) => {
  const { notSaved } = useTexts()
  const { title, text, next, send } = notSaved[session]
  return (
    <StaffPage title={title}>
      <Heading>{title}</Heading>
      <p class="govuk-body">{text}</p>
      {session === 'ended' && (
        <ol class="govuk-list govuk-list--number">
          <li>
            <a class="govuk-link" href={on} target="_blank" rel="noopener">
              {next}
            </a>
          </li>
          <li>{notSaved.ended.comeBack}</li>
        </ol>
      )}
      <Form action={action}>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Actions>
          <Button>{send}</Button>
          {session === 'renewed' && (
            <ButtonLink href={on} look="quiet">
              {next}
            </ButtonLink>
          )}
        </Actions>
      </Form>
    </StaffPage>
  )
}
