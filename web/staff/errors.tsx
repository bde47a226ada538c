/** Pages for when something cannot be shown or done: plain words, and a way on. */
import type { FC } from 'hono/jsx'
import type { Problem } from '../../shared/platform/errors.ts'
import { Actions, ButtonLink } from '../components/button.tsx'
import { Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

export type Hindrance =
  | 'notFound'
  | 'notForRole'
  | 'noRole'
  | 'expired'
  | 'forged'
  | 'conflict'
  | 'refused'
  | 'tooLarge'
  | 'broken'

/** One page for all of them: a heading, what happened, what to do. */
export const Hindered: FC<{ by: Hindrance; problems?: Problem[]; on: string }> = ({ by, problems = [], on }) => {
  const { language } = useFrame()
  const { hindered } = useTexts()
  const { title, text, next } = hindered[by]
  return (
    <StaffPage title={title}>
      <Heading>{title}</Heading>
      <p class="govuk-body">{text}</p>
      {problems.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {problems.map(({ message }) => (
            <li>{message[language] ?? message.pl}</li>
          ))}
        </ul>
      )}
      {next && (
        <Actions>
          <ButtonLink href={on} look="quiet">
            {next}
          </ButtonLink>
        </Actions>
      )}
    </StaffPage>
  )
}
